"""The sheet of one session: everyone on it with her mark, and what stands around the list.

Every statement is built once and runs on plain columns: this is the page that is opened most. A girl is on
the sheet when she had her seat on that day, or when she has a mark whatever happened to her seat later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import Mark, Visit
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Current
from curriculum_app.attendance.rules.words import PARTLY, Reason, Status, VisitState
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, MakeUpBooking
from curriculum_app.cohorts.rules.states import BookingState
from curriculum_app.core.db import rows
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.curriculum.models import Lesson
from curriculum_app.participants.models import Participant

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One girl on a sheet and her mark as it stands; no name."""

    enrolment_id: UUID
    participant_id: UUID
    current: Current
    is_credited: bool
    marked_by: str | None
    marked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One girl as the sheet shows her: code, chosen name with initial, and her mark."""

    enrolment_id: UUID
    code: str
    name: str
    current: Current
    marked_by: str | None
    marked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Guest:
    """A walk-in who waits for a coordinator."""

    visit_id: UUID
    name: str
    age: int


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the list: the lesson's title, who leads that day, walk-ins, and whether guests are booked."""

    lesson_title: str
    staff: tuple[str, ...]
    guests: tuple[Guest, ...]
    has_booked: bool = False


def on_sheet() -> ColumnElement[bool]:
    """Who is on a sheet, over `sessions` joined with `enrolments` of its cohort and, outer, their `marks`."""
    had_seat = and_(
        Enrolment.enrolled_on <= GroupSession.held_on,
        or_(Enrolment.exited_on.is_(None), Enrolment.exited_on >= GroupSession.held_on),
    )
    return or_(had_seat, Mark.status.is_not(None))


_MARK = (Mark.status, Mark.reason, Mark.minutes, Mark.version, Mark.is_disputed, Mark.marked_at)


def _of_session(*columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(Enrolment.id.label("enrolment_id"), *_MARK, User.full_name.label("marked_by"), *columns)
        .select_from(GroupSession)
        .join(Enrolment, Enrolment.cohort_id == GroupSession.cohort_id)
        .outerjoin(Mark, and_(Mark.session_id == GroupSession.id, Mark.enrolment_id == Enrolment.id))
        .outerjoin(User, User.id == Mark.marked_by_id)
        .where(GroupSession.id == bindparam("session_id"), on_sheet())
    )


_STANDINGS = _of_session(Enrolment.participant_id, Mark.is_credited).order_by(Enrolment.id)
_ROWS = (
    _of_session(
        Participant.id.label("participant_id"),
        Participant.code,
        Participant.display_name_sealed,
        VaultKey.id,
        VaultKey.wrapped,
        VaultKey.master_version,
    )
    .join(Participant, Participant.id == Enrolment.participant_id)
    .join(VaultKey, VaultKey.id == Participant.key_id)
    .order_by(Participant.code)
)


def standings(session_id: UUID) -> dict[UUID, Standing]:
    """Return everyone on the sheet by enrolment id, with the mark as it stands and without names."""
    found = rows(_STANDINGS, {"session_id": session_id})
    return {
        row.enrolment_id: Standing(
            row.enrolment_id,
            row.participant_id,
            current_of(row),
            bool(row.is_credited),
            row.marked_by,
            row.marked_at,
        )
        for row in found
    }


def sheet_rows(session_id: UUID) -> tuple[SheetRow, ...]:
    """Return the girls of the sheet with their marks, in sheet order: by name, then code."""
    found = [
        SheetRow(row.enrolment_id, row.code, display_name(row), current_of(row), row.marked_by, row.marked_at)
        for row in rows(_ROWS, {"session_id": session_id})
    ]
    return tuple(sorted(found, key=lambda row: (row.name.casefold(), row.code)))


def display_name(row: AnyRow) -> str:
    """Open the chosen name with initial ("Maya R.") of a row that carries it with its key."""
    key = open_key(row)
    return key.text(Participant.display_name_sealed, row.participant_id, row.display_name_sealed)


def current_of(row: AnyRow) -> Current:
    """Return the mark in a row that carries its columns; all empty where there is none."""
    if row.version is None:
        return Current()
    return Current(value_in(row.status, row.reason, row.minutes), row.version, bool(row.is_disputed))


def value_in(status: Status | None, reason: Reason | None, minutes: int | None) -> Value | None:
    """Return the value that stored columns hold. The minutes of "present" are the session's and not part of it."""
    if status is None:
        return None
    return Value(status, reason, minutes if status in PARTLY else None)


# The state is written out: with a parameter, where an index leaves cancelled ones out, SQLite plans the statement anew
# each time, which takes five times as long as running it.
_CANCELLED: ColumnElement[Any] = literal_column(f"'{BookingState.CANCELLED}'")
_HAS_BOOKED = exists().where(MakeUpBooking.session_id == GroupSession.id, MakeUpBooking.state != _CANCELLED)
_AROUND = (
    select(
        Lesson.title,
        _HAS_BOOKED.label("has_booked"),
        User.full_name,
        Visit.id.label("visit_id"),
        Visit.age,
        Visit.first_name_sealed,
        Visit.last_initial_sealed,
        VaultKey.id,
        VaultKey.wrapped,
        VaultKey.master_version,
    )
    .select_from(GroupSession)
    .join(Cohort, Cohort.id == GroupSession.cohort_id)
    .join(VaultKey, VaultKey.id == Cohort.key_id)
    .outerjoin(
        Lesson,
        and_(
            Lesson.edition_id == Cohort.edition_id,
            Lesson.lesson_key == GroupSession.lesson_key,
            Lesson.language == bindparam("language"),
        ),
    )
    .outerjoin(
        CohortStaff,
        and_(
            CohortStaff.cohort_id == Cohort.id,
            CohortStaff.from_on <= GroupSession.held_on,
            or_(CohortStaff.until_on.is_(None), CohortStaff.until_on >= GroupSession.held_on),
            or_(CohortStaff.session_id.is_(None), CohortStaff.session_id == GroupSession.id),
        ),
    )
    .outerjoin(User, User.id == CohortStaff.user_id)
    .outerjoin(Visit, and_(Visit.session_id == GroupSession.id, Visit.state == VisitState.WAITING))
    .where(GroupSession.id == bindparam("session_id"))
    .order_by(CohortStaff.part, User.full_name, Visit.recorded_at)
)


def around(session_id: UUID, *, language: str) -> Around:
    """Return what stands around the list of a session; the lesson's title is empty in a language without it.

    One statement: the few who lead a session times the few who walk in are soon told apart.
    """
    found = rows(_AROUND, {"session_id": session_id, "language": language})
    guests = {row.visit_id: _guest(row) for row in found if row.visit_id is not None}
    staff = dict.fromkeys(row.full_name for row in found if row.full_name is not None)
    if not found:
        return Around("", (), ())
    return Around(found[0].title or "", tuple(staff), tuple(guests.values()), found[0].has_booked)


def _guest(row: AnyRow) -> Guest:
    key = open_key(row)
    first = key.text(Visit.first_name_sealed, row.visit_id, row.first_name_sealed)
    initial = key.text(Visit.last_initial_sealed, row.visit_id, row.last_initial_sealed)
    return Guest(row.visit_id, f"{first} {initial}.", row.age)
