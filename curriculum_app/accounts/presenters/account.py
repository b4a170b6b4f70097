"""One's own account: who she is here, how she signs in, and on which devices."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.accounts.models import SignIn, User
from curriculum_app.accounts.presenters.words import device_word, moment_word, period_word, place_word, role_word
from curriculum_app.accounts.queries.assignments import AssignmentRow
from curriculum_app.accounts.rules.roles import Standing, standing
from curriculum_app.core.access import Actor
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page


@dataclass(frozen=True)
class DeviceLine:
    """One of her sign-ins."""

    id: UUID
    name: str
    last_used: str
    since: str
    is_this: bool


@dataclass(frozen=True)
class RoleLine:
    """One of her roles in force."""

    role: str
    place: str
    period: str


@dataclass(frozen=True, kw_only=True)
class AccountPage(Page):
    """Everything about one's own account on one page."""

    name: str
    email: str
    roles: tuple[RoleLine, ...]
    devices: tuple[DeviceLine, ...]
    has_others: bool
    second_factor: str
    has_second_factor: bool
    codes_left: str
    are_codes_few: bool
    language_form: Form


def account_page(
    user: User, actor: Actor, *, roles: list[AssignmentRow], devices: list[SignIn], codes_left: int, form: Form
) -> AccountPage:
    """The page of `user`, who is the actor."""
    held = [row for row in roles if standing(row, actor.today) is Standing.HELD]
    left = ngettext("%(num)s recovery code left", "%(num)s recovery codes left", codes_left)
    return AccountPage(
        title=_("Your account"),
        errors=form.summary(),
        name=user.full_name,
        email=user.email,
        roles=tuple(
            RoleLine(
                role_word(row.role),
                place_word(row.role, row.service_area, row.site_name),
                period_word(row.from_on, row.until_on),
            )
            for row in held
        ),
        devices=tuple(_device(row, actor) for row in devices),
        has_others=len(devices) > 1,
        has_second_factor=user.totp_sealed is not None,
        second_factor=_("Set up %(date)s", date=moment_word(user.totp_since)) if user.totp_sealed else _("Not set up"),
        codes_left=left,
        are_codes_few=user.totp_sealed is not None and codes_left <= 3,
        language_form=form,
    )


def _device(row: SignIn, actor: Actor) -> DeviceLine:
    return DeviceLine(
        id=row.id,
        name=device_word(row.device_label),
        last_used=moment_word(row.last_seen_at),
        since=moment_word(row.signed_in_at),
        is_this=row.id == actor.sign_in_id,
    )
