"""A facilitator reads the lessons, in English and in Spanish, on a phone and on a desk."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from config import ROOT
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.db import db
from curriculum_app.curriculum import service
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture
def facilitator(make: Make, visit_as: Visit) -> Page:
    """A facilitator's browser, where our own ten lessons are loaded."""
    at = clock.now()
    service.load_edition(service.read_edition(ROOT / "lessons"), actor=command_line(clock.today(at)), at=at)
    make.commit()
    page = visit_as("facilitator")
    db.session.rollback()
    return page


@pytest.mark.parametrize(
    ("language", "title", "say", "call"),
    [
        ("en", "Help, rights and my plan", "Say", "Call 1-800-540-4000"),
        ("es", "Ayuda, derechos y mi plan", "Diga", "Llamar al 1-800-540-4000"),
    ],
)
def test_a_lesson_is_found_in_the_list_and_read(
    facilitator: Page, language: str, title: str, say: str, call: str
) -> None:
    page = facilitator
    page.goto(f"/lessons?lang={language}")
    look_at(page, f"lessons-{language}")
    follow(page.get_by_role("link", name=title))
    expect(page.locator(".guide")).to_have_attribute("lang", language)
    expect(page.get_by_text(call).first).to_be_visible()
    expect(page.locator(".say .block-label").first).to_have_text(say)
    look_at(page, f"lesson-9-{language}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_headings_of_a_lesson_are_an_outline(facilitator: Page, language: str) -> None:
    page = facilitator
    page.goto(f"/lessons/2?lang={language}")
    levels = [int(each.evaluate("node => node.tagName[1]")) for each in page.locator("main h1, main h2, main h3").all()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    look_at(page, f"lesson-2-{language}")
