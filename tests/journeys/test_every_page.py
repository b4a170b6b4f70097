"""Every page that a route serves, opened by somebody who may: usable by everyone, in both languages and both widths.

The addresses come from the access matrix, so that a new route is looked at from its first day. What the stories beside
this one show - errors, empty lists, a page half way through - they look at themselves.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from curriculum_app.accounts.models import User
from curriculum_app.core.db import db
from tests.factories import Make
from tests.house.access_matrix.expected import EXPECTED
from tests.house.access_matrix.world import PEOPLE, address, build
from tests.journeys.browser import usable_at_every_width

# No page looks different on another database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

# Served as files or to scripts, not as pages.
FILES = (".csv", ".xlsx", ".pdf")
NO_PAGES = ("download_", "_draft_state")


def pages_for(app: Flask, person: str) -> list[str]:
    """The endpoints of pages that `person` is the first in the matrix to open on relation A."""
    column = PEOPLE.index(person)
    return [
        route.endpoint
        for route in app.url_map.iter_rules()
        if "GET" in (route.methods or ())
        and not route.rule.endswith(FILES)
        and not any(word in route.endpoint for word in NO_PAGES)
        and route.endpoint in EXPECTED
        and next((at for at, letters in enumerate(EXPECTED[route.endpoint]) if letters[0] == "y"), None) == column
    ]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("person", ["facilitator", "coordinator", "manager", "administrator"])
def test_everyone_can_use_every_page(
    app: Flask, make: Make, visit_as: Callable[..., Page], person: str, language: str
) -> None:
    """axe finds nothing, and nothing has to be scrolled sideways."""
    world = build(make)
    user = world.people[person]
    page = visit_as(user=db.session.get_one(User, user.id))
    ids = world.values("A", user)
    db.session.rollback()
    for endpoint in pages_for(app, person):
        route = next(app.url_map.iter_rules(endpoint))
        answer = page.goto(f"{address(app, route, ids)}?lang={language}")
        assert answer is not None
        assert answer.ok, f"{endpoint} answers {answer.status} to {person}."
        usable_at_every_width(page)
