"""She tells someone: a facilitator records it bit by bit, a custodian follows, and the law is one tap away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.db import db
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
NUMBER = "1234 5678 9012 3456 789"


def test_a_facilitator_records_bit_by_bit_and_a_custodian_follows(make: Make, visit_as: Visit) -> None:
    rosa = make.user(full_name="Rosa Delgado")
    gloria = make.user("custodian", full_name="Gloria Massey")
    cohort = make.cohort(staff=(rosa,), sessions=1)
    make.enrolment(cohort, make.participant("Maya", "Reyes"))
    session = db.session.scalars(select(GroupSession).where(GroupSession.cohort_id == cohort.id)).one()
    address = f"/cohorts/{cohort.id}/sessions/{session.id}"
    make.commit()
    page = visit_as(user=rosa)
    page.goto(address)
    follow(page.get_by_role("link", name=re.compile("Record a concern")).first)
    expect(page.get_by_text(re.compile("Call first"))).to_be_visible()
    look_at(page, "concern-new")
    page.get_by_label("No", exact=True).check()
    follow(page.get_by_role("button", name="Save and go on"))
    expect(page.get_by_text("You still have to call.").first).to_be_visible()
    look_at(page, "concern-call")
    # She leaves half way; her first page says what is still to do.
    page.goto("/")
    look_at(page, "concern-home")
    follow(page.locator("main a[href*='/concerns/']").first)
    page.get_by_label("Whom you spoke to").fill("Intake worker, badge 4471")
    page.get_by_label("Referral number").fill(NUMBER)
    follow(page.get_by_role("button", name="I called just now"))
    expect(page.get_by_text("Recorded here: you called at").first).to_be_visible()
    page.locator("textarea[name=text]").fill("She said that a grown man writes to her at night.")
    follow(page.get_by_role("button", name="Save and go on"))
    look_at(page, "concern-recorded")
    db.session.rollback()
    follower = visit_as(user=gloria)
    follower.goto("/?lang=es")
    look_at(follower, "concern-custodian-home-es")
    follower.goto("/concerns")
    look_at(follower, "concern-custodian-list")
    follow(follower.get_by_role("link", name=re.compile("^[A-Z0-9]{5}$")).first)
    expect(follower.get_by_text("a grown man writes to her").first).to_be_visible()
    look_at(follower, "concern-custodian")


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_law_asks_needs_no_sign_in(visit_as: Visit, language: str) -> None:
    page = visit_as(None)
    page.goto(f"/report-now?lang={language}")
    look_at(page, f"report-now-{language}")
    follow(page.locator("a[href*='/report-now/form']"))
    look_at(page, f"report-now-form-{language}")
