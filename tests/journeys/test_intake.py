"""Intake in a real browser: a file comes in row by row, a referral is answered, and everyone can use every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import Make
from tests.journeys.browser import follow, look_at
from tests.participants.conftest import FORTY_ROWS

pytestmark = pytest.mark.browser

VisitAs = Callable[..., Page]


def test_a_coordinator_imports_a_file_and_answers_a_referral(make: Make, visit_as: VisitAs) -> None:
    page = visit_as("coordinator", service_area=6)
    page.goto("/referrals/import")
    look_at(page, "intake-choose")
    page.get_by_label("CSV or Excel file").set_input_files(FORTY_ROWS)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at the rows")
    look_at(page, "intake-dry-run")
    page.get_by_role("button", name="Import 34 rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Imported")
    look_at(page, "intake-imported")
    follow(page.get_by_role("link", name="See the referrals"))
    look_at(page, "intake-referrals")
    page.goto("/referrals?area=undecided")
    follow(page.locator("tbody a").first)
    look_at(page, "intake-split-zip")
    page.get_by_role("button", name="Mark as screened").click()
    expect(page.get_by_text("Then she can go on the waitlist.")).to_be_visible()
    follow(page.get_by_role("link", name="End this referral"))
    look_at(page, "intake-end")


def test_a_typed_referral_comes_back_with_its_errors(visit_as: VisitAs) -> None:
    page = visit_as("coordinator", service_area=6)
    page.goto("/referrals/new")
    look_at(page, "intake-new")
    page.get_by_role("button", name="Save the referral").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look_at(page, "intake-new-errors")
