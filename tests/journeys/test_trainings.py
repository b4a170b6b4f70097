"""Trainings of partners: a coordinator enters one, people sign in by its QR code, certificates go out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.core.jobs import queue
from curriculum_app.core.jobs.run import do
from curriculum_app.trainings.queries.links import answer_token
from tests.factories import Make
from tests.factories.trainings import attendee, course, training
from tests.journeys.browser import PHONE, follow, held_still, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def test_a_training_from_its_entry_to_its_certificates(make: Make, visit_as: Visit) -> None:
    gail = make.user("coordinator", service_area=6, full_name="Gail Okafor")
    course(make, "Working together")
    make.commit()
    page = visit_as(user=gail)
    page.goto("/trainings")
    look_at(page, "trainings-empty")
    follow(page.get_by_role("link", name="New training").first)
    page.get_by_label("Course", exact=True).select_option(label="Working together")
    page.locator("#held_on").fill("")
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look_at(page, "trainings-new")
    page.locator("#held_on").fill(make.today.isoformat())
    page.locator("#trainer").fill("Denise Holloway")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="Sign in by QR code"))
    look_at(page, "trainings-code")
    address = urlsplit(page.locator(".secret-text").inner_text()).path
    for language, name in (("en", "Marcus Bell"), ("es", "Guadalupe Navarro")):
        _sign_in(visit_as, address, language, name)
    page.reload()
    expect(page.get_by_text("On the list: 2")).to_be_visible()
    follow(page.get_by_role("link", name="Working together"))
    look_at(page, "trainings-one")
    _make_certificates(page)


def _sign_in(visit_as: Visit, address: str, language: str, name: str) -> None:
    """Somebody without an account, on her own phone."""
    phone = visit_as(None)
    db.session.rollback()
    phone.set_viewport_size({"width": PHONE, "height": 740})
    phone.goto(f"{address}?lang={language}")
    follow(phone.locator("main button[type=submit]"))
    look_at(phone, f"trainings-sign-in-{language}")
    phone.locator("#name").fill(name)
    phone.locator("#organisation").fill("Harbor Youth Services")
    follow(phone.locator("main button[type=submit]"))
    look_at(phone, f"trainings-signed-in-{language}")


def _make_certificates(page: Page) -> None:
    """The button, the page that waits, and the file, made as `flask work` makes it."""
    follow(page.get_by_role("link", name="Certificates"))
    follow(page.get_by_role("button", name="Make the certificates"))
    with held_still(page):
        look_at(page, "trainings-certificates-going")
    db.session.rollback()
    taken = queue.take(clock.now())
    assert taken is not None
    do(taken)
    page.reload()
    expect(page.get_by_role("link", name="Open the PDF")).to_be_visible()
    look_at(page, "trainings-certificates")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_partner_answers_one_question_three_months_later(make: Make, visit_as: Visit, language: str) -> None:
    row = training(make, held_on=make.today - timedelta(days=92))
    token = answer_token(attendee(make, row).id)
    make.commit()
    page = visit_as(None)
    db.session.rollback()
    page.goto(f"/t/answer/{token}?lang={language}")
    look_at(page, f"trainings-question-{language}")
    follow(page.locator("button[value=used]"))
    look_at(page, f"trainings-answered-{language}")


def test_a_manager_reads_how_many_were_trained(make: Make, visit_as: Visit) -> None:
    row = training(make)
    attendee(make, row)
    make.commit()
    page = visit_as("program_manager")
    page.goto("/reports/trainings")
    look_at(page, "trainings-report")
    page.goto("/trainings")
    look_at(page, "trainings-list")
    page.goto("/trainings/staff")
    look_at(page, "trainings-staff-list")
