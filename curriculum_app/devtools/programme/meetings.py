"""A group's sessions: dates laid out by the program's own rule, one now and then not held and replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import NotHeldReason, SessionState
from curriculum_app.cohorts.rules.timetable import lay_out, next_day
from curriculum_app.core import clock
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme.plan import Group, Stage
from curriculum_app.devtools.programme.rows import Rows

WHY_NOT = {
    NotHeldReason.LOCKDOWN: 3, NotHeldReason.TRANSPORT: 2, NotHeldReason.STAFFING: 3, NotHeldReason.SITE_CLOSED: 2,
}  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """One lesson of the edition."""

    number: int
    key: str


@dataclass(frozen=True)
class Meeting:
    """One session of the group."""

    id: UUID
    number: int
    lesson: Lesson
    held_on: date
    minutes: int
    state: SessionState = SessionState.PLANNED
    reason: NotHeldReason | None = None
    replaces: UUID | None = None


def meetings_of(
    dice: Dice, group: Group, lessons: Sequence[Lesson], minutes: int, *, today: date, closed: Mapping[date, str]
) -> list[Meeting]:
    """The sessions in order of their dates. Shown groups keep their rhythm, so that they meet today."""
    days = lay_out(group.first_on, group.weekdays, len(lessons), {} if group.is_shown else closed).days
    found = [
        Meeting(dice.id(clock.instant(day, group.starts_at)), number, lesson, day, minutes)
        for number, (day, lesson) in enumerate(zip(days, lessons, strict=True), start=1)
    ]
    if group.stage is Stage.CANCELLED:
        return found
    found = [replace(each, state=SessionState.HELD) if each.held_on < today else each for each in found]
    held = [place for place, each in enumerate(found) if each.state is SessionState.HELD]
    if len(held) > 1 and dice.happens(0.4 if not group.is_shown else 0.7):
        found = _with_one_not_held(dice, group, found, dice.pick(held[1:]), today, closed)
    return found


def _with_one_not_held(  # noqa: PLR0917 - one caller, right above
    dice: Dice, group: Group, meetings: list[Meeting], place: int, today: date, closed: Mapping[date, str]
) -> list[Meeting]:
    """One meeting did not happen; its lesson moves to a replacement behind the last."""
    missed = replace(meetings[place], state=SessionState.NOT_HELD, reason=dice.weighted(WHY_NOT))
    day = next_day(meetings[-1].held_on, group.weekdays, closed)
    replacement = Meeting(
        dice.id(clock.instant(day, group.starts_at)), len(meetings) + 1, missed.lesson, day, missed.minutes,
        SessionState.HELD if day < today else SessionState.PLANNED, replaces=missed.id,
    )  # fmt: skip
    return [*meetings[:place], missed, *meetings[place + 1 :], replacement]


def add_meetings(rows: Rows, cohort_id: UUID, group: Group, meetings: Sequence[Meeting]) -> None:
    """Collect the sessions."""
    for each in meetings:
        rows.add(
            GroupSession, id=each.id, cohort_id=cohort_id, number=each.number, lesson_key=each.lesson.key,
            lesson_number=each.lesson.number, held_on=each.held_on, starts_at=group.starts_at, minutes=each.minutes,
            state=each.state, not_held_reason=each.reason, replaces_id=each.replaces,
            version=1 if each.state is SessionState.PLANNED else 2,
        )  # fmt: skip
