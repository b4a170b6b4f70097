"""A group's sessions: dates laid out by the program's own rule, one now and then not held and replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from curriculum_app.attendance.rules.values import Meeting as Arithmetic
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import NotHeldReason, SessionState
from curriculum_app.cohorts.rules.timetable import lay_out, next_day
from curriculum_app.core import clock
from curriculum_app.curriculum.models import Edition
from curriculum_app.devtools.dice import Dice, chances
from curriculum_app.devtools.programme.plan import Group, Stage
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.notes.rules.fidelity import Planned

WHY_NOT = chances({
    NotHeldReason.LOCKDOWN: 3, NotHeldReason.TRANSPORT: 2, NotHeldReason.STAFFING: 3, NotHeldReason.SITE_CLOSED: 2,
})  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """One lesson of the edition."""

    number: int
    key: str


@dataclass(frozen=True)
class World:
    """What all groups share: the day it is, the lessons with their plans, their edition, minutes, closed days.

    Groups that began before `new_on` keep the `earlier` edition of the same lessons.
    """

    today: date
    edition: Edition
    earlier: Edition
    new_on: date
    lessons: Sequence[Lesson]
    arithmetic: Arithmetic
    closed: Mapping[date, str]
    plans: Mapping[str, Sequence[Planned]]

    def pinned(self, group: Group) -> Edition:
        """The edition that was the current one when the group began."""
        return self.edition if group.first_on >= self.new_on else self.earlier


@dataclass(frozen=True)
class Meeting:
    """One session of the group."""

    id: UUID
    number: int
    lesson: Lesson
    held_on: date
    begins: datetime
    arithmetic: Arithmetic
    state: SessionState = SessionState.PLANNED
    reason: NotHeldReason | None = None
    replaces: UUID | None = None

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.arithmetic.minutes

    @property
    def is_held(self) -> bool:
        """Whether it happened."""
        return self.state is SessionState.HELD


def meetings_of(dice: Dice, group: Group, world: World) -> list[Meeting]:
    """The sessions in order of their dates. Shown groups keep their rhythm, so that they meet today."""
    lessons, closed = world.lessons, {} if group.is_shown else world.closed
    days = lay_out(group.first_on, group.weekdays, len(lessons), closed).days
    found = [
        _meeting(dice, group, world, number=number, lesson=lesson, day=day)
        for number, (day, lesson) in enumerate(zip(days, lessons, strict=True), start=1)
    ]
    if group.stage is Stage.CANCELLED:
        return [replace(each, state=SessionState.PLANNED) for each in found]
    held = [place for place, each in enumerate(found) if each.is_held]
    if len(held) > 1 and dice.happens(0.7 if group.is_shown else 0.4):
        found = _with_one_not_held(dice, group, world, found, dice.pick(held[1:]))
    return found


def _meeting(dice: Dice, group: Group, world: World, *, number: int, lesson: Lesson, day: date) -> Meeting:
    begins = clock.instant(day, group.starts_at)
    state = SessionState.HELD if day < world.today else SessionState.PLANNED
    return Meeting(dice.id(begins), number, lesson, day, begins, world.arithmetic, state)


def _with_one_not_held(dice: Dice, group: Group, world: World, meetings: list[Meeting], place: int) -> list[Meeting]:
    """One meeting did not happen; its lesson moves to a replacement behind the last."""
    missed = replace(meetings[place], state=SessionState.NOT_HELD, reason=dice.weighted(WHY_NOT))
    day = next_day(meetings[-1].held_on, group.weekdays, world.closed)
    replacement = _meeting(dice, group, world, number=len(meetings) + 1, lesson=missed.lesson, day=day)
    return [*meetings[:place], missed, *meetings[place + 1 :], replace(replacement, replaces=missed.id)]


def add_meetings(rows: Rows, cohort_id: UUID, group: Group, meetings: Sequence[Meeting]) -> None:
    """Collect the sessions."""
    for each in meetings:
        rows.add(
            GroupSession, id=each.id, cohort_id=cohort_id, number=each.number, lesson_key=each.lesson.key,
            lesson_number=each.lesson.number, held_on=each.held_on, starts_at=group.starts_at, minutes=each.minutes,
            state=each.state, not_held_reason=each.reason, replaces_id=each.replaces,
            version=1 if each.state is SessionState.PLANNED else 2,
        )  # fmt: skip
