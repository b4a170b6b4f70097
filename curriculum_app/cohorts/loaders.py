"""How the ids of cohorts, sessions, enrolments and staff rows in a URL become objects that the actor may know of.

Each is one statement with its parent joined, narrowed by the same condition as the lists, and under its own parent:
a session asked for below another cohort's address does not exist.
"""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, PossibleGroup, Proposal
from curriculum_app.cohorts.queries import ANYBODY, asks, enrolments_within, sessions_within, within
from curriculum_app.cohorts.queries.forming_groups import proposals_within
from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db
from curriculum_app.core.entities import Whole, one
from curriculum_app.core.vault import VaultKey
from curriculum_app.curriculum.models import Edition
from curriculum_app.places.models import Site

Child = TypeVar("Child", GroupSession, Enrolment, CohortStaff)
KNOWING_SESSIONS = (Permission.COHORT_VIEW, Permission.ATTENDANCE_VIEW, Permission.ATTENDANCE_RECORD)


# A cohort as every page of it needs it, and a session with it.
OF_COHORT: tuple[Any, ...] = (Cohort.site, Cohort.edition, Cohort.key)
COHORT = Whole(Cohort, {"site": Whole(Site, {}), "edition": Whole(Edition, {}), "key": Whole(VaultKey, {})})
SESSION = Whole(GroupSession, {"cohort": COHORT})

# Statements are built once for each reach and kept: building one takes longer than running it.
kept = lru_cache(maxsize=256)


@loads("cohort_id", knowing=(Permission.COHORT_VIEW,))
def cohort(actor: Actor, scopes: Scopes, *, cohort_id: UUID) -> Cohort | None:
    """A cohort with its site, edition and key."""
    return one(COHORT, partial(_cohort, scopes), {"id": cohort_id} | asks(actor))


@loads("session_id", under="cohort_id", knowing=KNOWING_SESSIONS)
def session(actor: Actor, scopes: Scopes, *, session_id: UUID, cohort_id: UUID) -> GroupSession | None:
    """A session with its cohort; a substitute knows of hers alone, on its day."""
    return one(SESSION, partial(_session, scopes), {"id": session_id, "under": cohort_id} | asks(actor))


@loads("enrolment_id", under="cohort_id", knowing=(Permission.COHORT_VIEW,))
def enrolment(actor: Actor, scopes: Scopes, *, enrolment_id: UUID, cohort_id: UUID) -> Enrolment | None:
    """An enrolment with its cohort, its participant and its key."""
    found: Enrolment | None = db.session.scalar(
        _enrolment(scopes), {"id": enrolment_id, "under": cohort_id} | asks(actor)
    )
    return found


@loads("seat_id", under="cohort_id", knowing=(Permission.COHORT_VIEW,))
def seat(actor: Actor, scopes: Scopes, *, seat_id: UUID, cohort_id: UUID) -> CohortStaff | None:
    """A staff row with its cohort."""
    found: CohortStaff | None = db.session.scalar(_seat(scopes), {"id": seat_id, "under": cohort_id} | asks(actor))
    return found


@kept
def _cohort(scopes: Scopes, is_mapped: bool) -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = (
        select(Cohort).options(*(contains_eager(each) for each in OF_COHORT)) if is_mapped else select(*COHORT.columns)
    )
    return _joined(query).where(Cohort.id == bindparam("id"), within(scopes, ANYBODY))


@kept
def _session(scopes: Scopes, is_mapped: bool) -> Select[*tuple[Any, ...]]:
    query = _with_cohort(GroupSession, () if is_mapped else SESSION.columns)
    return query.where(sessions_within(scopes, ANYBODY))


@kept
def _enrolment(scopes: Scopes) -> Select[*tuple[Any, ...]]:
    around = (joinedload(Enrolment.participant), joinedload(Enrolment.key))
    return _with_cohort(Enrolment).where(enrolments_within(scopes, ANYBODY)).options(*around)


@kept
def _seat(scopes: Scopes) -> Select[*tuple[Any, ...]]:
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


def _with_cohort(child: type[Child], columns: Sequence[Any] = ()) -> Select[*tuple[Any, ...]]:
    """One child by its id and its cohort's: mapped with its cohort, or the `columns` of both."""
    relation: Any = child.cohort
    parent = contains_eager(relation)
    query: Select[*tuple[Any, ...]] = (
        select(*columns)
        if columns
        else select(child).options(parent, *(parent.contains_eager(each) for each in OF_COHORT))
    )
    return _joined(query.select_from(child).join(relation)).where(
        child.id == bindparam("id"), child.cohort_id == bindparam("under")
    )


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """With what a cohort cannot be without."""
    return query.join(Cohort.site).join(Cohort.edition).join(Cohort.key)
