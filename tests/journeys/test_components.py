"""Every part of the design system, looked at in a real browser; and what a screen does that nobody touches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, assert_everyone_can_use, assert_no_sideways_scrolling

pytestmark = pytest.mark.sqlite_only

NARROWEST = 320
ALMOST_LOCKED, LOCKED = "28:10", "02:00"


@pytest.mark.browser
@pytest.mark.parametrize("width", [NARROWEST, PHONE, DESK])
@pytest.mark.parametrize("state", ["normal", "error"])
def test_everyone_can_use_every_part(visit_as: Callable[..., Page], state: str, width: int) -> None:
    page = visit_as("coordinator", width=width)
    page.goto(f"/dev/components?state={state}")
    assert_everyone_can_use(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "es"])
def test_everyone_can_use_the_hotline_page(visit_as: Callable[..., Page], language: str) -> None:
    page = visit_as(None)
    page.goto(f"/report-now?lang={language}")
    assert_everyone_can_use(page)
    assert_no_sideways_scrolling(page)


@pytest.mark.browser
def test_every_button_is_as_large_as_a_thumb(visit_as: Callable[..., Page]) -> None:
    page = visit_as("coordinator")
    page.goto("/dev/components")
    heights = page.locator(".btn:visible").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert min(heights) >= 44
    marks = page.locator(".segments label").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert min(marks) >= 48


@pytest.mark.browser
def test_a_mark_is_chosen_with_the_keyboard(visit_as: Callable[..., Page]) -> None:
    page = visit_as()
    page.goto("/dev/components")
    group = page.get_by_role("group", name="Itzel V.")
    group.get_by_role("radio", name="Present").focus()
    page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="Late")).to_be_checked()


@pytest.mark.browser
def test_the_first_error_is_one_press_away(visit_as: Callable[..., Page]) -> None:
    page = visit_as()
    page.goto("/dev/components?state=error")
    expect(page).to_have_title("Error: Components – Roundtable")
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter a name.").click()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()


@pytest.mark.browser
def test_an_untouched_screen_warns_then_covers_and_keeps_what_was_typed(visit_as: Callable[..., Page]) -> None:
    page = visit_as()
    page.clock.install()
    page.goto("/dev/components")
    page.locator("#note").fill("Maya asked for water.")
    page.clock.fast_forward(ALMOST_LOCKED)
    expect(page.get_by_role("heading", name="Still there?")).to_be_visible()
    assert_everyone_can_use(page)
    page.clock.fast_forward(LOCKED)
    expect(page.get_by_role("heading", name="The screen is locked")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    assert page.locator("#note").input_value() == "Maya asked for water."


@pytest.mark.browser
def test_staying_signed_in_is_one_press(visit_as: Callable[..., Page]) -> None:
    page = visit_as()
    page.clock.install()
    page.goto("/dev/components")
    page.clock.fast_forward(ALMOST_LOCKED)
    with page.expect_response("**/account/stay") as answer:
        page.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 204
    expect(page.locator("#idle")).to_be_hidden()
