"""Questions on paper and three months later: two coordinators type a paper, one asks a girl again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.assessments.rules import SittingState
from curriculum_app.cohorts.rules.states import CohortState
from curriculum_app.core.db import db
from tests.factories import Make
from tests.factories.sittings import sitting, version
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def test_two_people_type_a_paper(make: Make, visit_as: Visit) -> None:
    gail, ruth = (make.user("coordinator", service_area=6, full_name=name) for name in ("Gail Okafor", "Ruth Salas"))
    version(make)
    girl = make.participant("Ximena", "Castillo", language="es")
    make.consent(girl, "assessments")
    cohort = make.cohort()
    make.enrolment(cohort, girl)
    session = make.session(cohort, 99, make.today)
    address = f"/cohorts/{cohort.id}/sessions/{session.id}/sittings?wave=pre"
    make.commit()
    page = visit_as(user=gail)
    page.goto(address)
    look_at(page, "paper-sittings")
    follow(page.get_by_role("link", name="Type from paper"))
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look_at(page, "paper-typing-wrong")
    page.locator("#paper_on").fill(make.today.isoformat())
    questions = _type(page, "1")
    follow(page.get_by_role("button", name="Save"))
    look_at(page, "paper-waits")
    second = visit_as(user=ruth)
    db.session.rollback()
    second.goto("/sittings/papers")
    follow(second.get_by_role("row").get_by_role("link"))
    assert _type(second, "2") == questions
    look_at(second, "paper-typing")
    follow(second.get_by_role("button", name="Save"))
    expect(second.get_by_text("The two typings differ here.")).to_be_visible()
    _type(second, "1")
    look_at(second, "paper-looked-up")
    follow(second.get_by_role("button", name="Save"))
    expect(second.get_by_text("No paper waits.")).to_be_visible()


def _type(page: Page, sign: str) -> int:
    """One key a question from the first on: the hand stays where it is. Returns how many keys that took."""
    first = page.locator(".typing input").first
    first.focus()
    keys = page.locator(".typing input").count()
    for _ in range(keys):
        page.keyboard.press(sign)
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    return keys


def test_a_girl_is_asked_again_three_months_later(make: Make, visit_as: Visit) -> None:
    gail = make.user("coordinator", service_area=6, full_name="Gail Okafor")
    version(make)
    girl = make.participant("Maya", "Reyes")
    for kind in ("assessments", "follow_up_contact"):
        make.consent(girl, kind)
    cohort = make.cohort(state=CohortState.COMPLETED)
    cohort.last_on = make.today - timedelta(days=90)
    sitting(make, make.enrolment(cohort, girl), state=SittingState.DONE, started_at=make.at, finished_at=make.at)
    make.commit()
    page = visit_as(user=gail)
    page.goto("/sittings/follow-ups")
    look_at(page, "follow-ups")
    follow(page.get_by_role("link", name="Maya R."))
    look_at(page, "follow-up-new")
    page.get_by_label("No answer").check()
    page.get_by_label("Try again on").fill((make.today + timedelta(days=2)).isoformat())
    follow(page.get_by_role("button", name="Save"))
    page.get_by_label("Reached: she answers the questions").check()
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("button", name="Give her a code"))
    expect(page.locator(".secret-text")).to_be_visible()
    look_at(page, "follow-up-code")
