"""Guests: a chair in another group's session for a girl who missed its lesson, and what came of it.

Order of locks: the host cohort, its session, then the girl, as every placement has it. The chair's own number is
unique in its session, so that the last one goes to one girl even where no lock was taken.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from curriculum_app.attendance.events import CHAIR_BOOKED, GUEST_MARKED
from curriculum_app.attendance.models import MakeUp
from curriculum_app.attendance.queries.chairs import chairs_for, chairs_taken, host_session
from curriculum_app.attendance.queries.make_ups import staff_of
from curriculum_app.attendance.queries.missed import need_of
from curriculum_app.attendance.rules.correcting import is_too_early
from curriculum_app.attendance.rules.words import HowMadeUp
from curriculum_app.attendance.service.make_ups import NewMakeUp, make_up, void_make_up
from curriculum_app.attendance.service.refusals import (
    AlreadyMadeUp,
    ChairGone,
    GuestChanged,
    GuestMinutes,
    MakeUpTooShort,
    NoMakeUpHelps,
    NotBooked,
    NothingMissed,
    TooEarly,
)
from curriculum_app.cohorts.models import Enrolment, GroupSession, MakeUpBooking
from curriculum_app.cohorts.rules.states import BookingEnd, BookingState, EnrolmentState
from curriculum_app.cohorts.service.apart import check_apart
from curriculum_app.cohorts.service.chairs import end_chair
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.ids import derived_id


def book_chair(
    enrolment: Enrolment, *, session_id: UUID, missed_id: UUID, booking_id: UUID, actor: Actor, at: datetime
) -> MakeUpBooking:
    """Book a chair in the session `session_id` for the lesson that she missed in `missed_id`.

    The same `booking_id` again makes nothing. Needs `enrolment.participant` and `enrolment.cohort.edition`. Refuses
    ChairGone, CohortOver, NothingMissed, NoMakeUpHelps, KeptApart.
    """
    known = db.session.get(MakeUpBooking, booking_id)
    if known is not None and known.enrolment_id == enrolment.id:
        return known
    session = host_session(session_id, actor)
    if session is None or enrolment.state is EnrolmentState.EXITED:
        raise ChairGone
    hold_open(session.cohort)
    db.session.refresh(session, ["state", "held_on", "starts_at", "minutes", "version"], with_for_update=True)
    _refuse_need(enrolment, session, missed_id, actor, at)
    check_apart(session.cohort, enrolment.participant_id, session.held_on, actor=actor, session_id=session.id)
    taken = chairs_taken(session.id)
    row = MakeUpBooking(
        id=booking_id,
        session_id=session.id,
        chair=next(number for number in count(1) if number not in taken),
        enrolment_id=enrolment.id,
        missed_id=missed_id,
        booked_by_id=actor.user_id,
        booked_at=at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise ChairGone from None
    record(CHAIR_BOOKED, actor=actor, at=at, subject=row, enrolment=str(enrolment.id), session=str(session.id))
    return row


def free_chair(enrolment: Enrolment, *, booking_id: UUID, actor: Actor, at: datetime) -> MakeUpBooking:
    """Give a booked chair of this girl back; doing it twice changes nothing. Refuses NotBooked."""
    query = select(MakeUpBooking).where(MakeUpBooking.id == booking_id, MakeUpBooking.enrolment_id == enrolment.id)
    row = db.session.scalars(query.with_for_update()).one_or_none()
    if row is None or row.state in {BookingState.ATTENDED, BookingState.MISSED}:
        raise NotBooked
    if row.state is BookingState.BOOKED:
        end_chair(row, BookingEnd.TAKEN_BACK, actor=actor, at=at)
    return row


def mark_guest(
    booking: MakeUpBooking, *, minutes: int | None, version: int, actor: Actor, at: datetime
) -> MakeUpBooking:
    """Say that a guest was here for `minutes`, or with None that she was not; the make-up is written with it.

    Too few minutes, or a lesson that she has earned meanwhile, write none: she was here and it counts for nothing. Her
    absence in her own group stays. A changed answer takes the make-up back first. Needs `booking.session.cohort` and
    `booking.missed.cohort`. Refuses TooEarly, NotBooked, GuestMinutes, GuestChanged.
    """
    session = booking.session
    if is_too_early(session.held_on, actor.today):
        raise TooEarly
    if minutes is not None and not 1 <= minutes <= session.minutes:
        raise GuestMinutes(most=session.minutes)
    db.session.refresh(booking, ["state", "minutes", "version"], with_for_update=True)
    if booking.state is BookingState.CANCELLED:
        raise NotBooked
    state = BookingState.MISSED if minutes is None else BookingState.ATTENDED
    if (booking.state, booking.minutes) == (state, minutes):
        return booking
    if booking.version != version:
        raise GuestChanged
    _take_back(booking, actor=actor, at=at)
    booking.state, booking.minutes = state, minutes
    booking.version += 1
    db.session.flush()
    if minutes is not None:
        _write_make_up(booking, minutes, actor=actor, at=at)
    record(GUEST_MARKED, actor=actor, at=at, subject=booking, came=minutes is not None, minutes=minutes or 0)
    return booking


def _refuse_need(enrolment: Enrolment, session: GroupSession, missed_id: UUID, actor: Actor, at: datetime) -> None:
    need = need_of(enrolment)
    lesson = next((row for row in need.missed if row.session_id == missed_id), None)
    if lesson is None:
        raise NothingMissed
    if not need.standing.helpful:
        raise NoMakeUpHelps
    free = chairs_for(enrolment, need, actor=actor, at=at, session_id=session.id)
    if lesson.lesson_key not in {chair.lesson_key for chair in free}:
        raise ChairGone


def _write_make_up(booking: MakeUpBooking, minutes: int, *, actor: Actor, at: datetime) -> None:
    host = booking.session
    new = NewMakeUp(
        id=_make_up_id(booking),
        enrolment_id=booking.enrolment_id,
        made_up_on=host.held_on,
        how=HowMadeUp.OTHER_GROUP,
        minutes=minutes,
        given_by_id=_who_gave(host.cohort_id, actor),
        host_id=host.cohort_id,
    )
    try:
        make_up(booking.missed, new, actor=actor, at=at)
    except (AlreadyMadeUp, MakeUpTooShort, NothingMissed):
        # Refused before anything was written. That she came is true all the same, and stays.
        return


def _take_back(booking: MakeUpBooking, *, actor: Actor, at: datetime) -> None:
    made = db.session.get(MakeUp, _make_up_id(booking)) if booking.state is BookingState.ATTENDED else None
    if made is not None:
        void_make_up(made, actor=actor, at=at)


def _make_up_id(booking: MakeUpBooking) -> UUID:
    """The id of the make-up that this version of the answer wrote."""
    return derived_id(booking.id, str(booking.version))


def _who_gave(cohort_id: UUID, actor: Actor) -> UUID | None:
    staff = staff_of(cohort_id)
    return actor.user_id if actor.user_id in staff else next(iter(staff), None)
