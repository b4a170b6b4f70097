"""The main navigation: one row of links, the same on every page, narrowed to what the reader may open.

The order is the order of the programme's work.
"""

from functools import lru_cache
from typing import Any, NamedTuple

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


class Link(NamedTuple):
    """One entry; `is_current` is empty, `page` for this very page or `true` for a page below it."""

    label: str
    url: str
    is_current: str = ""


def links() -> tuple[Link, ...]:
    """The entries for the reader of this page, in order."""
    actor, root = current_actor(), request.root_path
    path = root + request.path
    given = actor.permissions if actor else frozenset()
    nearest = _nearest(path, _addresses(root))
    return _links(given, locale_name(), root, nearest, nearest == path, request.blueprint or "")


@lru_cache(maxsize=10)
def _addresses(_root: str) -> frozenset[str]:
    return frozenset(url_for(endpoint) for endpoint, _words, _permission in ENTRIES)


def _nearest(path: str, addresses: frozenset[str]) -> str:
    """The address of the entry that `path` is or lies below; empty when there is none."""
    while path and path not in addresses:
        path = path.rpartition("/")[0]
    return path


# The same on every page below an entry, so they are made once.
@lru_cache(maxsize=500)
def _links(
    given: frozenset[Permission], _locale: str, _root: str, nearest: str, is_this: bool, room: str
) -> tuple[Link, ...]:
    found: dict[str, str] = {}
    for endpoint, words, permission in ENTRIES:
        if permission is None or permission in given:
            found.setdefault(str(words), endpoint)
    made = []
    for label, endpoint in found.items():
        url = url_for(endpoint)
        is_here = url == nearest
        is_below = is_here or _is_of_room(endpoint, room)
        made.append(Link(label, url, "page" if is_here and is_this else "true" if is_below else ""))
    return tuple(made)


def _is_of_room(endpoint: str, room: str) -> bool:
    """Whether a page of `room` belongs to an entry although it lies beside the entry's page, not below it."""
    return room in SIDE_BY_SIDE and endpoint.startswith(f"{room}.")


def init_app(app: Flask) -> None:
    """Give `base.html` the product's name and the links of the main navigation."""
    app.jinja_env.globals["product_name"] = PRODUCT_NAME
    app.jinja_env.globals["navigation"] = links
