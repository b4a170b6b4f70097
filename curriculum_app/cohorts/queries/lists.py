"""The list of cohorts: narrowed by reach and state, in pages, one statement whatever their number."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.queries.reach import within
from curriculum_app.cohorts.rules.states import OPEN_STATES, CohortState, SessionState
from curriculum_app.core.access import Actor, Permission, Scopes
from curriculum_app.core.db import db
from curriculum_app.places.models import Site

PAGE_SIZE = 25
MOST_CHOICES = 100


class ListFilter(StrEnum):
    """Which cohorts a list shows."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One cohort as a list shows it."""

    id: UUID
    name: str
    code: str
    state: CohortState
    site: str
    service_area: int
    starts_at: time
    first_on: date
    last_on: date
    seats_taken: int
    capacity: int
    next_on: date | None


@dataclass(frozen=True, slots=True)
class GroupWithRoom:
    """A group as a choice."""

    id: UUID
    name: str
    site: str


def cohorts_visible_to(
    scopes: Scopes, actor: Actor, *, shown: ListFilter = ListFilter.OPEN, number: int = 1, size: int = PAGE_SIZE
) -> tuple[list[CohortRow], bool]:
    """One page of the cohorts that `actor` may know of, the soonest first, and whether another page follows."""
    next_on = (
        select(func.min(GroupSession.held_on))
        .where(
            GroupSession.cohort_id == Cohort.id,
            GroupSession.state == SessionState.PLANNED,
            GroupSession.held_on >= actor.today,
        )
        .scalar_subquery()
    )
    query = (
        select(
            Cohort.id, Cohort.name, Cohort.code, Cohort.state, Site.name.label("site"), Cohort.service_area,
            Cohort.starts_at, Cohort.first_on, Cohort.last_on, Cohort.seats_taken, Cohort.capacity,
            next_on.label("next_on"),
        )
        .join(Site, Site.id == Cohort.site_id)
        .where(within(scopes, actor), _in(shown))
        .order_by(*_order(shown), Cohort.id)
        .limit(size + 1)
        .offset((number - 1) * size)
    )  # fmt: skip
    rows = [CohortRow(**row._mapping) for row in db.session.execute(query)]
    return rows[:size], len(rows) > size


def groups_with_room(actor: Actor, *, but: UUID) -> list[GroupWithRoom]:
    """The open groups with a free seat that `actor` may change, the soonest first; at most a hundred."""
    query = (
        select(Cohort.id, Cohort.name, Site.name.label("site"))
        .join(Site, Site.id == Cohort.site_id)
        .where(
            within(actor.scopes(Permission.COHORT_MANAGE), actor),
            Cohort.state.in_(OPEN_STATES),
            Cohort.seats_taken < Cohort.capacity,
            Cohort.id != but,
        )
        .order_by(Cohort.first_on.desc(), Cohort.id)
        .limit(MOST_CHOICES)
    )
    return [GroupWithRoom(**row._mapping) for row in db.session.execute(query)]


def cohort_open_to(cohort_id: UUID, actor: Actor) -> Cohort | None:
    """A group that `actor` may change, with its edition; None when she may not know of it."""
    query = (
        select(Cohort)
        .where(Cohort.id == cohort_id, within(actor.scopes(Permission.COHORT_MANAGE), actor))
        .options(joinedload(Cohort.edition))
    )
    return db.session.scalar(query)


def _in(shown: ListFilter) -> ColumnElement[bool]:
    if shown is ListFilter.OPEN:
        return Cohort.state.in_(OPEN_STATES)
    return Cohort.state == CohortState(shown.value)


def _order(shown: ListFilter) -> tuple[ColumnElement[date], ...]:
    """Open groups by their first day, finished ones with the newest on top."""
    return (Cohort.first_on.asc(),) if shown is ListFilter.OPEN else (Cohort.last_on.desc(),)
