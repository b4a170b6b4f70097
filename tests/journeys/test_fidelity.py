"""A facilitator logs a session on a phone: three taps from its page when all was as written, four for a change."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from config import ROOT
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.db import db
from curriculum_app.curriculum import service
from curriculum_app.curriculum.models import Edition
from curriculum_app.curriculum.rules import parse_edition
from tests.factories import Make
from tests.factories.fidelity import fidelity_log
from tests.journeys.browser import PHONE, follow, look_at

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
LESSONS: Path = ROOT / "lessons"


@pytest.fixture
def edition(make: Make) -> Edition:
    """Our own ten lessons."""
    text = parse_edition(service.read_folder(LESSONS))
    at = clock.now()
    return service.load_edition(text, actor=command_line(clock.today(at)), at=at).edition


class Thumb:
    """Counts taps."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, target: Locator, *, leads_on: bool = False) -> None:
        """One tap, to another page or on this one."""
        self.taps += 1
        follow(target) if leads_on else target.click()


def test_a_session_is_logged_on_a_phone(make: Make, edition: Edition, visit_as: Visit) -> None:
    rosa = make.user(full_name="Rosa Delgado")
    cohort = make.cohort(staff=(rosa,), sessions=0, edition=edition)
    make.enrolment(cohort, make.participant("Maya", "Reyes"))
    session = make.session(cohort, 1, make.today, lesson_key="good-day", state=SessionState.HELD)
    address = f"/cohorts/{cohort.id}/sessions/{session.id}"
    page, thumb = visit_as(user=rosa), Thumb()
    db.session.rollback()
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.goto("/")
    expect(page.get_by_role("link", name="Fill in how it went")).to_be_visible()
    look_at(page, "fidelity-home")
    page.goto(address)
    thumb.tap(page.get_by_role("link", name="How it went"), leads_on=True)
    look_at(page, "fidelity-empty")
    thumb.tap(page.locator("form.card label", has_text="Mostly"))
    thumb.tap(page.get_by_role("button", name="All as written"), leads_on=True)
    assert thumb.taps == 3
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    look_at(page, "fidelity-saved")
    part, changes = page.locator(".fidelity-part").nth(1), Thumb()
    changes.tap(page.get_by_text("Change something"))
    changes.tap(part.locator("label", has_text="Changed"))
    changes.taps += 1
    part.get_by_label("Why").select_option(label="Ran out of time")
    look_at(page, "fidelity-exception")
    changes.tap(page.get_by_role("button", name="Save", exact=True), leads_on=True)
    assert changes.taps == 4
    page.get_by_text("Earlier versions").click()
    expect(page.get_by_text("Version 1, replaced", exact=False)).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="Fill in how it went")).to_have_count(0)
    page.goto(f"{address}/fidelity?lang=es")
    look_at(page, "fidelity-es")


def test_the_figures_stand_beside_the_lessons(make: Make, edition: Edition, visit_as: Visit) -> None:
    rosa = make.user(full_name="Rosa Delgado")
    cohort = make.cohort(staff=(rosa,), sessions=0, edition=edition)
    for number, key in ((1, "good-day"), (7, "body-signals")):
        make.session(cohort, number, make.today, lesson_key=key, state=SessionState.HELD)
    fidelity_log(make, cohort, rosa, required_given=3, minutes_given=72, engagement=3)
    page = visit_as("program_manager")
    db.session.rollback()
    page.goto("/reports/completion")
    follow(page.get_by_role("link", name="Fidelity"))
    expect(page.get_by_text("Not logged").first).to_be_visible()
    look_at(page, "fidelity-report")
