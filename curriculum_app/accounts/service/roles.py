"""Giving, approving and ending roles. Nobody gives herself one; the weighty ones take two persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.accounts import events
from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.queries.assignments import open_assignments
from curriculum_app.accounts.rules.roles import needs_place, needs_second_person
from curriculum_app.core.access import Actor, Role
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal


class OwnRole(Refusal):
    """Looking after accounts is not a way into the girls' records."""

    message: ClassVar[object] = _l("You can't change your own roles. Ask someone else.")


class PlaceMissing(Refusal):
    """A coordinator of nowhere sees nothing."""

    message: ClassVar[object] = _l("Choose a service area or a site for this role.")
    field = "service_area"


class TwoPlaces(Refusal):
    """A role is for an area or for a site; for both, two roles are given."""

    message: ClassVar[object] = _l("Choose either a service area or one site. For both, give the role twice.")
    field = "site"


class DatesReversed(Refusal):
    """It would end before it begins."""

    message: ClassVar[object] = _l("The last day can't be before the first day.")
    field = "until_on"


class AlreadyOver(Refusal):
    """It would be over before it is given."""

    message: ClassVar[object] = _l("The last day has passed. Give a day from today on, or leave it open.")
    field = "until_on"


class SameRole(Refusal):
    """She has it already."""

    message: ClassVar[object] = _l("This role is already given for the same place and time. End it first.")
    field = "role"


class SecondPersonNeeded(Refusal):
    """The one who asked for a role cannot approve it, nor can the one it is for."""

    message: ClassVar[object] = _l("Someone else has to approve this role.")


class NotWaiting(Refusal):
    """It was approved or ended meanwhile."""

    message: ClassVar[object] = _l("This role is not waiting any more.")


@dataclass(frozen=True)
class RoleWanted:
    """A role as it is asked for: where it holds and from when to when (both days included)."""

    id: UUID
    role: Role
    from_on: date
    until_on: date | None = None
    service_area: int | None = None
    site_id: UUID | None = None


def check(wanted: RoleWanted, *, today: date) -> None:
    """Refuse what cannot hold. Raises PlaceMissing, TwoPlaces, DatesReversed, AlreadyOver."""
    if wanted.service_area is not None and wanted.site_id is not None:
        raise TwoPlaces
    if needs_place(wanted.role) and wanted.service_area is None and wanted.site_id is None:
        raise PlaceMissing
    if wanted.until_on is not None and wanted.until_on < wanted.from_on:
        raise DatesReversed
    if wanted.until_on is not None and wanted.until_on < today:
        raise AlreadyOver


def grant(user: User, wanted: RoleWanted, *, actor: Actor, at: datetime) -> RoleAssignment:
    """Give a role; a weighty one waits for a second person, except from the command line of the server.

    Posting the same form twice gives it once. Raises OwnRole, SameRole, or what `check` refuses.
    """
    if user.id == actor.user_id:
        raise OwnRole
    check(wanted, today=actor.today)
    held = open_assignments(user.id)
    again = next((row for row in held if row.id == wanted.id), None)
    if again is not None:
        return again
    if any(_is_same(row, wanted) for row in held):
        raise SameRole
    is_approved = actor.user_id is None or not needs_second_person(wanted.role)
    row = RoleAssignment(
        id=wanted.id,
        user_id=user.id,
        role=wanted.role,
        service_area=wanted.service_area,
        site_id=wanted.site_id,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
        granted_by_id=actor.user_id,
        granted_at=at,
        approved_at=at if is_approved else None,
    )
    db.session.add(row)
    db.session.flush()
    record(
        events.ROLE_GRANTED,
        actor=actor,
        at=at,
        subject=row,
        role=wanted.role.value,
        service_area=wanted.service_area,
        is_approved=is_approved,
    )
    return row


def approve(assignment: RoleAssignment, *, actor: Actor, at: datetime) -> None:
    """Say yes to a role that somebody else gave to somebody else. Raises SecondPersonNeeded, NotWaiting."""
    _refuse_unless_waiting(assignment)
    if actor.user_id in {assignment.granted_by_id, assignment.user_id}:
        raise SecondPersonNeeded
    assignment.approved_by_id = actor.user_id
    assignment.approved_at = at
    record(events.ROLE_APPROVED, actor=actor, at=at, subject=assignment, role=assignment.role.value)


def decline(assignment: RoleAssignment, *, actor: Actor, at: datetime) -> None:
    """Say no to a role that waits. Raises NotWaiting."""
    _refuse_unless_waiting(assignment)
    _end(assignment, actor, at)


def end_role(assignment: RoleAssignment, *, actor: Actor, at: datetime) -> None:
    """Take a role away, from the next request on. Raises OwnRole, NotWaiting when it ended meanwhile."""
    if assignment.user_id == actor.user_id:
        raise OwnRole
    if assignment.ended_at is not None:
        raise NotWaiting
    _end(assignment, actor, at)


def _end(assignment: RoleAssignment, actor: Actor, at: datetime) -> None:
    assignment.ended_at = at
    assignment.ended_by_id = actor.user_id
    record(events.ROLE_ENDED, actor=actor, at=at, subject=assignment, role=assignment.role.value)


def _refuse_unless_waiting(assignment: RoleAssignment) -> None:
    if assignment.approved_at is not None or assignment.ended_at is not None:
        raise NotWaiting


def _is_same(row: RoleAssignment, wanted: RoleWanted) -> bool:
    """Same role, same place, and days that overlap."""
    is_same_place = (row.service_area, row.site_id) == (wanted.service_area, wanted.site_id)
    ends_before = row.until_on is not None and row.until_on < wanted.from_on
    begins_after = wanted.until_on is not None and row.from_on > wanted.until_on
    return row.role is wanted.role and is_same_place and not ends_before and not begins_after
