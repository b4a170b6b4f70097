"""The make-up finder: the chairs in other groups where a girl can make up what she missed, and who sits in them.

Where she can go at all stands in `reachable` alone; travel times may take its place one day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union
from sqlalchemy.orm import aliased, contains_eager

from curriculum_app.attendance.queries.missed import Need
from curriculum_app.attendance.rules.chairs import Meets
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, MakeUpBooking
from curriculum_app.cohorts.queries import sessions_within, within
from curriculum_app.cohorts.rules.states import BookingState, CohortState, EnrolmentState, SessionState
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.keep_apart import apart_spans
from curriculum_app.participants.queries.names import display_name
from curriculum_app.places.models import Site

MOST = 200
GOING_ON = (CohortState.PLANNED, CohortState.RUNNING)


@dataclass(frozen=True, slots=True)
class Chair:
    """A session of another group with a free chair."""

    session_id: UUID
    cohort_id: UUID
    group: str
    site: str
    number: int
    lesson_key: str
    meets: Meets
    free: int


@dataclass(frozen=True, slots=True)
class Guest:
    """A girl of another group with a chair in a session; `number` is the lesson that she makes up."""

    booking_id: UUID
    name: str
    code: str
    lesson_number: int
    state: BookingState
    minutes: int | None
    version: int


def guests_on(session_id: UUID) -> tuple[Guest, ...]:
    """Return the guests of a session in order of name, without chairs that were given up."""
    missed = aliased(GroupSession)
    query = (
        select(
            MakeUpBooking.id.label("booking_id"), MakeUpBooking.state, MakeUpBooking.minutes, MakeUpBooking.version,
            missed.lesson_number, Participant.id.label("participant_id"), Participant.code,
            Participant.display_name_sealed, VaultKey.id, VaultKey.wrapped, VaultKey.master_version,
        )
        .join(missed, missed.id == MakeUpBooking.missed_id)
        .join(Enrolment, Enrolment.id == MakeUpBooking.enrolment_id)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(MakeUpBooking.session_id == session_id, MakeUpBooking.state != BookingState.CANCELLED)
        .order_by(MakeUpBooking.chair)
        .limit(MOST)
    )  # fmt: skip
    found = [
        Guest(row.booking_id, display_name(row), row.code, row.lesson_number, row.state, row.minutes, row.version)
        for row in db.session.execute(query)
    ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.code)))


def host_session(session_id: UUID, actor: Actor) -> GroupSession | None:
    """Return a session of a group that `actor` manages, with its cohort; None for any other."""
    query = (
        select(GroupSession)
        .join(GroupSession.cohort)
        .options(contains_eager(GroupSession.cohort))
        .where(GroupSession.id == session_id, within(actor.scopes(Permission.COHORT_MANAGE), actor))
    )
    return db.session.scalars(query).one_or_none()


def booking_within(
    scopes: Scopes, actor: Actor, *, booking_id: UUID, session_id: UUID, cohort_id: UUID
) -> MakeUpBooking | None:
    """Return a guest's chair in a session within reach, with both sessions and their cohorts loaded."""
    missed, theirs = aliased(GroupSession), aliased(Cohort)
    host = contains_eager(MakeUpBooking.session)
    query = (
        select(MakeUpBooking)
        .join(MakeUpBooking.session)
        .join(GroupSession.cohort)
        .join(Cohort.site)
        .join(missed, missed.id == MakeUpBooking.missed_id)
        .join(theirs, theirs.id == missed.cohort_id)
        .options(
            host.contains_eager(GroupSession.cohort).contains_eager(Cohort.site),
            contains_eager(MakeUpBooking.missed.of_type(missed)).contains_eager(missed.cohort.of_type(theirs)),
        )
        .where(
            MakeUpBooking.id == booking_id,
            MakeUpBooking.session_id == session_id,
            GroupSession.cohort_id == cohort_id,
            sessions_within(scopes, actor),
        )
    )
    return db.session.scalars(query).one_or_none()


def chairs_taken(session_id: UUID) -> frozenset[int]:
    """Return the numbers of the chairs that guests have in a session."""
    query = select(MakeUpBooking.chair).where(
        MakeUpBooking.session_id == session_id, MakeUpBooking.state != BookingState.CANCELLED
    )
    return frozenset(db.session.scalars(query))


def reachable(home_area: int | None) -> ColumnElement[bool]:
    """The cohorts that a girl of `home_area` can travel to; the condition is on `Cohort`. Nowhere while unknown."""
    return false() if home_area is None else Cohort.service_area == home_area


def chairs_for(
    enrolment: Enrolment, need: Need, *, actor: Actor, at: datetime, session_id: UUID | None = None
) -> tuple[Chair, ...]:
    """The free chairs where she can make up what she missed, in order of date (at most 200).

    Within the reach in which `actor` manages groups, still to come at `at`, reachable from her home and beside none of
    her own meetings. Only the chair in `session_id` where one is given. Keep-apart pairs are `apart_from_chairs`'.
    Needs `enrolment.cohort.edition` and `enrolment.participant`.
    """
    keys = [row.lesson_key for row in need.missed]
    query = _chairs(enrolment, keys, actor, at)
    if session_id is not None:
        query = query.where(GroupSession.id == session_id)
    found = []
    for row in db.session.execute(query):
        meets = Meets(row.held_on, row.starts_at, row.minutes)
        if not meets.overlaps(need.own):
            ids = (row.id, row.cohort_id, row.group, row.site, row.number, row.lesson_key)
            found.append(Chair(*ids, meets, row.free))
    return tuple(found)


def apart_from_chairs(participant_id: UUID, chairs: Iterable[Chair]) -> frozenset[UUID]:
    """The sessions among `chairs` where she would meet somebody she is kept apart from: two statements.

    For the program alone: what it leaves out is never told.
    """
    spans = apart_spans(participant_id)
    wanted = {chair.session_id: chair for chair in chairs}
    if not spans or not wanted:
        return frozenset()
    terms = {other: (from_on, until_on or date.max) for other, from_on, until_on in spans}
    met = db.session.execute(_meeting(terms, wanted.values()))
    return frozenset(
        session_id
        for session_id, other in met
        if terms[other][0] <= wanted[session_id].meets.held_on <= terms[other][1]
    )


def _meeting(others: Collection[UUID], chairs: Iterable[Chair]) -> Select[UUID, UUID]:
    """Which of `others` sits in which of the sessions: with a seat, or as another guest."""
    sessions = [chair.session_id for chair in chairs]
    seated = (
        select(GroupSession.id, Enrolment.participant_id)
        .join(Enrolment, Enrolment.cohort_id == GroupSession.cohort_id)
        .where(
            GroupSession.id.in_(sessions),
            Enrolment.participant_id.in_(others),
            Enrolment.state == EnrolmentState.ACTIVE,
        )
    )
    guests = (
        select(MakeUpBooking.session_id, Enrolment.participant_id)
        .join(Enrolment, Enrolment.id == MakeUpBooking.enrolment_id)
        .where(
            MakeUpBooking.session_id.in_(sessions),
            MakeUpBooking.state == BookingState.BOOKED,
            Enrolment.participant_id.in_(others),
        )
    )
    both = union(seated, guests).subquery()
    return select(both.c.id, both.c.participant_id)


def _chairs(enrolment: Enrolment, keys: Collection[str], actor: Actor, at: datetime) -> Select[*tuple[object, ...]]:
    guests = (
        select(func.count())
        .where(MakeUpBooking.session_id == GroupSession.id, MakeUpBooking.state != BookingState.CANCELLED)
        .correlate(GroupSession)
        .scalar_subquery()
    )
    free = Cohort.capacity - Cohort.seats_taken - guests
    now = clock.local(at)
    is_to_come = or_(
        GroupSession.held_on > now.date(),
        and_(GroupSession.held_on == now.date(), GroupSession.starts_at > now.time()),
    )
    return (
        select(
            GroupSession.id, GroupSession.cohort_id, Cohort.name.label("group"), Site.name.label("site"),
            GroupSession.number, GroupSession.lesson_key, GroupSession.held_on, GroupSession.starts_at,
            GroupSession.minutes, free.label("free"),
        )
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .join(Site, Site.id == Cohort.site_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(
            within(actor.scopes(Permission.COHORT_MANAGE), actor),
            reachable(enrolment.participant.service_area),
            Cohort.id != enrolment.cohort_id,
            Cohort.state.in_(GOING_ON),
            GroupSession.state == SessionState.PLANNED,
            GroupSession.lesson_key.in_(keys),
            Edition.curriculum == enrolment.cohort.edition.curriculum,
            is_to_come,
            free > 0,
        )
        .order_by(GroupSession.held_on, GroupSession.starts_at, GroupSession.id)
        .limit(MOST)
    )  # fmt: skip
