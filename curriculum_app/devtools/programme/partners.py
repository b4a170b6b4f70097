"""Trained people of the demonstration: courses for partners over some years, one for staff, and one training today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import select

from curriculum_app.accounts.models import User
from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, fingerprint, system_key
from curriculum_app.devtools.people.families import lists
from curriculum_app.devtools.programme.plan import Size
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import MORNING
from curriculum_app.devtools.programme.trained import COURSE_MONTHS, TRAINED
from curriculum_app.trainings.models import Attendee, Course, Training
from curriculum_app.trainings.queries.attendees import person_of
from curriculum_app.trainings.rules import TrainingKind
from curriculum_app.trainings.rules.courses import AddedBy, Applied, Audience, asked_from, expires_on, plain

MOST_PEOPLE, A_ROOM = 1_600, 25
# The newest trainings stand where every stage can be seen; the others reach back over four years.
DAYS_AGO, SPREAD = (20, 120, 320, 640), 1_400
ORGANISATIONS = (
    "Harbor Youth Services", "Casa del Sol Family Center", "Watts Community Clinic", "Inglewood Schools",
    "Gardena Parks and Recreation", "Compton Family Shelter", "South Bay Legal Aid", "Lennox Youth Center",
    "Carson Children's Clinic", "Vermont Avenue Library", "Long Beach Outreach", "Hawthorne Foster Families",
)  # fmt: skip
ROLES = ("Case manager", "Nurse", "Teacher", "Counselor", "Outreach worker", "Deputy", "Aide", "Attorney")
TRAINERS = ("Gloria Massey", "Noel Bautista", "Denise Holloway")
LINES = ("In two intake talks", "At our team meeting", "With a family last week", "")


@dataclass(frozen=True)
class Taught:
    """A course and how long it counts."""

    id: UUID
    minutes: int
    months: int | None


@dataclass(frozen=True)
class Room:
    """One training, where people are written down."""

    training_id: UUID
    held_on: date
    minutes: int
    key: DataKey


@dataclass(frozen=True)
class Person:
    """Somebody who is trained."""

    name: str
    organisation: str
    role: str
    email: str


def add_trained(
    rows: Rows, size: Size, staff: Mapping[str, UUID], records: Mapping[str, UUID], *, today: date
) -> None:  # fmt: skip
    """Collect courses, trainings and who was there.

    `staff` are ids by e-mail, `records` the facilitator records that come from the course for staff.
    """
    taught = [
        _course(rows, today, "Working together for young people", 3, 24),
        _course(rows, today, "Listening and referring", 2, 24),
        _course(rows, today, "Youth online: what adults can do", 1, None),
    ]
    people, key = _people(rows, min(MOST_PEOPLE, size.girls)), system_key()
    days = [today - timedelta(days=each) for each in _days_ago(size)]
    for number, held_on in enumerate(days):
        course = taught[number % len(taught)]
        training_id = _training(rows, course, held_on, Audience.PARTNERS, rows.dice.pick(TRAINERS))
        room = Room(training_id, held_on, course.minutes, key)
        for person in islice(people, _share(min(MOST_PEOPLE, size.girls), number, len(days))):
            answer = _answer(rows, held_on, today)
            _attendee(rows, room, person, answer=answer)
    _training(rows, taught[0], today, Audience.PARTNERS, TRAINERS[0])
    own = _course(rows, today, "Leading groups", 12, COURSE_MONTHS, counts_as=TrainingKind.FACILITATOR)
    held_on = today - TRAINED
    training_id = _training(rows, own, held_on, Audience.STAFF, TRAINERS[1])
    room = Room(training_id, held_on, own.minutes, key)
    names = {row.id: row.full_name for row in db.session.execute(select(User.id, User.full_name))}
    for email, record_id in sorted(records.items()):
        person = Person(names[staff[email]], "Probation", "Facilitator", email)
        _attendee(rows, room, person, user_id=staff[email], record_id=record_id)


def _days_ago(size: Size) -> list[int]:
    more = max(min(MOST_PEOPLE, size.girls) // A_ROOM - len(DAYS_AGO), 0)
    return sorted([*DAYS_AGO, *(30 + SPREAD * each // more for each in range(more))])


def _share(people: int, number: int, rooms: int) -> int:
    """How many of all come into one room, so that all rooms together hold them."""
    return people * (number + 1) // rooms - people * number // rooms


def _people(rows: Rows, count: int) -> Iterator[Person]:
    """Adults with names of the families here, each with an e-mail of her own."""
    families = lists().families
    for number in range(count):
        family, organisation = rows.dice.pick(families), rows.dice.pick(ORGANISATIONS)
        name = f"{rows.dice.pick(family.adults)} {rows.dice.pick(family.names)}"
        yield Person(name, organisation, rows.dice.pick(ROLES), f"partner{number + 1}@example.org")


def _answer(rows: Rows, held_on: date, today: date) -> tuple[Applied, str] | None:
    if today < asked_from(held_on) or rows.dice.happens(0.35):
        return None
    is_used = rows.dice.happens(0.7)
    return (Applied.USED, rows.dice.pick(LINES)) if is_used else (Applied.NOT_YET, "")


def _course(
    rows: Rows, today: date, name: str, hours: int, months: int | None, *, counts_as: TrainingKind | None = None
) -> Taught:
    course = Taught(rows.dice.id(_at(today)), hours * 60, months)
    rows.add(
        Course, id=course.id, name=name, name_key=plain(name), minutes=course.minutes,
        audience=Audience.STAFF if counts_as else Audience.PARTNERS, expires_months=months, counts_as=counts_as,
        version=1,
    )  # fmt: skip
    return course


def _training(rows: Rows, course: Taught, held_on: date, audience: Audience, trainer: str) -> UUID:
    training_id = rows.dice.id(_at(held_on))
    rows.add(
        Training, id=training_id, course_id=course.id, held_on=held_on, trainer=trainer,
        place=rows.dice.pick(("Community room", "Main library", "Online")), minutes=course.minutes, audience=audience,
        expires_on=expires_on(held_on, course.months), link_serial=1, recorded_at=_at(held_on), version=1,
    )  # fmt: skip
    return training_id


def _attendee(
    rows: Rows, room: Room, person: Person, *, answer: tuple[Applied, str] | None = None, user_id: UUID | None = None,
    record_id: UUID | None = None,
) -> None:  # fmt: skip
    at, key = _at(room.held_on), room.key
    row_id, who = rows.dice.id(at), person_of(person.name, person.organisation, person.email)
    applied, line = answer or (None, "")
    rows.add(
        Attendee, id=row_id, training_id=room.training_id, person_print=who,
        row_print=fingerprint("trainings.row", room.training_id.hex, who.hex()),
        name_sealed=key.seal(Attendee.name_sealed, row_id, person.name),
        role_sealed=key.seal(Attendee.role_sealed, row_id, person.role),
        email_sealed=key.seal(Attendee.email_sealed, row_id, person.email),
        organisation=person.organisation, organisation_key=plain(person.organisation), minutes=room.minutes,
        added_by=AddedBy.FILE, added_at=at, user_id=user_id, staff_training_id=record_id, applied=applied,
        applied_at=_at(asked_from(room.held_on)) if applied else None,
        applied_line_sealed=key.seal(Attendee.applied_line_sealed, row_id, line or None),
    )  # fmt: skip


def _at(day: date) -> datetime:
    return clock.instant(day, MORNING)
