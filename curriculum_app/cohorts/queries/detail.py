"""What the pages of one cohort show: its girls, its sessions, its staff, one statement each.

Statements of pages that are opened often are built once; building one takes longer than running it.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import aliased

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.queries.assignments import in_force, people_who_stand_in_front
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, ParticipantTally
from curriculum_app.cohorts.queries.calendar import next_open_day
from curriculum_app.cohorts.rules.staffing import Seat
from curriculum_app.cohorts.rules.states import (
    EnrolmentState,
    ExitReason,
    NotHeldReason,
    SessionState,
    StaffPart,
)
from curriculum_app.core.db import db, rows, rows_of
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.eligibility import Meets

CAP = 500


class EnrolmentRow(NamedTuple):
    """A girl in a cohort, without her name: `lessons` counts towards completion over all her cohorts."""

    id: UUID
    participant_id: UUID
    code: str
    language: str
    state: EnrolmentState
    enrolled_on: date
    age_at_enrolment: int | None
    exit_reason: ExitReason | None
    exited_on: date | None
    lessons: int
    is_completed: bool
    version: int


class SessionRow(NamedTuple):
    """One session with the title of its lesson; `replaced_by` is the number of the one that took its lesson."""

    id: UUID
    number: int
    lesson_number: int
    lesson_key: str
    title: str
    held_on: date
    starts_at: time
    minutes: int
    state: SessionState
    not_held_reason: NotHeldReason | None
    replaced_by: int | None
    replaces: int | None
    version: int


class StaffRow(NamedTuple):
    """Somebody in front of the group, with the number of the session if she substitutes."""

    id: UUID
    user_id: UUID
    full_name: str
    part: StaffPart
    from_on: date
    until_on: date | None
    session_id: UUID | None
    session_number: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may stand in front of a group here."""

    user_id: UUID
    full_name: str


@dataclass(frozen=True, slots=True)
class LessonFact:
    """A lesson of an edition as the timetable needs it."""

    lesson_key: str
    number: int
    title: str
    minutes: int


_ROSTER = (
    select(
        Enrolment.id, Enrolment.participant_id, Participant.code, Participant.language, Enrolment.state,
        Enrolment.enrolled_on, Enrolment.age_at_enrolment, Enrolment.exit_reason, Enrolment.exited_on,
        func.coalesce(ParticipantTally.lessons_credited, 0).label("lessons"),
        func.coalesce(ParticipantTally.is_completed, False).label("is_completed"), Enrolment.version,
    )
    .join(Participant, Participant.id == Enrolment.participant_id)
    .outerjoin(
        ParticipantTally,
        (ParticipantTally.participant_id == Enrolment.participant_id)
        & (ParticipantTally.curriculum == bindparam("curriculum")),
    )
    .where(Enrolment.cohort_id == bindparam("cohort_id"))
    .order_by(Enrolment.state, Participant.code, Enrolment.id)
    .limit(CAP)
)  # fmt: skip


def roster(cohort: Cohort) -> list[EnrolmentRow]:
    """The girls of `cohort` by code, those who left included; needs `cohort.edition`."""
    return rows_of(EnrolmentRow, _ROSTER, {"cohort_id": cohort.id, "curriculum": cohort.edition.curriculum})


_LOCAL, _ENGLISH = aliased(Lesson), aliased(Lesson)


def _of_this_lesson(lesson: type[Lesson], language: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(
        lesson.edition_id == bindparam("edition_id"),
        lesson.lesson_key == GroupSession.lesson_key,
        lesson.language == language,
    )


_TIMETABLE = (
    select(
        GroupSession.id, GroupSession.number, GroupSession.lesson_number, GroupSession.lesson_key,
        func.coalesce(_LOCAL.title, _ENGLISH.title, "").label("title"), GroupSession.held_on,
        GroupSession.starts_at, GroupSession.minutes, GroupSession.state, GroupSession.not_held_reason,
        GroupSession.replaces_id, GroupSession.version,
    )
    .outerjoin(_LOCAL, _of_this_lesson(_LOCAL, bindparam("language")))
    .outerjoin(_ENGLISH, _of_this_lesson(_ENGLISH, literal("en")))
    .where(GroupSession.cohort_id == bindparam("cohort_id"))
    .order_by(GroupSession.held_on, GroupSession.starts_at, GroupSession.number)
    .limit(CAP)
)  # fmt: skip


def timetable(cohort: Cohort, *, language: str = "en") -> list[SessionRow]:
    """The sessions of `cohort` in the order of their dates, with lesson titles in `language` (else English)."""
    found = rows(_TIMETABLE, {"cohort_id": cohort.id, "edition_id": cohort.edition_id, "language": language})
    # A session is replaced by one of the same cohort.
    numbers = {row.id: row.number for row in found}
    replaced_by = {row.replaces_id: row.number for row in found if row.replaces_id}
    return [
        SessionRow._make([*told, replaced_by.get(told[0]), numbers.get(replaces_id), version])
        for *told, replaces_id, version in found
    ]


_STAFF = (
    select(
        CohortStaff.id, CohortStaff.user_id, User.full_name, CohortStaff.part, CohortStaff.from_on,
        CohortStaff.until_on, CohortStaff.session_id, GroupSession.number.label("session_number"),
    )
    .join(User, User.id == CohortStaff.user_id)
    .outerjoin(GroupSession, GroupSession.id == CohortStaff.session_id)
    .where(CohortStaff.cohort_id == bindparam("cohort_id"))
    .order_by(CohortStaff.from_on, User.full_name, CohortStaff.id)
    .limit(CAP)
)  # fmt: skip


def staff(cohort: Cohort) -> list[StaffRow]:
    """Everybody who stands, stood or will stand in front of `cohort`, the earliest first."""
    return rows_of(StaffRow, _STAFF, {"cohort_id": cohort.id})


def seats_in_front(cohort_id: UUID) -> list[Seat]:
    """The staff rows of a cohort as the staffing rules look at them."""
    query = (
        select(CohortStaff.user_id, CohortStaff.part, CohortStaff.from_on, CohortStaff.until_on, CohortStaff.session_id)
        .where(CohortStaff.cohort_id == cohort_id)
        .order_by(CohortStaff.from_on, CohortStaff.id)
        .limit(CAP)
    )
    return [Seat(**row._mapping) for row in db.session.execute(query)]


def candidates(today: date, *, service_areas: frozenset[int], site_ids: frozenset[UUID]) -> list[Candidate]:
    """Staff who may lead a group today: their role holds everywhere, in one of the areas, or at one of the sites."""
    query = (
        select(User.id.label("user_id"), User.full_name)
        .join(RoleAssignment, RoleAssignment.user_id == User.id)
        .where(
            User.is_active,
            in_force(today),
            people_who_stand_in_front(),
            or_(RoleAssignment.service_area.is_(None), RoleAssignment.service_area.in_(service_areas)),
            or_(RoleAssignment.site_id.is_(None), RoleAssignment.site_id.in_(site_ids)),
        )
        .distinct()
        .order_by(User.full_name, User.id)
        .limit(CAP)
    )
    return [Candidate(**row._mapping) for row in db.session.execute(query)]


def meeting_days(cohort_id: UUID) -> list[Meets]:
    """The sessions of a cohort that are planned or were held, by their dates."""
    query = (
        select(GroupSession.number, GroupSession.held_on)
        .where(GroupSession.cohort_id == cohort_id, GroupSession.state != SessionState.NOT_HELD)
        .order_by(GroupSession.held_on, GroupSession.starts_at, GroupSession.number)
        .limit(CAP)
    )
    return [Meets(*row) for row in db.session.execute(query)]


def lessons_of(edition: Edition) -> list[LessonFact]:
    """The lessons of an edition in order, by their English text (every edition has one)."""
    query = (
        select(Lesson.lesson_key, Lesson.number, Lesson.title, Lesson.minutes)
        .where(Lesson.edition_id == edition.id, Lesson.language == "en")
        .order_by(Lesson.number)
        .limit(CAP)
    )
    return [LessonFact(**row._mapping) for row in db.session.execute(query)]


def first_open_day(cohort: Cohort) -> date:
    """The first open meeting day after the last session of `cohort`: for a replacement."""
    return next_open_day(cohort, cohort.last_on)
