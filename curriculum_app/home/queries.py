"""Reading what the first page shows, over several rooms; each list in one statement, capped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from curriculum_app.attendance.models import Mark, Visit
from curriculum_app.attendance.queries.sheets import on_sheet
from curriculum_app.attendance.rules.words import VisitState
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.queries import ANYBODY, asks, sessions_within, within
from curriculum_app.cohorts.rules.states import OPEN_STATES, CohortState, SessionState
from curriculum_app.core.access import Actor, Permission, Scopes
from curriculum_app.core.db import db
from curriculum_app.notes.models import FidelityLog
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.queries import within as participants_within
from curriculum_app.participants.rules.words import AreaState, ReferralState
from curriculum_app.places.models import Site

MOST_TODAY = 24
MOST_COMING = 6
MOST_UNFINISHED = 12
PAPERWORK = timedelta(days=14)
COMING = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the first page: where and when, and how far its sheet is."""

    session_id: UUID
    cohort_id: UUID
    cohort_name: str
    site: str
    number: int
    held_on: date
    starts_at: time
    minutes: int
    state: SessionState
    girls: int
    marked: int
    has_log: bool

    @property
    def is_finished(self) -> bool:
        """Whether everyone on the sheet is marked, or the session did not happen."""
        return self.state is SessionState.NOT_HELD or 0 < self.girls <= self.marked

    @property
    def waits_for_log(self) -> bool:
        """Whether it was held and nobody has filled in how it went."""
        return self.state is SessionState.HELD and not self.has_log


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a coordinator, as counts."""

    referrals: int
    waitlisted: int
    undecided_areas: int
    visits: int
    groups: int
    free_seats: int


def sessions_today(scopes: Scopes, actor: Actor) -> list[SessionRow]:
    """The sessions within reach on the actor's today, by time; at most 24."""
    query = _sessions(scopes, actor).where(GroupSession.held_on == actor.today)
    return _rows(query.order_by(GroupSession.starts_at, GroupSession.id).limit(MOST_TODAY))


def sessions_coming(scopes: Scopes, actor: Actor) -> list[SessionRow]:
    """The next sessions within reach after today, three weeks ahead; at most six."""
    query = _sessions(scopes, actor).where(
        GroupSession.held_on > actor.today,
        GroupSession.held_on <= actor.today + COMING,
        GroupSession.state == SessionState.PLANNED,
    )
    return _rows(query.order_by(GroupSession.held_on, GroupSession.starts_at, GroupSession.id).limit(MOST_COMING))


def reaches(session_id: UUID, permission: Permission, actor: Actor) -> bool:
    """Whether `actor` holds `permission` over one session."""
    found = db.session.scalar(_reached(actor.scopes(permission)), {"id": session_id} | asks(actor))
    return found is not None


# Built once for each reach: building it takes longer than running it.
@lru_cache(maxsize=64)
def _reached(scopes: Scopes) -> Select[UUID]:
    query = select(GroupSession.id).join(GroupSession.cohort)
    return query.where(GroupSession.id == bindparam("id"), sessions_within(scopes, ANYBODY))


def sheets_unfinished(scopes: Scopes, actor: Actor) -> list[SessionRow]:
    """The sheets of the last fourteen days on which somebody is not marked, the oldest first; at most twelve."""
    sessions = _sessions(scopes, actor).where(
        GroupSession.held_on < actor.today,
        GroupSession.held_on >= actor.today - PAPERWORK,
        GroupSession.state != SessionState.NOT_HELD,
    )
    found = sessions.subquery()
    query = select(found).where(found.c.marked < found.c.girls)
    return _rows(query.order_by(found.c.held_on, found.c.starts_at, found.c.session_id).limit(MOST_UNFINISHED))


def waiting_for(referrals: Scopes, cohorts: Scopes, actor: Actor) -> Waiting:
    """What waits for somebody who decides on referrals and groups, in one statement."""
    reached = participants_within(referrals, actor)
    open_groups = and_(Cohort.state.in_(OPEN_STATES), within(cohorts, actor))
    query = select(
        _referrals(reached, ReferralState.RECEIVED).label("referrals"),
        _referrals(reached, ReferralState.WAITLISTED).label("waitlisted"),
        select(func.count())
        .select_from(Participant)
        .where(Participant.area_state == AreaState.UNDECIDED, reached)
        .scalar_subquery()
        .label("undecided_areas"),
        _visits(within(cohorts, actor)).label("visits"),
        select(func.count()).select_from(Cohort).where(open_groups).scalar_subquery().label("groups"),
        select(func.coalesce(func.sum(Cohort.capacity - Cohort.seats_taken), 0))
        .where(open_groups)
        .scalar_subquery()
        .label("free_seats"),
    )
    return Waiting(**db.session.execute(query).one()._mapping)


def _referrals(reached: ColumnElement[bool], state: ReferralState) -> Any:  # noqa: ANN401 - a scalar subquery
    joined = select(func.count()).select_from(Referral).join(Participant, Participant.id == Referral.participant_id)
    return joined.where(Referral.state == state, reached).scalar_subquery()


def _visits(reached: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a scalar subquery
    query = (
        select(func.count())
        .select_from(Visit)
        .join(GroupSession, GroupSession.id == Visit.session_id)
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .where(Visit.state == VisitState.WAITING, reached)
    )
    return query.scalar_subquery()


def _sessions(scopes: Scopes, actor: Actor) -> Select[*tuple[Any, ...]]:
    on_it = (
        select(func.count(Enrolment.id))
        .select_from(Enrolment)
        .outerjoin(Mark, and_(Mark.session_id == GroupSession.id, Mark.enrolment_id == Enrolment.id))
        .where(Enrolment.cohort_id == GroupSession.cohort_id, on_sheet())
        .correlate(GroupSession)
    )
    return (
        select(
            GroupSession.id.label("session_id"), Cohort.id.label("cohort_id"), Cohort.name.label("cohort_name"),
            Site.name.label("site"), GroupSession.number, GroupSession.held_on, GroupSession.starts_at,
            GroupSession.minutes, GroupSession.state,
            on_it.scalar_subquery().label("girls"),
            on_it.with_only_columns(func.count(Mark.status)).scalar_subquery().label("marked"),
            exists().where(FidelityLog.session_id == GroupSession.id).correlate(GroupSession).label("has_log"),
        )
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .join(Site, Site.id == Cohort.site_id)
        .where(sessions_within(scopes, actor), Cohort.state != CohortState.CANCELLED)
    )  # fmt: skip


def _rows(query: Select[*tuple[Any, ...]]) -> list[SessionRow]:
    return [SessionRow(**row._mapping) for row in db.session.execute(query)]
