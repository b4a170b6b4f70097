"""The calendar of a group: holidays and closures of its site, sessions that a closure hits, and dates that shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager

from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.queries.reach import within
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.states import OPEN_STATES, SessionState
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import db
from curriculum_app.places.models import SiteClosure
from curriculum_app.places.queries import closed_days_of

YEARS = 3
MOST = 200


@dataclass(frozen=True, slots=True)
class HitSession:
    """A planned session on a day on which its site is closed, and the next open day of its group."""

    session_id: UUID
    cohort_id: UUID
    group: str
    number: int
    held_on: date
    starts_at: time
    next_on: date
    shifts_rest: bool


def closed_days(site_id: UUID, since: date) -> dict[date, str]:
    """What is closed for a group at this site from `since` on: public holidays, then closures of the site."""
    closed = timetable.closed_days(range(since.year, since.year + YEARS))
    for day in closed_days_of(site_id, since):
        closed.setdefault(day, "")
    return closed


def next_open_day(cohort: Cohort, after: date) -> date:
    """The first meeting day of `cohort` after `after` that is no holiday and not closed at its site."""
    return timetable.next_day(after, timetable.weekdays_of(cohort.weekdays), closed_days(cohort.site_id, after))


def planned_after(session: GroupSession) -> list[GroupSession]:
    """The planned sessions of the same group that come later than `session`, in order."""
    query = select(GroupSession).where(
        GroupSession.cohort_id == session.cohort_id,
        GroupSession.state == SessionState.PLANNED,
        GroupSession.id != session.id,
        GroupSession.held_on >= session.held_on,
    )
    rows = db.session.scalars(query.order_by(GroupSession.held_on, GroupSession.starts_at, GroupSession.number))
    here = (session.held_on, session.starts_at, session.number)
    return [row for row in rows if (row.held_on, row.starts_at, row.number) > here]


def sessions_hit(site_id: UUID, actor: Actor) -> list[HitSession]:
    """The planned sessions within reach from today on that a closure of the site hits, the next first; at most 200.

    Two statements and the closures, whatever their number.
    """
    is_hit = exists().where(
        SiteClosure.site_id == site_id,
        SiteClosure.from_on <= GroupSession.held_on,
        SiteClosure.until_on >= GroupSession.held_on,
    )
    query = (
        select(GroupSession)
        .join(GroupSession.cohort)
        .options(contains_eager(GroupSession.cohort))
        .where(
            Cohort.site_id == site_id,
            Cohort.state.in_(OPEN_STATES),
            GroupSession.state == SessionState.PLANNED,
            GroupSession.held_on >= actor.today,
            is_hit,
            within(actor.scopes(Permission.COHORT_MANAGE), actor),
        )
        .order_by(GroupSession.held_on, GroupSession.starts_at, GroupSession.id)
        .limit(MOST)
    )
    rows = db.session.scalars(query).all()
    closed, taken = closed_days(site_id, actor.today), _days_taken({row.cohort_id for row in rows})
    return [_hit(row, closed, taken) for row in rows]


def _hit(row: GroupSession, closed: dict[date, str], taken: set[tuple[UUID, date]]) -> HitSession:
    on = timetable.next_day(row.held_on, timetable.weekdays_of(row.cohort.weekdays), closed)
    is_taken = (row.cohort_id, on) in taken
    return HitSession(
        row.id, row.cohort_id, row.cohort.name, row.number, row.held_on, row.starts_at, on, shifts_rest=is_taken
    )


def _days_taken(cohort_ids: set[UUID]) -> set[tuple[UUID, date]]:
    query = select(GroupSession.cohort_id, GroupSession.held_on).where(
        GroupSession.cohort_id.in_(cohort_ids), GroupSession.state != SessionState.NOT_HELD
    )
    return {(cohort_id, held_on) for cohort_id, held_on in db.session.execute(query)}
