"""A facilitator writes her note: the draft is kept while she types, and the lesson stands beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from config import ROOT
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.db import db
from curriculum_app.curriculum import service
from curriculum_app.curriculum.models import Edition
from curriculum_app.curriculum.rules import parse_edition
from tests.factories import Make
from tests.journeys.browser import look_at

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
LESSONS: Path = ROOT / "lessons"


@pytest.fixture
def edition(make: Make) -> Edition:
    """Our own ten lessons."""
    text = parse_edition(service.read_folder(LESSONS))
    at = clock.now()
    return service.load_edition(text, actor=command_line(clock.today(at)), at=at).edition


def test_a_note_is_kept_while_it_is_typed_and_then_saved(make: Make, edition: Edition, visit_as: Visit) -> None:
    rosa, dana = make.user(full_name="Rosa Delgado"), make.user(full_name="Dana Walker")
    cohort = make.cohort(staff=(rosa, dana), sessions=0, edition=edition)
    for first, last in (("Maya", "Reyes"), ("Destiny", "Brooks"), ("Ximena", "Castillo")):
        make.enrolment(cohort, make.participant(first, last))
    session = make.session(cohort, 3, make.today, lesson_key="body-signals")
    address = f"/cohorts/{cohort.id}/sessions/{session.id}/notes"
    page = visit_as(user=rosa)
    db.session.rollback()
    page.goto(address)
    look_at(page, "notes-empty")
    page.get_by_label("Your note", exact=False).last.fill("They liked the weather round.")
    expect(page.locator("#save-state")).to_contain_text("Draft kept")
    page.goto(address)
    expect(page.locator("textarea").first).to_have_value("They liked the weather round.")
    page.get_by_text("Maya R.", exact=True).click()
    page.get_by_label("About Maya R.", exact=False).fill("Drew her signals in blue.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.locator("summary", has_text="Lesson 7").click()
    look_at(page, "notes-saved")
