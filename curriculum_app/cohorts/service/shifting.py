"""A session that moves and takes the later ones along, so that the lessons keep their order."""

from __future__ import annotations

from datetime import date, datetime, time

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.queries.calendar import closed_days, next_open_day, planned_after
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.service.planning import NoOpenDays
from curriculum_app.cohorts.service.sessions import (
    SessionTaken,
    check_time,
    hold_planned,
    keep_span,
    move,
    move_session,
)
from curriculum_app.core.access import Actor

Dates = tuple[tuple[GroupSession, date], ...]


def dates_shifted(session: GroupSession, held_on: date) -> Dates:
    """The session and the planned ones after it with the dates they would have: meeting days past what is closed.

    Raises NoOpenDays. Needs `session.cohort`.
    """
    cohort, later = session.cohort, planned_after(session)
    closed = closed_days(cohort.site_id, held_on)
    try:
        days = timetable.shifted(held_on, len(later), timetable.weekdays_of(cohort.weekdays), closed)
    except timetable.EndlessTimetableError:
        raise NoOpenDays from None
    return tuple(zip([session, *later], days, strict=True))


def shift_sessions(session: GroupSession, *, held_on: date, starts_at: time, actor: Actor, at: datetime) -> Dates:
    """Move a planned session and the later ones with it, all or none; only its own time of day changes.

    Raises CohortOver, SessionOver, SessionTaken, SiteClosedThen, PastMidnight, NoOpenDays.
    """
    hold_planned(session)
    dates = dates_shifted(session, held_on)
    moving = {each.id for each, _day in dates}
    for each, day in dates:
        clock_time = starts_at if each is session else each.starts_at
        check_time(session.cohort, day, clock_time, each.minutes, but=moving)
    for each, day in dates:
        clock_time = starts_at if each is session else each.starts_at
        if (each.held_on, each.starts_at) != (day, clock_time):
            move(each, day, clock_time, actor=actor, at=at)
    keep_span(session.cohort)
    return dates


def move_on(session: GroupSession, *, actor: Actor, at: datetime) -> date:
    """Move a session to the next open meeting day of its group; the later ones come along where that day is taken.

    Returns the day. Raises what `shift_sessions` raises.
    """
    hold_planned(session)
    held_on = next_open_day(session.cohort, session.held_on)
    try:
        move_session(session, held_on=held_on, starts_at=session.starts_at, actor=actor, at=at)
    except SessionTaken:
        shift_sessions(session, held_on=held_on, starts_at=session.starts_at, actor=actor, at=at)
    return held_on
