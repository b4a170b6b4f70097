"""Chairs of guests that end with what they hung on: the session that did not happen, or the seat that she left."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import GroupSession, MakeUpBooking
from curriculum_app.cohorts.rules.states import BookingEnd, BookingState, NotHeldReason, SessionState
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db


def end_chairs_of_session(session_id: UUID, *, reason: NotHeldReason, actor: Actor, at: datetime) -> int:
    """Give up the chairs booked in a session that does not happen, for its reason; returns how many."""
    of_session = MakeUpBooking.session_id == session_id
    return _end(of_session, BookingEnd(reason.value), actor=actor, at=at)


def end_chairs_of_group(cohort_id: UUID, *, reason: NotHeldReason, actor: Actor, at: datetime) -> int:
    """Give up the chairs booked in the planned sessions of a group that is cancelled; returns how many."""
    planned = select(GroupSession.id).where(
        GroupSession.cohort_id == cohort_id, GroupSession.state == SessionState.PLANNED
    )
    return _end(MakeUpBooking.session_id.in_(planned), BookingEnd(reason.value), actor=actor, at=at)


def end_chairs_of_girl(enrolment_id: UUID, *, actor: Actor, at: datetime) -> int:
    """Give up the chairs that a girl booked from a seat which she leaves; returns how many."""
    return _end(MakeUpBooking.enrolment_id == enrolment_id, BookingEnd.LEFT, actor=actor, at=at)


def end_chair(row: MakeUpBooking, reason: BookingEnd, *, actor: Actor, at: datetime) -> None:
    """Give up one booked chair, held by the caller."""
    row.state, row.end_reason = BookingState.CANCELLED, reason
    row.version += 1
    db.session.flush()
    record(events.CHAIR_ENDED, actor=actor, at=at, subject=row, reason=reason.value)


def _end(which: ColumnElement[bool], reason: BookingEnd, *, actor: Actor, at: datetime) -> int:
    query = (
        select(MakeUpBooking)
        .where(which, MakeUpBooking.state == BookingState.BOOKED)
        .order_by(MakeUpBooking.id)
        .with_for_update()
    )
    rows = db.session.scalars(query).all()
    for row in rows:
        end_chair(row, reason, actor=actor, at=at)
    return len(rows)
