"""One mark's value: which status needs what beside it, and how much of a session it stands for."""

from dataclasses import dataclass
from enum import StrEnum

from curriculum_app.attendance.rules.words import ABSENT, ATTENDED, PARTLY, Reason, Status


@dataclass(frozen=True, slots=True)
class Value:
    """What a mark says. `minutes` are minutes attended and only given for late and left early."""

    status: Status
    reason: Reason | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the arithmetic needs of a session: minutes, whether it counts, the share that earns credit."""

    minutes: int
    is_held: bool = True
    minimum_share: float = 0.5


class Problem(StrEnum):
    """What is missing or wrong in a value; the words for it stand in `presenters`."""

    STATUS_UNKNOWN = "status_unknown"
    COORDINATORS = "coordinators"
    REASON_MISSING = "reason_missing"
    MINUTES_MISSING = "minutes_missing"
    MINUTES_OUT_OF_RANGE = "minutes_out_of_range"


def value_of(status: Status, reason: Reason | None = None, minutes: int | None = None) -> Value:
    """Return the value without what its status has no use for, so that equal answers are equal values.

    A page keeps minutes typed for "late" after the girl was tapped "present"; they mean nothing there.
    """
    return Value(
        status,
        reason if status in ABSENT else None,
        minutes if status in PARTLY else None,
    )


def problem_with(value: Value, session_minutes: int) -> Problem | None:
    """Return what keeps `value` from being recorded in a session of `session_minutes`, or None.

    Excused needs its reason. Unexcused may go without: at roll call nobody knows yet, and a reason that the
    form forces is a reason made up. Late and left early need the minutes attended, from 1 to the session's
    own.
    """
    if value.status is Status.EXCUSED and value.reason is None:
        return Problem.REASON_MISSING
    if value.status not in PARTLY:
        return None
    if value.minutes is None:
        return Problem.MINUTES_MISSING
    return None if 1 <= value.minutes <= session_minutes else Problem.MINUTES_OUT_OF_RANGE


def wants_reason(value: Value | None) -> bool:
    """Whether an absence is recorded whose reason somebody still owes."""
    return value is not None and value.status in ABSENT and value.reason is None


def minutes_attended(value: Value | None, session_minutes: int) -> int:
    """Return the minutes of the session that she was there: all of them when present, else as recorded."""
    if value is None or value.status not in ATTENDED:
        return 0
    return session_minutes if value.status is Status.PRESENT else value.minutes or 0


def is_credited(value: Value | None, meeting: Meeting) -> bool:
    """Whether the mark counts towards completion: a held session, attended for the minimum share of it.

    The share (half by default) is the curriculum's completion rule.
    """
    if value is None or value.status not in ATTENDED or not meeting.is_held:
        return False
    return minutes_attended(value, meeting.minutes) >= meeting.minimum_share * meeting.minutes
