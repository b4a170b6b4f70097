"""A file of trainings: first what would become of every row, then all the good ones in one transaction, or none.

A row belongs to the training of its course on its day by its trainer; the course and the training are made where there
is none. A new course is one for partners, as long as its first row says how many hours it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.rules.words import email_key
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.imports import ImportPlan, RowOutcome
from curriculum_app.core.tables import ColumnsMissing, Table, TableRow
from curriculum_app.core.vault import system_key
from curriculum_app.trainings import events
from curriculum_app.trainings.models import Attendee, Course, Training
from curriculum_app.trainings.queries.attendees import person_of, staff_with
from curriculum_app.trainings.rules.courses import AddedBy, Audience, plain
from curriculum_app.trainings.rules.rows import COLUMNS, Attended, RowProblem, missing_columns, read_row
from curriculum_app.trainings.service.attendees import Person, make_ready, row_print, sealed_attendee
from curriculum_app.trainings.service.courses import CourseFacts, TrainingFacts, make_course, make_training

AT_ONCE = 500
T = TypeVar("T")

# A course, a day and a trainer, each as it is compared.
Place = tuple[str, date, str]


@dataclass(frozen=True)
class PlannedRow:
    """One row of the file and what would become of it."""

    row: TableRow
    outcome: RowOutcome
    problems: tuple[RowProblem, ...] = ()
    attended: Attended | None = None
    person: bytes = b""


TrainingPlan = ImportPlan[PlannedRow]


@dataclass
class _Known:
    """What is here, and what earlier rows of the file will bring."""

    courses: dict[str, Course]
    trainings: dict[Place, Training]
    lines: set[bytes]
    people: set[tuple[Place, bytes]]
    hours: set[str] = field(default_factory=set)
    numbers: set[tuple[Place, str]] = field(default_factory=set)


def plan_import(table: Table, *, today: date) -> TrainingPlan:
    """Read every row and say what would become of it; nothing is written. Raises ColumnsMissing."""
    lacking = missing_columns(table.columns)
    if lacking:
        raise ColumnsMissing(columns=", ".join(lacking))
    read = [(row, (RowProblem.CELL_UNREADABLE,) if row.faults else read_row(row.cells, today)) for row in table.rows]
    known = _known([said for _row, said in read if isinstance(said, Attended)])
    rows = tuple(_planned(row, said, known) for row, said in read)
    named = zip(table.headers, table.columns, strict=True)
    return ImportPlan(table, rows, tuple(header for header, column in named if column not in COLUMNS))


def import_trainings(
    plan: TrainingPlan, *, actor: Actor, at: datetime, progress: Callable[[int], object] = lambda _some: None
) -> int:
    """Take in the new rows of `plan` in the caller's one transaction; returns how many."""
    new = [(row.attended, row.person) for row in plan.those(RowOutcome.NEW) if row.attended]
    staff = staff_with({said.email for said, _person in new})
    known, key = _known([said for said, _person in new]), system_key()
    for some in _some(new):
        rows = []
        for said, _person in some:
            training = _training_of(said, known, actor, at)
            person = Person(said.name, said.organisation, said.role, said.email, said.external_id, said.minutes)
            row = sealed_attendee(training, person, key, added_by=AddedBy.FILE, actor=actor, at=at)
            row.user_id = staff.get(email_key(said.email)) if said.email else None
            rows.append(row)
        db.session.add_all(rows)
        db.session.flush()
        for row in rows:
            make_ready(row, row.training, actor=actor, at=at)
        progress(len(some))
    here, refused = plan.count(RowOutcome.ALREADY_HERE), plan.count(RowOutcome.REFUSED)
    record(events.IMPORTED, actor=actor, at=at, imported=len(new), already_here=here, refused=refused)
    return len(new)


def _known(said: Sequence[Attended]) -> _Known:
    """The courses and trainings that rows name, and who is on their lists."""
    courses = _courses({plain(each.course) for each in said})
    trainings = _trainings([course.id for course in courses.values()], {each.held_on for each in said})
    places = {training.id: place for place, training in trainings.items()}
    known = _Known(courses, trainings, set(), set())
    for some in _some(sorted(places)):
        query = select(Attendee.training_id, Attendee.person_print, Attendee.row_print).where(
            Attendee.training_id.in_(some)
        )
        for row in db.session.execute(query):
            known.lines.add(row.row_print)
            known.people.add((places[row.training_id], row.person_print))
    return known


def _courses(keys: Collection[str]) -> dict[str, Course]:
    found: dict[str, Course] = {}
    for some in _some(sorted(keys)):
        found |= {row.name_key: row for row in db.session.scalars(select(Course).where(Course.name_key.in_(some)))}
    return found


def _trainings(course_ids: Collection[UUID], days: Collection[date]) -> dict[Place, Training]:
    if not days:
        return {}
    query = (
        select(Training)
        .options(joinedload(Training.course))
        .where(Training.course_id.in_(course_ids), Training.held_on.between(min(days), max(days)))
        .order_by(Training.id.desc())
    )
    return {(row.course.name_key, row.held_on, plain(row.trainer)): row for row in db.session.scalars(query)}


def _planned(row: TableRow, said: Attended | tuple[RowProblem, ...], known: _Known) -> PlannedRow:
    if not isinstance(said, Attended):
        return PlannedRow(row, RowOutcome.REFUSED, said)
    course = plain(said.course)
    if said.minutes is None and course not in known.courses and course not in known.hours:
        return PlannedRow(row, RowOutcome.REFUSED, (RowProblem.HOURS_MISSING,))
    place, person = _place(said), person_of(said.name, said.organisation, said.email)
    if _is_here(said, place, person, known):
        return PlannedRow(row, RowOutcome.ALREADY_HERE)
    known.hours.add(course)
    known.people.add((place, person))
    known.numbers.add((place, said.external_id or person.hex()))
    return PlannedRow(row, RowOutcome.NEW, attended=said, person=person)


def _is_here(said: Attended, place: Place, person: bytes, known: _Known) -> bool:
    """By its own number in the training, or without one by who it is."""
    if not said.external_id:
        return (place, person) in known.people
    training = known.trainings.get(place)
    numbers = {said.external_id, person.hex()}
    if any((place, number) in known.numbers for number in numbers):
        return True
    return training is not None and any(row_print(training, person, each) in known.lines for each in ("", *numbers))


def _place(said: Attended) -> Place:
    return plain(said.course), said.held_on, plain(said.trainer)


def _training_of(said: Attended, known: _Known, actor: Actor, at: datetime) -> Training:
    place = _place(said)
    if place not in known.trainings:
        course = known.courses.get(place[0])
        if course is None:
            facts = CourseFacts(said.course, said.minutes or 0, Audience.PARTNERS)
            course = known.courses[place[0]] = make_course(facts, actor=actor, at=at)
        held = TrainingFacts(said.held_on, said.minutes or course.minutes, course.audience, said.trainer)
        known.trainings[place] = make_training(course, held, actor=actor, at=at)
    return known.trainings[place]


def _some(things: Sequence[T]) -> Iterator[list[T]]:
    return (list(things[start : start + AT_ONCE]) for start in range(0, len(things), AT_ONCE))
