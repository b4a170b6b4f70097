"""Loading the demonstration: everything in the caller's transaction, so that it is there whole or not at all.

Groups are made and written some at a time; memory stays the same however many there are. Nothing is written to the
audit here: who read and changed what would be as invented as the people (the command says that it loaded them).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from curriculum_app.attendance.models import Mark
from curriculum_app.attendance.rules.values import Meeting as Arithmetic
from curriculum_app.cohorts.rules.timetable import closed_days
from curriculum_app.cohorts.service.counts import counted_at_the_end
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme.apart import add_pairs
from curriculum_app.devtools.programme.concerns import add_concerns
from curriculum_app.devtools.programme.girls import add_waiting
from curriculum_app.devtools.programme.groups import add_group, add_tally
from curriculum_app.devtools.programme.handed_on import add_handoffs
from curriculum_app.devtools.programme.leavers import Leavers
from curriculum_app.devtools.programme.meetings import Lesson as Taught
from curriculum_app.devtools.programme.meetings import World
from curriculum_app.devtools.programme.partners import add_trained
from curriculum_app.devtools.programme.places import add_sites
from curriculum_app.devtools.programme.plan import Size, groups
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import add_staff
from curriculum_app.devtools.programme.trained import add_trainings
from curriculum_app.notes.queries import plan_of

GROUPS_AT_ONCE, GIRLS_AT_ONCE = 40, 400


@dataclass(frozen=True)
class Loaded:
    """What was made."""

    girls: int
    groups: int
    marks: int


def load_programme(
    *, girls: int, seed: int, today: date, password_hash: str, editions: Sequence[Edition],
    progress: Callable[[int], object] = int,
) -> Loaded:  # fmt: skip
    """Make the demonstration with `girls` girls as it stands on `today`; `progress` hears how many each batch made.

    Groups are pinned to one of `editions` (the same lessons and rule in each), the later the later they began.
    """
    size, rows = Size(girls), Rows(Dice(seed, today))
    staff = add_staff(rows, size, today=today, password_hash=password_hash)
    places = add_sites(rows, today, groups=size.groups)
    rows.write()
    planned = groups(rows.dice, size, today=today, places=places, staff=staff)
    world, leavers = _world(editions, today, size), Leavers(rows.dice)
    with counted_at_the_end():
        for start in range(0, len(planned), GROUPS_AT_ONCE):
            batch = planned[start : start + GROUPS_AT_ONCE]
            for group in batch:
                add_group(rows, group, world, leavers)
            rows.write()
            progress(sum(group.girls for group in batch))
        for latest in leavers.rest():
            add_tally(rows, latest, world.edition)
        rows.write()
    for number in range(size.waiting):
        add_waiting(rows, number, today=today, days_back=size.days_back)
        if number % GIRLS_AT_ONCE == GIRLS_AT_ONCE - 1 or number == size.waiting - 1:
            rows.write()
            progress(number % GIRLS_AT_ONCE + 1)
    add_trained(rows, size, staff, add_trainings(rows, staff, today=today), today=today)
    add_pairs(rows, staff, today=today)
    add_concerns(rows, staff, today=today)
    add_handoffs(rows, staff, today=today)
    rows.write()
    return Loaded(girls, len(planned), rows.written[Mark.__tablename__])


def _world(editions: Sequence[Edition], today: date, size: Size) -> World:
    """What all groups share; the minutes of a session are those of the longest lesson."""
    edition = editions[-1]
    query = select(Lesson).where(Lesson.edition_id == edition.id, Lesson.language == "en").order_by(Lesson.number)
    found = db.session.scalars(query).all()
    arithmetic = Arithmetic(max(row.minutes for row in found), minimum_share=edition.minimum_share)
    years = range(today.year - size.days_back // 365 - 1, today.year + 2)
    lessons = [Taught(row.number, row.lesson_key) for row in found]
    plans = {row.lesson_key: plan_of(row) for row in found}
    new_on = today - timedelta(days=size.days_back // 2)
    return World(today, edition, editions[0], new_on, lessons, arithmetic, closed_days(years), plans)
