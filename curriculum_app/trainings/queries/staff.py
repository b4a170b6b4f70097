"""Reading staff's trainings: of some people at once, and of the staff within reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select, true

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.queries.assignments import in_force, people_who_stand_in_front
from curriculum_app.core.access import Actor, Reach, Scopes, areas_of
from curriculum_app.core.db import db, rows
from curriculum_app.places.models import Site
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.rules import Window

MOST_AT_ONCE = 500
MOST_STAFF = 500


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who may lead groups, with her trainings."""

    user_id: UUID
    full_name: str
    windows: tuple[Window, ...]


def trainings_of(user_ids: Collection[UUID]) -> dict[UUID, tuple[Window, ...]]:
    """The trainings of some people by user id, the earliest first; whoever has none is left out.

    One statement for up to 500 people.
    """
    found: dict[UUID, list[Window]] = defaultdict(list)
    people = sorted(set(user_ids))
    for start in range(0, len(people), MOST_AT_ONCE):
        for row in rows(_TRAININGS, {"people": people[start : start + MOST_AT_ONCE]}):
            found[row.user_id].append(Window(row.kind, row.valid_from, row.valid_until))
    return {user_id: tuple(windows) for user_id, windows in found.items()}


_TRAININGS = (
    select(StaffTraining.user_id, StaffTraining.kind, StaffTraining.valid_from, StaffTraining.valid_until)
    .where(StaffTraining.user_id.in_(bindparam("people", expanding=True)))
    .order_by(StaffTraining.valid_from, StaffTraining.id)
)


def within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The staff whose trainings `scopes` reach: those who may lead groups there today. The condition is on `User`."""
    if any(scope.reach is Reach.PROGRAMME for scope in scopes):
        place: ColumnElement[bool] = true()
    else:
        place = _holds_in(*areas_of(scopes))
    leads = (RoleAssignment.user_id == User.id, in_force(actor.today), people_who_stand_in_front())
    return and_(User.is_active, exists().where(*leads, place))


def staff_within(scopes: Scopes, actor: Actor) -> list[StaffRow]:
    """The staff within reach who may lead groups, by name, with their trainings; at most 500. Two statements."""
    query = (
        select(User.id, User.full_name).where(within(scopes, actor)).order_by(User.full_name, User.id).limit(MOST_STAFF)
    )
    people = db.session.execute(query).all()
    trainings = trainings_of([row.id for row in people])
    return [StaffRow(row.id, row.full_name, trainings.get(row.id, ())) for row in people]


def staff_trainings(user_id: UUID) -> list[StaffTraining]:
    """The training records of one member of staff, the newest first."""
    query = select(StaffTraining).where(StaffTraining.user_id == user_id)
    newest = (StaffTraining.valid_from.desc(), StaffTraining.id)
    return list(db.session.scalars(query.order_by(*newest).limit(MOST_AT_ONCE)))


def _holds_in(areas: frozenset[int], sites: frozenset[UUID]) -> ColumnElement[bool]:
    """The assignments that hold everywhere, in one of the areas, or at a site of one of them."""
    everywhere = and_(RoleAssignment.service_area.is_(None), RoleAssignment.site_id.is_(None))
    if not areas and not sites:
        return false()
    reached = or_(Site.service_area.in_(areas), Site.id.in_(sites))
    return or_(
        everywhere,
        RoleAssignment.service_area.in_(select(Site.service_area).where(Site.id.in_(sites))),
        RoleAssignment.service_area.in_(areas),
        RoleAssignment.site_id.in_(select(Site.id).where(reached)),
    )
