"""How an enrolment may end.

"Completed" is never chosen by hand: the completion rule of the curriculum's edition says it. Every other way
out is a coded reason that a person chooses.
"""

from enum import StrEnum

from curriculum_app.cohorts.rules.states import ExitReason, SessionState

CHOSEN_BY_HAND = tuple(reason for reason in ExitReason if reason is not ExitReason.COMPLETED)


class ExitProblem(StrEnum):
    """Why an exit cannot be written as asked."""

    REASON_MISSING = "reason_missing"
    NOT_COMPLETED = "not_completed"


def exit_at_close(*, is_completed: bool, chosen: ExitReason | None) -> ExitReason | ExitProblem:
    """How a girl leaves a group that ends: completed if the rule says so, else the reason chosen for her.

    A reason chosen for a girl who has completed is set aside: the rule stands above it.
    """
    if is_completed:
        return ExitReason.COMPLETED
    if chosen is None:
        return ExitProblem.REASON_MISSING
    return ExitProblem.NOT_COMPLETED if chosen is ExitReason.COMPLETED else chosen


def exit_before_close(*, is_completed: bool, chosen: ExitReason) -> ExitReason | ExitProblem:
    """How a girl leaves a running group: as chosen; "completed" only when the rule already says so."""
    if chosen is ExitReason.COMPLETED and not is_completed:
        return ExitProblem.NOT_COMPLETED
    return chosen


def may_close(states: list[SessionState]) -> bool:
    """Whether a group can be closed: no session is still planned."""
    return bool(states) and SessionState.PLANNED not in states
