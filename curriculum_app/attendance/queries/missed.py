"""What a girl has missed, where she stands in the completion rule, and the chairs that she booked or had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select, union
from sqlalchemy.orm import aliased

from curriculum_app.attendance.models import MakeUp, Mark
from curriculum_app.attendance.queries.sheets import on_sheet
from curriculum_app.attendance.rules.chairs import Meets, Standing
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, MakeUpBooking, ParticipantTally
from curriculum_app.cohorts.rules.states import BookingEnd, BookingState, SessionState
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.places.models import Site

MOST = 200


@dataclass(frozen=True, slots=True)
class MissedLesson:
    """A lesson that a girl's group has taught without her and that she has earned nowhere."""

    session_id: UUID
    lesson_key: str
    lesson_number: int
    title: str
    held_on: date


@dataclass(frozen=True, slots=True)
class Booked:
    """A chair that she has or had; `missed_id` is the session whose lesson she makes up there."""

    id: UUID
    missed_id: UUID
    group: str
    site: str
    lesson_number: int
    meets: Meets
    state: BookingState
    end_reason: BookingEnd | None


@dataclass(frozen=True, slots=True)
class Need:
    """What a girl has missed, where she stands, and the chairs she has booked or had."""

    standing: Standing
    missed: tuple[MissedLesson, ...]
    bookings: tuple[Booked, ...]
    own: tuple[Meets, ...]


def need_of(enrolment: Enrolment) -> Need:
    """What this girl may make up: five statements. Needs `enrolment.cohort.edition`."""
    curriculum = enrolment.cohort.edition.curriculum
    bookings = _bookings(enrolment.id)
    booked = {each.missed_id for each in bookings if each.state is BookingState.BOOKED}
    earned = _earned(enrolment.participant_id, curriculum)
    planned = _planned(enrolment.cohort_id)
    will_be_taught = {row.lesson_key for row in planned}
    missed = [
        row
        for row in _missed(enrolment)
        if row.lesson_key not in earned | will_be_taught and row.session_id not in booked
    ]
    first = {row.lesson_key: row for row in reversed(missed)}
    own = [Meets(row.held_on, row.starts_at, row.minutes) for row in planned]
    own += [each.meets for each in bookings if each.state is BookingState.BOOKED]
    return Need(_standing(enrolment, curriculum, len(booked)), tuple(first.values()), bookings, tuple(own))


def _missed(enrolment: Enrolment) -> list[MissedLesson]:
    """The held sessions of her group in which she did not earn the lesson, in order of lesson."""
    query = (
        select(
            GroupSession.id, GroupSession.lesson_key, GroupSession.lesson_number,
            func.coalesce(Lesson.title, "").label("title"), GroupSession.held_on,
        )
        .join(Enrolment, Enrolment.cohort_id == GroupSession.cohort_id)
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .outerjoin(Mark, and_(Mark.session_id == GroupSession.id, Mark.enrolment_id == Enrolment.id))
        .outerjoin(
            Lesson,
            and_(
                Lesson.edition_id == Cohort.edition_id,
                Lesson.lesson_key == GroupSession.lesson_key,
                Lesson.language == "en",
            ),
        )
        .where(
            Enrolment.id == enrolment.id,
            GroupSession.state == SessionState.HELD,
            or_(and_(Mark.status.is_not(None), ~Mark.is_credited), ~on_sheet()),
        )
        .order_by(GroupSession.lesson_number, GroupSession.held_on)
        .limit(MOST)
    )  # fmt: skip
    return [MissedLesson(*row) for row in db.session.execute(query)]


def _earned(participant_id: UUID, curriculum: str) -> frozenset[str]:
    """The lessons that she has attended or made up, in whichever group."""
    attended = (
        select(GroupSession.lesson_key)
        .join(Mark, Mark.session_id == GroupSession.id)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(Enrolment.participant_id == participant_id, Mark.is_credited, Edition.curriculum == curriculum)
    )
    made_up = select(MakeUp.lesson_key).where(
        MakeUp.participant_id == participant_id, MakeUp.curriculum == curriculum, MakeUp.voided_at.is_(None)
    )
    return frozenset(db.session.scalars(union(attended, made_up)))


def _planned(cohort_id: UUID) -> list[GroupSession]:
    query = (
        select(GroupSession)
        .where(GroupSession.cohort_id == cohort_id, GroupSession.state == SessionState.PLANNED)
        .order_by(GroupSession.held_on, GroupSession.number)
        .limit(MOST)
    )
    return list(db.session.scalars(query))


def _bookings(enrolment_id: UUID) -> tuple[Booked, ...]:
    host, missed = aliased(GroupSession), aliased(GroupSession)
    query = (
        select(
            MakeUpBooking.id, MakeUpBooking.missed_id, Cohort.name.label("group"), Site.name.label("site"),
            missed.lesson_number, host.held_on, host.starts_at, host.minutes, MakeUpBooking.state,
            MakeUpBooking.end_reason,
        )
        .join(host, host.id == MakeUpBooking.session_id)
        .join(missed, missed.id == MakeUpBooking.missed_id)
        .join(Cohort, Cohort.id == host.cohort_id)
        .join(Site, Site.id == Cohort.site_id)
        .where(MakeUpBooking.enrolment_id == enrolment_id)
        .order_by(host.held_on, MakeUpBooking.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(
        Booked(
            row.id, row.missed_id, row.group, row.site, row.lesson_number,
            Meets(row.held_on, row.starts_at, row.minutes), row.state, row.end_reason,
        )
        for row in db.session.execute(query)
    )  # fmt: skip


def _standing(enrolment: Enrolment, curriculum: str, booked: int) -> Standing:
    """Where she stands by the rule of her group's edition; without a tally she has earned nothing yet."""
    rule = enrolment.cohort.edition
    query = select(ParticipantTally.lessons_credited, ParticipantTally.lessons_made_up).where(
        ParticipantTally.participant_id == enrolment.participant_id, ParticipantTally.curriculum == curriculum
    )
    row = db.session.execute(query).one_or_none()
    credited, made_up = (row.lessons_credited, row.lessons_made_up) if row else (0, 0)
    return Standing(rule.lessons_needed, credited, made_up, rule.make_ups_allowed, booked)
