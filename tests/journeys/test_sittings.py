"""A girl answers at a tablet in Spanish, by touch; the browser dies half way; afterwards nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from curriculum_app.assessments.models import Sitting
from curriculum_app.assessments.rules import SittingState
from curriculum_app.core.db import db
from tests.factories import Make
from tests.factories.sittings import version
from tests.journeys.browser import HEIGHT, PHONE, follow, look_at
from tests.journeys.conftest import Site

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
QUESTIONS = 22
LARGEST_PAGE = 100_000


@pytest.fixture
def tablet(site: Site, browser: Browser) -> Callable[[], Page]:
    """A tablet that is touched, as it comes from a drawer: nobody has used it."""

    def opened() -> Page:
        context: BrowserContext = browser.new_context(
            base_url=site.url, viewport={"width": PHONE, "height": HEIGHT}, has_touch=True, locale="en-US"
        )
        return context.new_page()

    return opened


def printed_code(make: Make, visit_as: Visit) -> str:
    """A facilitator opens the sittings of her session and prints; the code of the girl who speaks Spanish."""
    version(make)
    lead = make.user(full_name="Dana Whitfield")
    cohort = make.cohort(staff=(lead,))
    for name, language in (("Marisol", "es"), ("Destiny", "en")):
        girl = make.participant(name, "Castillo", language=language)
        make.consent(girl, "assessments")
        make.enrolment(cohort, girl)
    make.enrolment(cohort, make.participant("Tiana", "Brooks"))
    page = visit_as(user=lead)
    db.session.rollback()
    page.goto(f"/cohorts/{cohort.id}")
    follow(page.locator("a[href*='/sessions/']").first)
    follow(page.get_by_role("link", name="Questions before and after"))
    look_at(page, "sittings")
    follow(page.get_by_role("button", name="Make slips"))
    look_at(page, "slips")
    code = page.locator(".slip", has_text="M. C.").locator(".slip-code").inner_text()
    page.context.close()
    return code


def tap(page: Page, **which: Any) -> None:  # noqa: ANN401 - what a role is found by
    """Touch a button or link that leads to another page."""
    with page.expect_navigation():
        page.get_by_role(**which).tap()


def answer(page: Page, until: int) -> None:
    """Touch the first answer of each question, up to the one with this number."""
    while True:
        number = int(page.url.partition("?")[0].rsplit("/", 1)[1])
        if number >= until:
            return
        with page.expect_navigation():
            page.locator(".choice").first.tap()
        if page.url.endswith("/s/end"):
            return


def test_a_girl_answers_in_spanish_and_the_tablet_forgets_her(
    make: Make, visit_as: Visit, tablet: Callable[[], Page], site: Site
) -> None:
    code = printed_code(make, visit_as)
    page, sizes = tablet(), list[int]()
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    page.goto("/s")
    look_at(page, "tablet-code")
    # As the QR square opens it: the code goes in by itself and leaves the address.
    with page.expect_navigation(url="**/s/promise?lang=es"):
        page.goto(f"/s?again#{code.replace(' ', '')}")
    expect(page.locator("h1")).to_have_text("Antes de empezar")
    look_at(page, "tablet-promise-es")
    tap(page, role="link", name="Empezar")
    look_at(page, "tablet-question-es")
    answer(page, until=8)
    tap(page, role="button", name="Saltar")
    tap(page, role="link", name="Atrás")
    expect(page.get_by_text("Lo que dijiste está guardado.", exact=False)).to_be_visible()
    look_at(page, "tablet-again-es")
    page.context.close()  # the browser is killed

    page = tablet()
    page.goto("/s/questions/8")
    expect(page).to_have_url(f"{site.url}/s")
    page.get_by_label("Your code").fill(code.lower())
    tap(page, role="button", name="Go on")
    tap(page, role="link", name="Seguir donde iba")
    expect(page.locator("h1")).to_have_text(f"Pregunta 9 de {QUESTIONS}")
    follow(page.get_by_role("link", name="English"))
    look_at(page, "tablet-question-en")
    follow(page.get_by_role("link", name="Español"))
    answer(page, until=QUESTIONS + 1)
    look_at(page, "tablet-end-es")
    tap(page, role="button", name="Listo")
    expect(page.locator("h1")).to_have_text("Gracias")
    look_at(page, "tablet-thanks-es")

    for _ in range(3):
        page.go_back()
        expect(page).to_have_url(f"{site.url}/s")
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    assert not {each["name"] for each in page.context.cookies()} & {"tablet", "language"}
    assert max(sizes) < LARGEST_PAGE
    db.session.rollback()
    done = select(Sitting.state).where(Sitting.state != SittingState.OPENED)
    assert list(db.session.scalars(done)) == [SittingState.DONE]


def test_hide_blanks_the_screen_and_back_shows_nothing(
    make: Make, visit_as: Visit, tablet: Callable[[], Page], site: Site
) -> None:
    code = printed_code(make, visit_as)
    page = tablet()
    page.goto("/s")
    page.get_by_label("Your code").fill(code)
    tap(page, role="button", name="Go on")
    tap(page, role="link", name="Empezar")
    tap(page, role="button", name="Ocultar")
    expect(page).to_have_url(f"{site.url}/s")
    page.go_back()
    expect(page).to_have_url(f"{site.url}/s")


def test_a_handed_over_tablet_is_locked(make: Make, visit_as: Visit) -> None:
    version(make)
    lead = make.user(full_name="Dana Whitfield")
    cohort = make.group(lead, girls=2)
    page = visit_as(user=lead)
    db.session.rollback()
    page.goto(f"/cohorts/{cohort.id}")
    follow(page.locator("a[href*='/sessions/']").first)
    follow(page.get_by_role("link", name="Questions before and after"))
    follow(page.get_by_role("button", name="Hand this tablet over"))
    expect(page.locator("h1")).to_have_text("Type your code")
    page.goto(f"/cohorts/{cohort.id}")
    expect(page.locator("h1")).to_have_text("The screen is locked")
