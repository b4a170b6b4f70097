"""A coordinator types a consent form in, enrols the girl, takes a consent back and decides; a manager sets a limit."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.participants.rules.consents import ConsentAnswer
from curriculum_app.participants.rules.dates import birthday
from tests.cohorts.test_enrolling import referral
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def answer(page: Page, question: str, words: str) -> None:
    """Tap one large button of the form."""
    page.get_by_role("group", name=question, exact=True).get_by_label(words, exact=True).check()


def test_a_paper_is_typed_in_at_the_door_and_she_gets_her_seat(make: Make, visit_as: Visit) -> None:
    girl, cohort = make.participant("Tiana", "Brooks", consents=False), make.cohort(name="Group A, Tuesday")
    referral(make, girl)
    referral(make, make.participant("Marisol", "Vega"))
    born = birthday(make.today + timedelta(days=40), -18)
    referral(make, make.participant("Ximena", "Price", birth_date=born))
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto(f"/cohorts/{cohort.id}/enrol")
    look_at(page, "enrol-with-consents-missing")
    follow(page.get_by_role("link", name="Record her consents"))
    look_at(page, "consents-empty")
    answer(page, "Taking part in a group: Permission", "Yes")
    answer(page, "Taking part in a group: Her own answer", "Yes")
    answer(page, "Photos, film or sound: Permission", "No")
    follow(page.get_by_role("button", name="Save the form"))
    look_at(page, "consents-refused")
    page.get_by_label("Who may permit it").select_option(label="Parent or guardian")
    page.get_by_label("Who signed for her").fill("Elena Brooks")
    follow(page.get_by_role("button", name="Save the form"))
    expect(page.get_by_text("Saved.")).to_be_visible()
    follow(page.get_by_role("button", name="Enrol Tiana B."))
    expect(page.get_by_text("1 of 12 seats")).to_be_visible()


def test_a_consent_is_taken_back_and_a_coordinator_decides(make: Make, visit_as: Visit) -> None:
    girl = make.participant("Tiana", "Brooks", consents=False)
    for kind in ("participation", "assessments", "evaluation", "follow_up_contact"):
        make.consent(girl, kind, expires_on=make.today + timedelta(days=20 if kind == "evaluation" else 300))
    make.consent(girl, "media", answer=ConsentAnswer.REFUSED)
    cohort = make.group(make.user("facilitator", full_name="Ana Duarte"), girls=5, name="Group A, Tuesday")
    make.enrolment(cohort, girl)
    make.enrolment(cohort, make.participant("Sina", "Fonoti", consents=False))
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto(f"/participants/{girl.id}/consents")
    look_at(page, "consents-full")
    follow(page.get_by_role("link", name="Take it back: Taking part in a group, Permission"))
    look_at(page, "consents-revoke")
    page.get_by_label("Who said so").fill("Her mother, by phone")
    follow(page.get_by_role("button", name="Take it back"))
    expect(page.get_by_text("Permission to take part was taken back.")).to_be_visible()
    follow(page.get_by_role("button", name="Show who signed and how to reach her"))
    look_at(page, "consents-taken-back")
    page.goto(f"/cohorts/{cohort.id}")
    expect(page.get_by_text("Decide whether she stays")).to_be_visible()
    look_at(page, "cohort-with-consents")


def test_whoever_leads_sees_whom_to_ask_about(make: Make, visit_as: Visit) -> None:
    ana = make.user("facilitator", full_name="Ana Duarte")
    cohort = make.group(ana, girls=5, name="Group A, Tuesday")
    make.enrolment(cohort, make.participant("Sina", "Fonoti", consents=False))
    make.commit()
    page = visit_as(user=ana)
    page.goto(f"/cohorts/{cohort.id}")
    expect(page.get_by_text("Ask a coordinator before she takes part")).to_be_visible()
    look_at(page, "cohort-ask-a-coordinator")


def test_a_manager_sets_a_limit_from_a_day_on(make: Make, visit_as: Visit) -> None:
    make.commit()
    page = visit_as("program_manager")
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    follow(page.get_by_role("link", name="Settings"))
    look_at(page, "settings")
    page.get_by_text("Change: Oldest age").click()
    card = page.locator("section", has=page.get_by_role("heading", name="Oldest age"))
    card.get_by_label("New value").fill("18")
    card.get_by_label("From which day").fill((make.today + timedelta(days=30)).isoformat())
    card.get_by_label("Why").fill("New grant")
    follow(card.get_by_role("button", name="Save"))
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_text("History", exact=True).click()
    expect(page.get_by_text("To come")).to_be_visible()
    look_at(page, "settings-changed")
