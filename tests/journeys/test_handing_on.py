"""A coordinator hands a girl on: the least fields, looked at first, sent by a link that its recipient opens once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.core.db import db
from tests.factories import Make
from tests.factories.handoffs import handoff, linked, sent
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def test_a_coordinator_hands_on_and_the_recipient_opens_once(make: Make, visit_as: Visit) -> None:
    gail = make.user("coordinator", service_area=6, full_name="Gail Okafor")
    girl = make.participant("Maya", "Reyes", chosen_name="May", phone="323-555-0119")
    address = f"/participants/{girl.id}"
    until = (make.today + timedelta(days=90)).isoformat()
    make.commit()
    page = visit_as(user=gail)
    page.goto(address)
    look_at(page, "hand-on-girl")
    follow(page.get_by_role("link", name="Hand on to STAR Court"))
    page.get_by_label("Recipient", exact=True).fill("Mariposa Advocates")
    page.get_by_label("Whom to reach there").fill("Keisha Lattimore, 310-555-0172")
    page.get_by_label("Purpose", exact=True).select_option("advocacy")
    follow(page.get_by_role("button", name="Save the draft"))
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look_at(page, "hand-on-new")
    page.get_by_label("Her own release to this recipient for this purpose").check()
    follow(page.get_by_role("button", name="Save the draft"))
    look_at(page, "hand-on-draft")
    follow(page.get_by_role("link", name="Record her release"))
    for name in ("Chosen name", "Language", "She herself said yes"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_label("Who signed", exact=True).fill("Alma Reyes")
    page.get_by_label("Holds until").fill(until)
    look_at(page, "hand-on-release")
    follow(page.get_by_role("button", name="Save her release"))
    follow(page.get_by_role("link", name="Choose what the papers say"))
    expect(page.get_by_label("Phone", exact=True)).to_have_count(0)
    page.get_by_role("checkbox", name="Chosen name").check()
    page.get_by_role("checkbox", name="Language").check()
    look_at(page, "hand-on-fields")
    follow(page.get_by_role("button", name="Look at the papers"))
    expect(page.locator(".papers")).to_contain_text("May")
    seen = page.locator(".papers").inner_text()
    look_at(page, "hand-on-preview")
    follow(page.get_by_role("button", name="Send by a link"))
    look_at(page, "hand-on-link")
    link = urlsplit(page.locator(".secret-text").inner_text()).path
    follow(page.get_by_role("link", name="Done"))
    look_at(page, "hand-on-sent")
    _open_once(visit_as, link, seen)
    _record_what_came(page)


def _open_once(visit_as: Visit, link: str, seen: str) -> None:
    """The recipient's own browser: a neutral page, the papers, and nothing the second time."""
    stranger = visit_as(None)
    db.session.rollback()
    stranger.goto(link)
    expect(stranger).to_have_title(re.compile("^Papers for you"))
    look_at(stranger, "papers-button")
    follow(stranger.get_by_role("button", name="Open the papers"))
    assert stranger.locator(".papers").inner_text() == seen
    look_at(stranger, "papers-opened")
    answer = stranger.goto(link)
    assert answer is not None
    assert answer.status == 410
    look_at(stranger, "papers-gone")


def _record_what_came(page: Page) -> None:
    """Accepted, and a service; the link says when it was opened."""
    page.reload()
    expect(page.get_by_text(re.compile("^Opened"))).to_be_visible()
    follow(page.get_by_role("link", name="Record what became of it"))
    page.get_by_label("They accepted").check()
    look_at(page, "hand-on-step")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="Record a service"))
    look_at(page, "hand-on-service")
    follow(page.get_by_role("button", name="Save the service"))
    expect(page.get_by_text("In services").first).to_be_visible()
    look_at(page, "hand-on-services")
    follow(page.get_by_role("link", name="All hand-offs"))
    look_at(page, "hand-on-list")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_manager_reads_the_list_and_the_papers(make: Make, visit_as: Visit, language: str) -> None:
    elena = make.user("program_manager", full_name="Elena Cervantes")
    gail = make.actor(make.user("coordinator", service_area=6), "coordinator", 6)
    row = sent(make, handoff(make, make.participant("Ximena", "Castillo"), gail), gail)
    key = row.id
    make.commit()
    page = visit_as(user=elena)
    page.goto(f"/star-court?lang={language}")
    look_at(page, f"hand-on-manager-{language}")
    page.goto(f"/star-court/{key}")
    look_at(page, f"hand-on-one-{language}")
    page.goto(f"/star-court/{key}/packet")
    look_at(page, f"hand-on-papers-{language}")
    page.goto(f"/star-court/{key}")
    follow(page.locator("form[action$='/copies'] button"))
    look_at(page, f"hand-on-copy-{language}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_recipients_pages_can_be_used_by_everyone(make: Make, visit_as: Visit, language: str) -> None:
    gail = make.actor(make.user("coordinator", service_area=6), "coordinator", 6)
    row = sent(make, handoff(make, make.participant("Ximena", "Castillo"), gail), gail)
    link = linked(make, row, gail)[1]
    page = visit_as(None)
    db.session.rollback()
    page.goto(f"{link}?lang={language}")
    look_at(page, f"papers-button-{language}")
    follow(page.locator("main form button"))
    look_at(page, f"papers-opened-{language}")
    page.goto(link)
    look_at(page, f"papers-gone-{language}")
