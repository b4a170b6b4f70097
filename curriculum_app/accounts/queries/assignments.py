"""Which role assignments are in force, as one SQL condition, and lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.core.access import Permission, Reach, Role
from curriculum_app.core.access.policy import POLICY
from curriculum_app.core.db import db
from curriculum_app.places.models import Site

MOST = 200


def in_force(today: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a date or a bound parameter
    """The condition under which an assignment holds on the local date `today` (as `rules.roles.standing`)."""
    return and_(
        RoleAssignment.from_on <= today,
        or_(RoleAssignment.until_on.is_(None), RoleAssignment.until_on >= today),
        RoleAssignment.approved_at.is_not(None),
        RoleAssignment.ended_at.is_(None),
    )


def people_who_stand_in_front() -> ColumnElement[bool]:
    """The role assignments that let somebody lead a group; the condition is on `RoleAssignment`."""
    roles = [role for role, line in POLICY.items() if Reach.OWN_COHORTS in line.get(Permission.ATTENDANCE_RECORD, ())]
    return RoleAssignment.role.in_(roles)


@dataclass(frozen=True)
class AssignmentRow:
    """One assignment as lists show it."""

    id: UUID
    user_id: UUID
    role: Role
    service_area: int | None
    site_name: str | None
    from_on: date
    until_on: date | None
    approved_at: datetime | None
    ended_at: datetime | None


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            RoleAssignment.id,
            RoleAssignment.user_id,
            RoleAssignment.role,
            RoleAssignment.service_area,
            Site.name,
            RoleAssignment.from_on,
            RoleAssignment.until_on,
            RoleAssignment.approved_at,
            RoleAssignment.ended_at,
        )
        .outerjoin(Site, Site.id == RoleAssignment.site_id)
        .order_by(RoleAssignment.from_on.desc(), RoleAssignment.id.desc())
    )


def assignments_of(user_id: UUID) -> list[AssignmentRow]:
    """Every assignment that somebody has or had, the newest first; at most 200."""
    found = db.session.execute(_rows().where(RoleAssignment.user_id == user_id).limit(MOST))
    return [AssignmentRow(*row) for row in found]


def roles_held(user_ids: list[UUID], today: date) -> dict[UUID, list[Role]]:
    """The roles that these people hold on `today`, each once, in the order of their names."""
    held: dict[UUID, list[Role]] = {user_id: [] for user_id in user_ids}
    statement = (
        select(RoleAssignment.user_id, RoleAssignment.role)
        .where(RoleAssignment.user_id.in_(user_ids), in_force(today))
        .distinct()
        .order_by(RoleAssignment.role)
    )
    for user_id, role in db.session.execute(statement):
        held[user_id].append(role)
    return held


@dataclass(frozen=True)
class RequestRow:
    """A role that waits for a second person's word."""

    id: UUID
    user_id: UUID
    full_name: str
    role: Role
    from_on: date
    until_on: date | None
    granted_by: str | None
    granted_by_id: UUID | None
    granted_at: datetime


def waiting_for_approval(today: date) -> list[RequestRow]:
    """Assignments that nobody approved yet and whose last day is not over, the oldest first; at most 200."""
    granter = User.__table__.alias("granter")
    statement = (
        select(
            RoleAssignment.id,
            RoleAssignment.user_id,
            User.full_name,
            RoleAssignment.role,
            RoleAssignment.from_on,
            RoleAssignment.until_on,
            granter.c.full_name,
            RoleAssignment.granted_by_id,
            RoleAssignment.granted_at,
        )
        .join(User, User.id == RoleAssignment.user_id)
        .outerjoin(granter, granter.c.id == RoleAssignment.granted_by_id)
        .where(
            RoleAssignment.approved_at.is_(None),
            RoleAssignment.ended_at.is_(None),
            func.coalesce(RoleAssignment.until_on, today) >= today,
        )
        .order_by(RoleAssignment.granted_at, RoleAssignment.id)
        .limit(MOST)
    )
    return [RequestRow(*row) for row in db.session.execute(statement)]


def open_assignments(user_id: UUID) -> list[RoleAssignment]:
    """The assignments of one person that were not ended, whatever their dates; at most 200."""
    statement = (
        select(RoleAssignment)
        .where(RoleAssignment.user_id == user_id, RoleAssignment.ended_at.is_(None))
        .order_by(RoleAssignment.id)
        .limit(MOST)
    )
    return list(db.session.scalars(statement))


def site_choices() -> list[tuple[str, str]]:
    """The open sites as (id, name), by name; at most 200."""
    statement = select(Site.id, Site.name).where(Site.is_open).order_by(Site.name).limit(MOST)
    return [(str(site_id), name) for site_id, name in db.session.execute(statement)]


def site_called(name: str) -> UUID | None:
    """The id of the open site of this name, or None."""
    return db.session.scalar(select(Site.id).where(Site.name == name, Site.is_open))
