"""The main navigation: one row of links, the same on every page, narrowed to what the reader may open.

The order is the order of the programme's work.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

from curriculum_app.core.access import Permission, current_actor
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.core.translating import locale_name

# Stands in every tab and on every printed sheet, so it says nothing of what the programme is about.
PRODUCT_NAME = "Roundtable"

# Endpoint, words, and the permission without which the page would refuse; the first page is everyone's.
ENTRIES: tuple[tuple[str, Any, Permission | None], ...] = (
    ("home.show_home", _l("Home"), None),
    ("participants.list_referrals", _l("Referrals"), Permission.REFERRAL_VIEW),
    ("participants.list_participants", _l("Participants"), Permission.IDENTITY_VIEW),
    ("cohorts.list_cohorts", _l("Groups"), Permission.COHORT_VIEW),
    ("curriculum.list_lessons", _l("Lessons"), Permission.LESSON_VIEW),
    ("concerns.list_concerns", _l("Concerns"), Permission.CONCERN_RECORD),
    ("star_court.list_handoffs", _l("Hand-offs"), Permission.HANDOFF_MANAGE),
    ("reports.show_completion", _l("Reports"), Permission.REPORT_VIEW),
    # For whoever may open none of the others: of several entries with the same words the first is shown.
    ("reports.show_outcomes", _l("Reports"), Permission.OUTCOME_VIEW),
    ("trainings.list_trainings", _l("Trainings"), Permission.TRAINING_MANAGE),
    ("places.list_sites", _l("Sites"), Permission.SITE_VIEW),
    ("accounts.list_users", _l("Users"), Permission.USER_MANAGE),
    ("limits.show_settings", _l("Settings"), Permission.LIMITS_SET),
    ("accounts.list_role_requests", _l("Roles"), Permission.ROLE_APPROVE),
)

SIDE_BY_SIDE = frozenset({"reports"})


@dataclass(frozen=True)
class Link:
    """One entry; `is_current` is empty, `page` for this very page or `true` for a page below it."""

    label: str
    url: str
    is_current: str = ""


def links() -> tuple[Link, ...]:
    """The entries for the reader of this page, in order."""
    actor = current_actor()
    given = actor.permissions if actor else frozenset()
    return tuple([_link(*entry) for entry in _entries(given, locale_name(), request.root_path)])


@lru_cache(maxsize=200)
def _entries(given: frozenset[Permission], _locale: str, _root: str) -> tuple[tuple[str, str, str], ...]:
    """Endpoint, label and address of each entry that `given` opens: the same on every page, so they are made once."""
    found: dict[str, str] = {}
    for endpoint, words, permission in ENTRIES:
        if permission is None or permission in given:
            found.setdefault(str(words), endpoint)
    return tuple((endpoint, label, url_for(endpoint)) for label, endpoint in found.items())


def _link(endpoint: str, label: str, url: str) -> Link:
    if request.path == url:
        return Link(label, url, "page")
    is_below = url != "/" and (request.path.startswith(url + "/") or _is_of_room(endpoint))
    return Link(label, url, "true" if is_below else "")


def _is_of_room(endpoint: str) -> bool:
    """Whether this page lies in a room that has pages beside each other and none above them."""
    room = request.blueprint or ""
    return room in SIDE_BY_SIDE and endpoint.startswith(f"{room}.")


def init_app(app: Flask) -> None:
    """Give `base.html` the product's name and the links of the main navigation."""
    app.jinja_env.globals["product_name"] = PRODUCT_NAME
    app.jinja_env.globals["navigation"] = links
