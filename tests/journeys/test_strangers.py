"""What somebody meets who is not signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import look_at

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("address", "name"), [("/sign-in", "sign-in"), ("/report-now", "report-now"), ("/no", "none")])
def test_a_stranger_can_use_every_page_that_is_open_to_her(
    visit_as: Callable[..., Page], address: str, name: str
) -> None:
    """Signing in, the hotline page and a page that is not there work for everybody."""
    page = visit_as(None)
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    look_at(page, name)
