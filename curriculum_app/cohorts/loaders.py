"""How the ids of cohorts, sessions, enrolments and staff rows in a URL become objects that the actor may know of.

Each is one statement with its parent joined, narrowed by the same condition as the lists, and under its own parent:
a session asked for below another cohort's address does not exist.
"""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, PossibleGroup, Proposal
from curriculum_app.cohorts.queries import enrolments_within, sessions_within, within
from curriculum_app.cohorts.queries.forming_groups import proposals_within
from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db

Child = TypeVar("Child", GroupSession, Enrolment, CohortStaff)
KNOWING_SESSIONS = (Permission.COHORT_VIEW, Permission.ATTENDANCE_VIEW, Permission.ATTENDANCE_RECORD)


@loads("cohort_id", knowing=(Permission.COHORT_VIEW,))
def cohort(actor: Actor, scopes: Scopes, *, cohort_id: UUID) -> Cohort | None:
    """A cohort with its site, edition and key."""
    query = (
        select(Cohort)
        .where(Cohort.id == cohort_id, within(scopes, actor))
        .options(joinedload(Cohort.site), joinedload(Cohort.edition), joinedload(Cohort.key))
    )
    return db.session.scalar(query)


@loads("session_id", under="cohort_id", knowing=KNOWING_SESSIONS)
def session(actor: Actor, scopes: Scopes, *, session_id: UUID, cohort_id: UUID) -> GroupSession | None:
    """A session with its cohort; a substitute knows of hers alone, on its day."""
    query = _with_cohort(GroupSession).where(
        GroupSession.id == session_id, GroupSession.cohort_id == cohort_id, sessions_within(scopes, actor)
    )
    return db.session.scalar(query)


@loads("enrolment_id", under="cohort_id", knowing=(Permission.COHORT_VIEW,))
def enrolment(actor: Actor, scopes: Scopes, *, enrolment_id: UUID, cohort_id: UUID) -> Enrolment | None:
    """An enrolment with its cohort, its participant and its key."""
    query = (
        _with_cohort(Enrolment)
        .where(Enrolment.id == enrolment_id, Enrolment.cohort_id == cohort_id, enrolments_within(scopes, actor))
        .options(joinedload(Enrolment.participant), joinedload(Enrolment.key))
    )
    return db.session.scalar(query)


@loads("seat_id", under="cohort_id", knowing=(Permission.COHORT_VIEW,))
def seat(actor: Actor, scopes: Scopes, *, seat_id: UUID, cohort_id: UUID) -> CohortStaff | None:
    """A staff row with its cohort."""
    query = _with_cohort(CohortStaff).where(
        CohortStaff.id == seat_id, CohortStaff.cohort_id == cohort_id, within(scopes, actor)
    )
    return db.session.scalar(query)


@loads("proposal_id", knowing=(Permission.COHORT_MANAGE,))
def proposal(actor: Actor, scopes: Scopes, *, proposal_id: UUID) -> Proposal | None:
    """A draft with its job."""
    query = select(Proposal).where(Proposal.id == proposal_id, proposals_within(scopes, actor))
    return db.session.scalar(query.options(joinedload(Proposal.job)))


@loads("possible_group_id", under="proposal_id", knowing=(Permission.COHORT_MANAGE,))
def possible_group(actor: Actor, scopes: Scopes, *, possible_group_id: UUID, proposal_id: UUID) -> PossibleGroup | None:
    """A possible group with its draft and its site."""
    query = (
        select(PossibleGroup)
        .join(PossibleGroup.proposal)
        .where(
            PossibleGroup.id == possible_group_id,
            PossibleGroup.proposal_id == proposal_id,
            proposals_within(scopes, actor),
        )
        .options(contains_eager(PossibleGroup.proposal).joinedload(Proposal.job), joinedload(PossibleGroup.site))
    )
    return db.session.scalar(query)


def _with_cohort(child: type[Child]) -> Select[Child]:
    """The children with their cohort joined, and with it what every page under it needs."""
    query: Select[Child] = select(child)
    relation: Any = child.cohort
    parent = contains_eager(relation)
    return (
        query.join(relation)
        .join(Cohort.site)
        .join(Cohort.edition)
        .join(Cohort.key)
        .options(parent.contains_eager(Cohort.site), parent.contains_eager(Cohort.edition))
        .options(parent.contains_eager(Cohort.key))
    )
