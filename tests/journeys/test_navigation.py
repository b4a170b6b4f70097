"""The way from any page to any other: a row of links on a desk, a menu on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, follow, picture, usable_at_every_width

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


@pytest.mark.parametrize("script", [True, False])
def test_a_phone_keeps_many_links_behind_one_button(visit_as: Visit, script: bool) -> None:
    page = visit_as("coordinator", service_area=6, width=PHONE, script=script)
    page.goto("/")
    groups = page.get_by_role("link", name="Groups", exact=True)
    expect(groups).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(groups).to_be_visible()
    if script:
        usable_at_every_width(page)
        picture(page, "menu")
    follow(groups)
    expect(page.get_by_role("heading", level=1, name="Groups")).to_be_visible()


def test_a_desk_shows_every_link(visit_as: Visit) -> None:
    page = visit_as("coordinator", service_area=6, width=DESK)
    page.goto("/")
    expect(page.get_by_role("link", name="Sites", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()


def test_a_facilitators_few_links_need_no_menu(visit_as: Visit) -> None:
    page = visit_as("facilitator", width=PHONE)
    page.goto("/")
    expect(page.get_by_role("link", name="Lessons", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_have_count(0)
