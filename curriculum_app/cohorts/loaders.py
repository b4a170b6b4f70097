"""How the ids of cohorts, sessions, enrolments and staff rows in a URL become objects that the actor may know of.

Each is one statement with its parent joined, narrowed by the same condition as the lists, and under its own parent:
a session asked for below another cohort's address does not exist.
"""

from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, PossibleGroup, Proposal
from curriculum_app.cohorts.queries import ANYBODY, asks, enrolments_within, sessions_within, within
from curriculum_app.cohorts.queries.forming_groups import proposals_within
from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db

Child = TypeVar("Child", GroupSession, Enrolment, CohortStaff)
KNOWING_SESSIONS = (Permission.COHORT_VIEW, Permission.ATTENDANCE_VIEW, Permission.ATTENDANCE_RECORD)


# Statements are built once for each reach and kept: building one takes longer than running it.
kept = lru_cache(maxsize=256)


@loads("cohort_id", knowing=(Permission.COHORT_VIEW,))
def cohort(actor: Actor, scopes: Scopes, *, cohort_id: UUID) -> Cohort | None:
    """A cohort with its site, edition and key."""
    return db.session.scalar(_cohort(scopes), {"id": cohort_id} | asks(actor))


@loads("session_id", under="cohort_id", knowing=KNOWING_SESSIONS)
def session(actor: Actor, scopes: Scopes, *, session_id: UUID, cohort_id: UUID) -> GroupSession | None:
    """A session with its cohort; a substitute knows of hers alone, on its day."""
    return db.session.scalar(_session(scopes), {"id": session_id, "under": cohort_id} | asks(actor))


@loads("enrolment_id", under="cohort_id", knowing=(Permission.COHORT_VIEW,))
def enrolment(actor: Actor, scopes: Scopes, *, enrolment_id: UUID, cohort_id: UUID) -> Enrolment | None:
    """An enrolment with its cohort, its participant and its key."""
    return db.session.scalar(_enrolment(scopes), {"id": enrolment_id, "under": cohort_id} | asks(actor))


@loads("seat_id", under="cohort_id", knowing=(Permission.COHORT_VIEW,))
def seat(actor: Actor, scopes: Scopes, *, seat_id: UUID, cohort_id: UUID) -> CohortStaff | None:
    """A staff row with its cohort."""
    return db.session.scalar(_seat(scopes), {"id": seat_id, "under": cohort_id} | asks(actor))


@kept
def _cohort(scopes: Scopes) -> Select[Cohort]:
    return (
        select(Cohort)
        .where(Cohort.id == bindparam("id"), within(scopes, ANYBODY))
        .options(joinedload(Cohort.site), joinedload(Cohort.edition), joinedload(Cohort.key))
    )


@kept
def _session(scopes: Scopes) -> Select[GroupSession]:
    return _with_cohort(GroupSession).where(sessions_within(scopes, ANYBODY))


@kept
def _enrolment(scopes: Scopes) -> Select[Enrolment]:
    around = (joinedload(Enrolment.participant), joinedload(Enrolment.key))
    return _with_cohort(Enrolment).where(enrolments_within(scopes, ANYBODY)).options(*around)


@kept
def _seat(scopes: Scopes) -> Select[CohortStaff]:
    return _with_cohort(CohortStaff).where(within(scopes, ANYBODY))


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
    """One child by its id and its cohort's, and with the cohort what every page under it needs."""
    query: Select[Child] = select(child).where(child.id == bindparam("id"), child.cohort_id == bindparam("under"))
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
