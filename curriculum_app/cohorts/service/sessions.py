"""Single sessions: moved to another date, not held, replaced. A session keeps its number whatever happens to it."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.states import NotHeldReason, SessionState
from curriculum_app.cohorts.service.chairs import end_chairs_of_session
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.cohorts.service.planning import PastMidnight
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import free_id
from curriculum_app.places.queries import closed_days_of


class SessionOver(Refusal):
    """Only what is still to come can be moved."""

    message = _l("This session was already held or called off.")


class SessionTaken(Refusal):
    """A group has one session at a time."""

    message = _l("The group already has a session at that date and time.")
    field = "held_on"


class SiteClosedThen(Refusal):
    """Nobody can meet at a closed site."""

    message = _l("The site is closed on that day.")
    field = "held_on"


class NotCalledOff(Refusal):
    """Only a session that did not happen needs another one."""

    message = _l("This session has not been called off.")


class AlreadyReplaced(Refusal):
    """A lesson moves to one other session."""

    message = _l("Another session already takes this lesson.")


def move_session(session: GroupSession, *, held_on: date, starts_at: time, actor: Actor, at: datetime) -> GroupSession:
    """Give a planned session another date and time; its substitute comes along. Needs `session.cohort`.

    Raises CohortOver, SessionOver, SessionTaken, SiteClosedThen, PastMidnight.
    """
    hold_planned(session)
    check_time(session.cohort, held_on, starts_at, session.minutes, but={session.id})
    move(session, held_on, starts_at, actor=actor, at=at)
    keep_span(session.cohort)
    return session


def hold_planned(session: GroupSession) -> None:
    """Hold a session that is still to come, and its group. Raises CohortOver, SessionOver."""
    _hold(session)
    if session.state is not SessionState.PLANNED:
        raise SessionOver


def move(session: GroupSession, held_on: date, starts_at: time, *, actor: Actor, at: datetime) -> None:
    """Write another date and time of a held session, and of its substitute's row; checks nothing."""
    was, session.held_on, session.starts_at = session.held_on, held_on, starts_at
    session.version += 1
    db.session.execute(
        update(CohortStaff).where(CohortStaff.session_id == session.id).values(from_on=held_on, until_on=held_on)
    )
    record(events.SESSION_MOVED, actor=actor, at=at, subject=session, was=was.isoformat(), now=held_on.isoformat())


def not_held(session: GroupSession, *, reason: NotHeldReason, actor: Actor, at: datetime) -> GroupSession:
    """Write down that a session did not happen; it counts against nobody, and guests lose their chairs. Needs
    `session.cohort`.

    Whoever calls this has cleared its marks. Raises CohortOver, and SessionOver when it was called off before.
    """
    _hold(session)
    if session.state is SessionState.NOT_HELD:
        raise SessionOver
    session.state, session.not_held_reason = SessionState.NOT_HELD, reason
    session.version += 1
    db.session.flush()
    end_chairs_of_session(session.id, reason=reason, actor=actor, at=at)
    record(events.SESSION_NOT_HELD, actor=actor, at=at, subject=session, reason=reason.value)
    return session


def undo_not_held(session: GroupSession, *, actor: Actor, at: datetime) -> GroupSession:
    """Plan a session again that had been called off. Raises CohortOver, NotCalledOff, AlreadyReplaced."""
    _check_called_off(session)
    session.state, session.not_held_reason = SessionState.PLANNED, None
    session.version += 1
    db.session.flush()
    record(events.SESSION_PLANNED_AGAIN, actor=actor, at=at, subject=session)
    return session


def add_replacement(
    session: GroupSession,
    *,
    held_on: date,
    starts_at: time,
    actor: Actor,
    at: datetime,
    session_id: UUID | None = None,
) -> GroupSession:
    """Add the session that takes the lesson of one that did not happen, with the next free number.

    With the id of the replacement that is there already, nothing is made. Raises CohortOver, NotCalledOff,
    AlreadyReplaced, SessionTaken, SiteClosedThen, PastMidnight.
    """
    known = db.session.get(GroupSession, session_id) if session_id else None
    if known is not None and known.replaces_id == session.id:
        return known
    _check_called_off(session)
    cohort = session.cohort
    check_time(cohort, held_on, starts_at, session.minutes)
    newest = db.session.scalar(select(func.max(GroupSession.number)).where(GroupSession.cohort_id == cohort.id))
    fresh = GroupSession(
        id=free_id(session_id, known),
        cohort=cohort,
        number=(newest or 0) + 1,
        lesson_key=session.lesson_key,
        lesson_number=session.lesson_number,
        held_on=held_on,
        starts_at=starts_at,
        minutes=session.minutes,
        replaces_id=session.id,
    )
    db.session.add(fresh)
    keep_span(cohort)
    record(events.REPLACEMENT_ADDED, actor=actor, at=at, subject=session, number=fresh.number)
    return fresh


def _hold(session: GroupSession) -> None:
    hold_open(session.cohort)
    db.session.refresh(session, ["state", "held_on", "starts_at", "version"], with_for_update=True)


def _check_called_off(session: GroupSession) -> None:
    _hold(session)
    if session.state is not SessionState.NOT_HELD:
        raise NotCalledOff
    if db.session.scalar(select(GroupSession.id).where(GroupSession.replaces_id == session.id)) is not None:
        raise AlreadyReplaced


def check_time(cohort: Cohort, held_on: date, starts_at: time, minutes: int, *, but: Collection[UUID] = ()) -> None:
    """Refuse a date and time that a session of a held group cannot have; the sessions `but` move out of the way.

    Raises PastMidnight, SiteClosedThen, SessionTaken.
    """
    try:
        timetable.ends_at(starts_at, minutes)
    except timetable.PastMidnightError:
        raise PastMidnight from None
    taken = select(GroupSession.id).where(
        GroupSession.cohort_id == cohort.id,
        GroupSession.held_on == held_on,
        GroupSession.starts_at == starts_at,
        GroupSession.state != SessionState.NOT_HELD,
        GroupSession.id.not_in(but),
    )
    if held_on in closed_days_of(cohort.site_id, held_on):
        raise SiteClosedThen
    if db.session.scalar(taken.limit(1)) is not None:
        raise SessionTaken


def keep_span(cohort: Cohort) -> None:
    """Keep the cohort's first and last day where its sessions are."""
    db.session.flush()
    span = select(func.min(GroupSession.held_on), func.max(GroupSession.held_on)).where(
        GroupSession.cohort_id == cohort.id
    )
    cohort.first_on, cohort.last_on = db.session.execute(span).one()
    db.session.flush()
