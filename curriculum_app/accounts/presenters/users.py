"""Accounts and roles of others, as administrators and managers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.presenters.words import STANDINGS, moment_word, period_word, place_word, role_word
from curriculum_app.accounts.queries.assignments import AssignmentRow, RequestRow
from curriculum_app.accounts.queries.users import UserRow
from curriculum_app.accounts.rules.limits import LINK_LASTS, is_dormant
from curriculum_app.accounts.rules.roles import Standing, standing
from curriculum_app.core.access import Actor, Role
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page


@dataclass(frozen=True)
class UserLine:
    """One account in the list."""

    id: UUID
    name: str
    email: str
    roles: str
    state: str
    tone: str
    last_seen: str


@dataclass(frozen=True, kw_only=True)
class UsersPage(Page):
    """A page of the list of accounts."""

    users: tuple[UserLine, ...]
    range_text: str
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class AssignmentLine:
    """One role of somebody, with where it stands."""

    id: UUID
    role: str
    place: str
    period: str
    state: str
    tone: str
    may_end: bool


@dataclass(frozen=True, kw_only=True)
class UserPage(Page):
    """One account."""

    id: UUID
    name: str
    email: str
    state: str
    tone: str
    last_seen: str
    second_factor: str
    assignments: tuple[AssignmentLine, ...]
    is_open: bool
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class UserFormPage(Page):
    """A form about somebody."""

    form: Form | None = None
    user_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class LinkPage(Page):
    """A fresh set-up link, shown this once."""

    user_id: UUID
    name: str
    link: str
    hours: int


@dataclass(frozen=True, kw_only=True)
class RolePage(Page):
    """One role that is about to be ended, approved or declined."""

    user_id: UUID
    assignment_id: UUID
    name: str
    role: str
    period: str


@dataclass(frozen=True)
class RequestLine:
    """A role that waits for a second person."""

    id: UUID
    user_id: UUID
    name: str
    role: str
    period: str
    asked_by: str
    asked_at: str
    may_decide: bool


@dataclass(frozen=True, kw_only=True)
class RequestsPage(Page):
    """Roles that wait for approval."""

    requests: tuple[RequestLine, ...]


def users_page(
    rows: list[UserRow], held: dict[UUID, list[Role]], *, number: int, has_next: bool, at: datetime
) -> UsersPage:
    """Page `number` of the accounts."""
    return UsersPage(
        title=_("Users"),
        users=tuple(_user_line(row, held[row.id], at) for row in rows),
        range_text=_("Page %(number)s", number=number),
        previous_url=url_for("accounts.list_users", page=number - 1) if number > 1 else "",
        next_url=url_for("accounts.list_users", page=number + 1) if has_next else "",
    )


def user_page(user: User, rows: list[AssignmentRow], actor: Actor, *, at: datetime) -> UserPage:
    """The page of one account."""
    state, tone = _state(user.is_active, user.active_since, user.last_seen_at, user.password_hash is not None, at)
    is_own = user.id == actor.user_id
    return UserPage(
        title=_("User"),
        id=user.id,
        name=user.full_name,
        email=user.email,
        state=state,
        tone=tone,
        last_seen=moment_word(user.last_seen_at),
        second_factor=_("Set up") if user.totp_sealed else _("Not set up"),
        assignments=tuple(_assignment_line(row, actor, is_own=is_own) for row in rows),
        is_open=user.is_active and not is_dormant(user.active_since, user.last_seen_at, at),
        is_own=is_own,
    )


def link_page(user: User, link: str) -> LinkPage:
    """The page that shows a fresh link."""
    hours = int(LINK_LASTS.total_seconds() // 3600)
    return LinkPage(title=_("Set-up link"), user_id=user.id, name=user.full_name, link=link, hours=hours)


def role_page(assignment: RoleAssignment, user: User, title: str, errors: tuple[tuple[str, str], ...] = ()) -> RolePage:
    """The check page of one role."""
    return RolePage(
        title=title,
        errors=errors,
        user_id=user.id,
        assignment_id=assignment.id,
        name=user.full_name,
        role=role_word(assignment.role),
        period=period_word(assignment.from_on, assignment.until_on),
    )


def requests_page(rows: list[RequestRow], actor: Actor, errors: tuple[tuple[str, str], ...] = ()) -> RequestsPage:
    """The roles that wait for somebody like the actor."""
    lines = tuple(_request_line(row, actor) for row in rows)
    return RequestsPage(title=_("Roles to approve"), errors=errors, requests=lines)


def _request_line(row: RequestRow, actor: Actor) -> RequestLine:
    return RequestLine(
        id=row.id,
        user_id=row.user_id,
        name=row.full_name,
        role=role_word(row.role),
        period=period_word(row.from_on, row.until_on),
        asked_by=row.granted_by or _("The command line"),
        asked_at=moment_word(row.granted_at),
        may_decide=actor.user_id not in {row.granted_by_id, row.user_id},
    )


def _user_line(row: UserRow, held: list[Role], at: datetime) -> UserLine:
    state, tone = _state(row.is_active, row.active_since, row.last_seen_at, row.has_password, at)
    return UserLine(
        id=row.id,
        name=row.full_name,
        email=row.email,
        roles=", ".join(role_word(role) for role in held) or _("No role"),
        state=state,
        tone=tone,
        last_seen=moment_word(row.last_seen_at),
    )


def _assignment_line(row: AssignmentRow, actor: Actor, *, is_own: bool) -> AssignmentLine:
    where = standing(row, actor.today)
    state, tone = STANDINGS[where]
    return AssignmentLine(
        id=row.id,
        role=role_word(row.role),
        place=place_word(row.role, row.service_area, row.site_name),
        period=period_word(row.from_on, row.until_on),
        state=str(state),
        tone=tone,
        may_end=where is not Standing.OVER and not is_own,
    )


def _state(
    is_active: bool, active_since: datetime, last_seen_at: datetime | None, has_password: bool, at: datetime
) -> tuple[str, str]:
    """Where an account stands, in words, and the tone of its tag."""
    if not is_active:
        return _("Closed"), "stop"
    if is_dormant(active_since, last_seen_at, at):
        return _("Closed: not used for 90 days"), "stop"
    return (_("Open"), "good") if has_password else (_("Not set up yet"), "wait")
