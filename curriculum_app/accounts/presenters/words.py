"""Words for roles, their standing and devices, and dates as people read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from curriculum_app.accounts.rules.roles import Standing, follows_groups
from curriculum_app.core import dates
from curriculum_app.core.access import Role
from curriculum_app.places.rules import service_area_name

ROLES: dict[str, Any] = {
    "facilitator": _l("Facilitator"),
    "coordinator": _l("Coordinator"),
    "program_manager": _l("Program manager"),
    "administrator": _l("Administrator"),
    "analyst": _l("Analyst"),
    "custodian": _l("Custodian of concerns"),
}
STANDINGS: dict[Standing, tuple[Any, str]] = {
    Standing.HELD: (_l("In force"), "good"),
    Standing.TO_COME: (_l("To come"), "info"),
    Standing.WAITING: (_l("Waits for approval"), "wait"),
    Standing.OVER: (_l("Over"), "neutral"),
}


def role_word(role: Role) -> str:
    """The role in the reader's language."""
    return str(ROLES[role.value])


def role_choices() -> list[tuple[str, str]]:
    """Every role as a choice of a form."""
    return [(role.value, role_word(role)) for role in Role]


def area_choices(numbers: tuple[int, ...]) -> list[tuple[str, str]]:
    """Service areas as choices of a form."""
    return [(str(number), service_area_name(number)) for number in numbers]


def place_word(role: Role, service_area: int | None, site_name: str | None) -> str:
    """Where a role holds."""
    if service_area is not None:
        return service_area_name(service_area)
    if site_name is not None:
        return site_name
    return str(_("Assigned groups") if follows_groups(role) else _("Whole programme"))


def period_word(from_on: date, until_on: date | None) -> str:
    """From when to when a role holds."""
    first = format_date(from_on, "medium")
    if until_on is None:
        return str(_("from %(first)s", first=first))
    return str(_("%(first)s to %(last)s", first=first, last=format_date(until_on, "medium")))


def moment_word(at: datetime | None) -> str:
    """A date and a time on the programme's wall clock."""
    return dates.moment(at) if at else str(_("Never"))


def device_word(label: str) -> str:
    """The name of a device."""
    return label or _("A browser that does not say its name")
