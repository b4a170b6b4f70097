"""A girl's seat in a group: what was marked, what she made up, how she left, and every count that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from curriculum_app.attendance.models import MakeUp, Mark, MarkChange
from curriculum_app.attendance.rules.lessons import lessons_of
from curriculum_app.attendance.rules.tallies import Tally, counted
from curriculum_app.attendance.rules.values import Meeting as Arithmetic
from curriculum_app.attendance.rules.values import Value, is_credited, minutes_attended
from curriculum_app.attendance.rules.words import ABSENT, ATTENDED, HowMadeUp, Reason, Source, Status, Verdict
from curriculum_app.attendance.service.tallies import derived
from curriculum_app.cohorts.rules.states import ExitReason, SessionState
from curriculum_app.core import clock
from curriculum_app.curriculum.models import Edition
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme.girls import Girl
from curriculum_app.devtools.programme.meetings import Meeting
from curriculum_app.devtools.programme.plan import Group
from curriculum_app.devtools.programme.rows import Rows

ABSENCES = {
    Reason.SCHOOL: 5, Reason.COURT: 4, Reason.MEDICAL: 3, Reason.TRANSPORT: 5, Reason.ILLNESS: 6,
    Reason.WHEREABOUTS_UNKNOWN: 1, Reason.MOVED_PLACEMENT: 1, Reason.OTHER: 2,
}  # fmt: skip
EARLY_EXITS = {
    ExitReason.MOVED: 6, ExitReason.RELEASED: 5, ExitReason.LOST_CONTACT: 4, ExitReason.WITHDREW_ASSENT: 2,
    ExitReason.PARENT_WITHDREW: 2, ExitReason.SAFETY_SEPARATION: 1, ExitReason.REFERRED_ON: 2, ExitReason.AGED_OUT: 1,
}  # fmt: skip
LATE_EXITS = {ExitReason.LOST_CONTACT: 4, ExitReason.RELEASED: 3, ExitReason.REFERRED_ON: 2, ExitReason.AGED_OUT: 1}
HERE = {Status.PRESENT: 88, Status.LATE: 8, Status.LEFT_EARLY: 4}


@dataclass
class Seat:
    """One enrolment while it is filled."""

    id: UUID
    girl: Girl
    enrolled_on: date
    tally: Tally = field(default_factory=Tally)
    make_ups: int = 0
    exit_reason: ExitReason | None = None
    exited_on: date | None = None


def fill(
    rows: Rows, seat: Seat, group: Group, meetings: Sequence[Meeting], edition: Edition, *, leaves_after: int | None
) -> None:
    """Mark every held session while she has her seat, and make up some of what she missed.

    With `leaves_after` she leaves the day after so many meetings.
    """
    dice, missed = rows.dice, []
    held = [each for each in meetings if each.state is SessionState.HELD and each.held_on >= seat.enrolled_on]
    if leaves_after is not None and len(held) > leaves_after:
        held = held[:leaves_after]
        seat.exited_on = held[-1].held_on + timedelta(days=1)
        seat.exit_reason = dice.weighted(EARLY_EXITS)
    for meeting in held:
        value = _value(dice, seat.girl, meeting)
        arithmetic = Arithmetic(meeting.minutes, minimum_share=edition.minimum_share)
        if dice.happens(0.02) and meeting is held[-1]:
            continue  # nobody has marked her yet
        _add_mark(rows, seat, group, meeting, value, arithmetic)
        if is_credited(value, arithmetic):
            seat.girl.lessons.add(meeting.lesson.key)
        elif value.status in ABSENT:
            missed.append(meeting)
    for meeting in missed[:2]:
        if dice.happens(0.4) and meeting.lesson.key not in seat.girl.lessons | seat.girl.made_up:
            _add_make_up(rows, seat, group, meeting, edition)


def _value(dice: Dice, girl: Girl, meeting: Meeting) -> Value:
    """What is marked, by how steadily she comes."""
    if dice.happens(0.01):
        return Value(Status.NOT_EXPECTED)
    if dice.happens(girl.coming):
        status = dice.weighted(HERE)
        partly = None if status is Status.PRESENT else dice.number(meeting.minutes // 4, meeting.minutes - 5)
        return Value(status, minutes=partly)
    if dice.happens(0.55):
        return Value(Status.EXCUSED, dice.weighted(ABSENCES))
    return Value(Status.UNEXCUSED, dice.weighted(ABSENCES) if dice.happens(0.6) else None)


def _add_mark(  # noqa: PLR0917 - one caller, right above
    rows: Rows, seat: Seat, group: Group, meeting: Meeting, value: Value, arithmetic: Arithmetic
) -> None:
    at = clock.instant(meeting.held_on, group.starts_at) + timedelta(minutes=rows.dice.number(5, 25))
    seat.tally += counted(value, arithmetic)
    what = {"status": value.status, "reason": value.reason}
    # A girl who is not expected is set by the program, everything else by the leader on the sheet.
    is_set = value.status is Status.NOT_EXPECTED
    who, source = (None, Source.PROGRAM) if is_set else (group.lead, Source.PAGE)
    minutes = minutes_attended(value, meeting.minutes) if value.status in ATTENDED else None
    rows.add(
        Mark, session_id=meeting.id, enrolment_id=seat.id, **what, minutes=minutes, version=1, marked_at=at,
        is_credited=is_credited(value, arithmetic), is_disputed=False, marked_by_id=who,
    )  # fmt: skip
    rows.add(
        MarkChange, op_id=rows.dice.id(at), session_id=meeting.id, enrolment_id=seat.id, **what, minutes=value.minutes,
        base_version=0, version=1, verdict=Verdict.APPLIED, source=source, changed_by_id=who, changed_at=at,
    )  # fmt: skip


def _add_make_up(rows: Rows, seat: Seat, group: Group, meeting: Meeting, edition: Edition) -> None:
    dice, day = rows.dice, meeting.held_on
    at = clock.instant(day, group.starts_at) + timedelta(hours=3)
    seat.girl.made_up.add(meeting.lesson.key)
    seat.make_ups += 1
    rows.add(
        MakeUp, id=dice.id(at), session_id=meeting.id, enrolment_id=seat.id, participant_id=seat.girl.id,
        curriculum=edition.curriculum, lesson_key=meeting.lesson.key, made_up_on=day, how=dice.pick(list(HowMadeUp)),
        minutes=dice.number(30, 60), given_by_id=group.co, recorded_by_id=group.co, recorded_at=at,
    )  # fmt: skip


def enrolment_counts(seat: Seat) -> dict[str, int]:
    """The tally columns of the enrolment."""
    return {f"tally_{name}": number for name, number in asdict(seat.tally).items()} | {"tally_make_ups": seat.make_ups}


def girl_counts(girl: Girl, sessions: int, edition: Edition) -> dict[str, Any]:
    """The columns of the girl's own tally that follow from her lessons."""
    lessons = lessons_of(girl.lessons, girl.made_up)
    return derived(lessons.attended, lessons.made_up, sessions, edition.make_ups_allowed, edition.lessons_needed)


def has_completed(girl: Girl, edition: Edition) -> bool:
    """Whether the rule of the edition says so."""
    return bool(girl_counts(girl, 1, edition)["is_completed"])
