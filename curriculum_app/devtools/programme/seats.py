"""A girl's seat in a group: what was marked, what she made up, how she left, and every count that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from curriculum_app.attendance.models import MakeUp
from curriculum_app.attendance.rules.lessons import lessons_of
from curriculum_app.attendance.rules.tallies import Tally, counted
from curriculum_app.attendance.rules.values import is_credited
from curriculum_app.attendance.rules.words import ABSENT, HowMadeUp
from curriculum_app.attendance.service.tallies import derived
from curriculum_app.cohorts.rules.states import ExitReason
from curriculum_app.curriculum.models import Edition
from curriculum_app.devtools.dice import chances
from curriculum_app.devtools.programme.girls import Girl
from curriculum_app.devtools.programme.marks import mark
from curriculum_app.devtools.programme.meetings import Meeting
from curriculum_app.devtools.programme.plan import Group
from curriculum_app.devtools.programme.rows import Rows

EARLY_EXITS = chances({
    ExitReason.MOVED: 6, ExitReason.RELEASED: 5, ExitReason.LOST_CONTACT: 4, ExitReason.WITHDREW_ASSENT: 2,
    ExitReason.PARENT_WITHDREW: 2, ExitReason.SAFETY_SEPARATION: 1, ExitReason.REFERRED_ON: 2, ExitReason.AGED_OUT: 1,
})  # fmt: skip
LATE_EXITS = chances({
    ExitReason.LOST_CONTACT: 4, ExitReason.RELEASED: 3, ExitReason.REFERRED_ON: 2, ExitReason.AGED_OUT: 1,
})  # fmt: skip
HOW = tuple(HowMadeUp)


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
    dice, girl, missed = rows.dice, seat.girl, []
    held = [each for each in meetings if each.is_held and each.held_on >= seat.enrolled_on]
    if leaves_after is not None and len(held) > leaves_after:
        held = held[:leaves_after]
        seat.exited_on = held[-1].held_on + timedelta(days=1)
        seat.exit_reason = dice.weighted(EARLY_EXITS)
    for meeting in held:
        if meeting is held[-1] and dice.happens(0.02):
            continue  # nobody has marked her yet
        value = mark(rows, group, meeting, seat.id, coming=girl.coming)
        seat.tally += counted(value, meeting.arithmetic)
        if is_credited(value, meeting.arithmetic):
            girl.lessons.add(meeting.lesson.key)
        elif value is not None and value.status in ABSENT:
            missed.append(meeting)
    for meeting in missed[:2]:
        if dice.happens(0.4) and meeting.lesson.key not in girl.lessons | girl.made_up:
            _add_make_up(rows, seat, group, meeting, edition)


def _add_make_up(rows: Rows, seat: Seat, group: Group, meeting: Meeting, edition: Edition) -> None:
    dice, at = rows.dice, meeting.begins + timedelta(hours=3)
    seat.girl.made_up.add(meeting.lesson.key)
    seat.make_ups += 1
    rows.add(
        MakeUp, id=dice.id(at), session_id=meeting.id, enrolment_id=seat.id, participant_id=seat.girl.id,
        curriculum=edition.curriculum, lesson_key=meeting.lesson.key, made_up_on=meeting.held_on, how=dice.pick(HOW),
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
