"""Loading the demonstration: everything in one transaction, in batches of groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from sqlalchemy import select

from curriculum_app.cohorts.rules.timetable import closed_days
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import Event, record
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme import groups as making
from curriculum_app.devtools.programme.apart import add_pairs
from curriculum_app.devtools.programme.girls import add_waiting
from curriculum_app.devtools.programme.meetings import Lesson as Taught
from curriculum_app.devtools.programme.places import add_sites
from curriculum_app.devtools.programme.plan import WAITING_SHARE, groups, number_of_groups
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import add_staff
from curriculum_app.devtools.programme.trained import add_trainings

LOADED = Event("demo:programme:loaded", keys=("girls", "seed"))
BATCH = 40
YEARS_BACK = 4


@dataclass(frozen=True)
class Loaded:
    """What was made."""

    girls: int
    groups: int


def load_programme(
    *, girls: int, seed: int, today: date, password_hash: str, edition: Edition, actor: Actor, at: datetime,
    progress: Callable[[int], object] = int,
) -> Loaded:  # fmt: skip
    """Make the demonstration with `girls` girls as it stands on `today`; `progress` hears how many each batch made."""
    dice = Dice(seed, today)
    rows = Rows(dice)
    staff = add_staff(rows, today=today, password_hash=password_hash, groups=number_of_groups(girls))
    sites = add_sites(rows, today)
    rows.write()
    world = making.World(
        today, edition, *_lessons(edition), closed_days(range(today.year - YEARS_BACK, today.year + 2))
    )
    waiting = round(girls * WAITING_SHARE)
    planned = groups(dice, girls=girls - waiting, today=today, sites=sites, staff=staff)
    made = 0
    while batch := list(islice(planned, BATCH)):
        for group in batch:
            making.add_group(rows, group, world)
        rows.write()
        made += len(batch)
        progress(sum(group.girls for group in batch))
    for seat, group, cohort_id, tally in world.movers:
        making.add_tally(rows, seat, group, cohort_id, tally, edition)
    _add_waiting(rows, waiting, today, progress)
    add_trainings(rows, staff, today=today)
    add_pairs(rows, staff, today=today)
    rows.write()
    record(LOADED, actor=actor, at=at, girls=girls, seed=seed)
    return Loaded(girls, made)


def _add_waiting(rows: Rows, number: int, today: date, progress: Callable[[int], object]) -> None:
    for each in range(number):
        add_waiting(rows, each, today=today)
        if each % 500 == 499 or each == number - 1:
            rows.write()
            progress(each % 500 + 1)


def _lessons(edition: Edition) -> tuple[list[Taught], int]:
    """The lessons in order, and the minutes of a session: those of the longest lesson."""
    query = (
        select(Lesson.number, Lesson.lesson_key, Lesson.minutes)
        .where(Lesson.edition_id == edition.id, Lesson.language == "en")
        .order_by(Lesson.number)
    )
    found = db.session.execute(query).all()
    return [Taught(row.number, row.lesson_key) for row in found], max(row.minutes for row in found)
