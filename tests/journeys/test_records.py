"""Two records of one girl, a partner's link and a messy file, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.core.db import db
from curriculum_app.participants.service import receive_referral
from tests.factories import Make
from tests.journeys.browser import follow, look_at
from tests.participants.conftest import AREAS, facts
from tests.participants.test_columns import ROW, UNKNOWN

pytestmark = pytest.mark.browser

VisitAs = Callable[..., Page]


@pytest.fixture
def known_twice(make: Make) -> str:
    """A girl who came from two schools, once mistyped, and a sister; the address of the second referral."""
    coordinator = make.actor(make.user("coordinator", service_area=6), "coordinator", service_area=6)
    came = [
        facts(),
        facts(first_name="Camila", referral_source="Harbor Group Home"),
        facts(first_name="Mayra", birth_date="2011-03-14", referral_source="Harbor Group Home"),
    ]
    ids = [receive_referral(each, programme_areas=AREAS, actor=coordinator, at=make.at).referral_id for each in came]
    make.commit()
    return f"/referrals/{ids[-1]}"


def test_two_records_become_one_and_two_again(known_twice: str, visit_as: VisitAs) -> None:
    page = visit_as("coordinator", service_area=6)
    page.goto(known_twice)
    look_at(page, "records-referral")
    follow(page.get_by_role("link", name="Compare them and decide"))
    look_at(page, "records-same")
    follow(page.get_by_role("button", name="Same girl").first)
    expect(page.get_by_text("Saved.")).to_be_visible()
    follow(page.locator(".lede a"))
    look_at(page, "records-kept")
    follow(page.get_by_role("link", name="Make two records again"))
    look_at(page, "records-undo")
    follow(page.get_by_role("button", name="Make two records again"))
    expect(page.get_by_text("Undone.")).to_be_visible()


def test_a_partner_refers_over_a_link(make: Make, visit_as: VisitAs) -> None:
    page = visit_as("coordinator", service_area=6)
    page.goto("/referrals/links/new")
    page.get_by_label("Partner").fill("Lincoln School")
    page.get_by_label("Works until").fill((make.today + timedelta(days=60)).isoformat())
    look_at(page, "partners-new-link")
    follow(page.get_by_role("button", name="Make the link"))
    look_at(page, "partners-link")
    address = "/refer/" + page.locator(".secret-text").inner_text().rsplit("/", maxsplit=1)[1]
    follow(page.get_by_role("link", name="Done"))
    look_at(page, "partners-links")
    partner = visit_as(None)
    db.session.rollback()  # nobody signed in and ended the factories' transaction, and the site has to write
    partner.goto(address)
    look_at(partner, "partners-refer")
    follow(partner.get_by_role("button", name="Send the referral"))
    expect(partner.get_by_text("There is a problem")).to_be_visible()
    for label, text in (("First name", "Maya"), ("Last name", "Reyes"), ("ZIP code", "90002")):
        partner.get_by_label(label, exact=False).first.fill(text)
    partner.get_by_label("Birth date").fill("2011-03-04")
    follow(partner.get_by_role("button", name="Send the referral"))
    look_at(partner, "partners-thanks")
    page.goto("/referrals")
    expect(page.get_by_text("Partner's form")).to_be_visible()
    look_at(page, "partners-list")
    page.get_by_label("Tick Maya R.", exact=False).check()
    follow(page.get_by_role("button", name="Mark as screened"))
    look_at(page, "bulk-steps")
    partner.goto("/refer/nobody-has-this")
    look_at(partner, "partners-gone")


def test_unknown_columns_are_said_once(tmp_path: Path, visit_as: VisitAs) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(f"{UNKNOWN}\n{ROW}\n", encoding="cp1252")
    page = visit_as("coordinator", service_area=6)
    page.goto("/referrals/import")
    page.get_by_label("CSV or Excel file").set_input_files(file)
    follow(page.get_by_role("button", name="Read the file"))
    look_at(page, "columns-ask")
    ours = ("First name", "Last name", "Birth date", "ZIP code", "Who refers her", "Day of the referral")
    for at, column in enumerate(ours):
        page.locator(f"#column_00{at}").select_option(label=column)
    follow(page.get_by_role("button", name="Save and look at the rows"))
    expect(page.get_by_role("button", name="Import 1 row")).to_be_visible()
    look_at(page, "columns-rows")
