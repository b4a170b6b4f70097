"""Walk-ins: those who wait for a coordinator, and one of them with all that a decision needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import Visit
from curriculum_app.attendance.rules.words import VisitState
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.queries import within
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries import within as people_within

MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A walk-in who waits: her first name with initial, age, and where she came."""

    visit_id: UUID
    name: str
    age: int
    group: str
    session_number: int
    held_on: date
    recorded_by: str | None
    recorded_at: datetime


def waiting_visits(scopes: Scopes, actor: Actor) -> tuple[Waiting, ...]:
    """Return the walk-ins within reach who wait for a decision, the longest first (at most 100)."""
    query = (
        select(Visit, User.full_name)
        .join(Visit.session)
        .join(GroupSession.cohort)
        .join(Cohort.key)
        .outerjoin(User, User.id == Visit.recorded_by_id)
        .options(contains_eager(Visit.session).contains_eager(GroupSession.cohort).contains_eager(Cohort.key))
        .where(Visit.state == VisitState.WAITING, within(scopes, actor))
        .order_by(Visit.recorded_at, Visit.id)
        .limit(MOST)
    )
    return tuple(_waiting(visit, name) for visit, name in db.session.execute(query))


def visit_within(scopes: Scopes, actor: Actor, visit_id: UUID) -> Visit | None:
    """Return a walk-in with its session, cohort, site, edition and key, where the cohort is within reach."""
    parent = contains_eager(Visit.session).contains_eager(GroupSession.cohort)
    query = (
        select(Visit)
        .join(Visit.session)
        .join(GroupSession.cohort)
        .join(Cohort.site)
        .join(Cohort.edition)
        .join(Cohort.key)
        .options(
            parent.contains_eager(Cohort.site),
            parent.contains_eager(Cohort.edition),
            parent.contains_eager(Cohort.key),
        )
        .where(Visit.id == visit_id, within(scopes, actor))
    )
    return db.session.scalars(query).one_or_none()


def visit_by_id(visit_id: UUID) -> Visit | None:
    """Return the walk-in with this id, if it is there already."""
    return db.session.get(Visit, visit_id)


def visit_name(visit: Visit) -> str:
    """Return her first name with initial; empty once it was decided about her. Needs `visit.session.cohort.key`."""
    if visit.first_name_sealed is None:
        return ""
    return _name(visit, open_key(visit.session.cohort.key))


def active_enrolment(cohort_id: UUID, participant_id: UUID) -> UUID | None:
    """Return the id of a girl's seat in this cohort, if she holds one."""
    return db.session.scalar(
        select(Enrolment.id).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.participant_id == participant_id,
            Enrolment.state == EnrolmentState.ACTIVE,
        )
    )


def participant_with_code(code: str, scopes: Scopes, actor: Actor) -> UUID | None:
    """Return the id of the girl within reach who has this code, in whatever case it was typed."""
    query = select(Participant.id).where(Participant.code == code.strip().upper(), people_within(scopes, actor))
    return db.session.scalar(query)


def _waiting(visit: Visit, recorded_by: str | None) -> Waiting:
    session = visit.session
    return Waiting(
        visit.id,
        _name(visit, open_key(session.cohort.key)),
        visit.age,
        session.cohort.name,
        session.number,
        session.held_on,
        recorded_by,
        visit.recorded_at,
    )


def _name(visit: Visit, key: DataKey) -> str:
    first = key.text(Visit.first_name_sealed, visit.id, visit.first_name_sealed)
    return f"{first} {key.text(Visit.last_initial_sealed, visit.id, visit.last_initial_sealed)}."
