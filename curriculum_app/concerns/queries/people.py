"""People around a concern: the girl it is about, the staff it may be about, and the custodians who are told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.queries.assignments import in_force
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.queries import sessions_within
from curriculum_app.concerns.models import Concern, ConcernBarred
from curriculum_app.core.access import Actor, Permission, Reach
from curriculum_app.core.access.policy import POLICY
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries import within as girls_within
from curriculum_app.participants.queries.names import names_for

MOST_STAFF = 1_000
MOST_CUSTODIANS = 50


@dataclass(frozen=True)
class Girl:
    """A girl whom a concern is about, and where it is counted."""

    participant_id: UUID
    name: str
    service_area: int | None
    site_id: UUID | None


@dataclass(frozen=True)
class Told:
    """Somebody who is told of a concern."""

    user_id: UUID
    email: str
    language: str


def girl_by_enrolment(enrolment_id: UUID, actor: Actor) -> Girl | None:
    """The girl of an enrolment whom `actor` meets in a group, a substitute in her one session; None for any other."""
    scopes = actor.scopes(Permission.COHORT_VIEW, Permission.ATTENDANCE_VIEW)
    query = (
        select(Enrolment.participant_id, Cohort.service_area, Cohort.site_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(GroupSession, GroupSession.cohort_id == Cohort.id)
        .where(Enrolment.id == enrolment_id, sessions_within(scopes, actor))
        .limit(1)
    )
    row = db.session.execute(query).first()
    return _girl(row.participant_id, row.service_area, row.site_id) if row else None


def girl_by_id(participant_id: UUID, actor: Actor) -> Girl | None:
    """A participant whom `actor` may know by her own right; None for any other."""
    scopes = actor.scopes(Permission.IDENTITY_VIEW)
    query = select(Participant.service_area).where(Participant.id == participant_id, girls_within(scopes, actor))
    row = db.session.execute(query).first()
    return _girl(participant_id, row.service_area, None) if row else None


def _girl(participant_id: UUID, service_area: int | None, site_id: UUID | None) -> Girl:
    known = names_for([participant_id])[participant_id]
    return Girl(participant_id, f"{known.name} ({known.code})", service_area, site_id)


def staff_choices(actor: Actor) -> list[tuple[str, str]]:
    """Everybody else with an open account as (id, name), by name; at most 1,000.

    Whoever reports may name anybody: what is not on this list cannot be barred.
    """
    query = select(User.id, User.full_name).where(User.is_active, User.id != actor.user_id)
    found = db.session.execute(query.order_by(func.lower(User.full_name), User.id).limit(MOST_STAFF))
    return [(str(row.id), row.full_name) for row in found]


def custodians(today: date) -> list[Told]:
    """Everybody who is a custodian on the local date `today`; at most 50."""
    query = select(User.id, User.email, User.language).where(User.id.in_(_holders(today)), User.is_active)
    return [Told(*row) for row in db.session.execute(query.order_by(User.id).limit(MOST_CUSTODIANS))]


def reporters(user_ids: Collection[UUID]) -> dict[UUID, Told]:
    """The people with these ids whose accounts are open."""
    query = select(User.id, User.email, User.language).where(User.id.in_(list(user_ids)), User.is_active)
    return {row.id: Told(*row) for row in db.session.execute(query)}


def barred_from(concern_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Who is barred from these concerns, as (concern, person)."""
    query = select(ConcernBarred.concern_id, ConcernBarred.user_id)
    found = db.session.execute(query.where(ConcernBarred.concern_id.in_(list(concern_ids))))
    return {(row.concern_id, row.user_id) for row in found}


def has_follower(concern: Concern, today: date) -> bool:
    """Whether anybody besides its author can read `concern` on `today`."""
    barred = {user_id for _concern_id, user_id in barred_from([concern.id])}
    return any(each.user_id not in barred | {concern.author_id} for each in custodians(today))


def count_of_custodians(today: date) -> int:
    """How many people are custodians on `today`."""
    query = select(func.count()).select_from(User).where(User.id.in_(_holders(today)), User.is_active)
    return db.session.scalar(query) or 0


def _holders(today: date) -> Select[UUID]:
    """The people whose role lets them read every concern on `today`."""
    roles = [role for role, line in POLICY.items() if Reach.PROGRAMME in line.get(Permission.CONCERN_READ, ())]
    return select(RoleAssignment.user_id).where(RoleAssignment.role.in_(roles), in_force(today))
