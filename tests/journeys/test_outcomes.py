"""A manager reads what changed, on a phone: who was asked, what moved, one question after the other, and a file."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.assessments.rules import Form, Instrument, Wave
from curriculum_app.core import clock
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.jobs.queue import take
from curriculum_app.core.jobs.run import do
from tests.factories import Make
from tests.factories.outcomes import answered, over
from tests.factories.sittings import our_instruments
from tests.journeys.browser import follow, held_still, look_at

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def answers(instrument: Instrument, wave: Wave, dice: random.Random) -> dict[str, Any]:
    """What a girl may say: after the group more often what it teaches."""
    better = {Wave.PRE: 0.45, Wave.POST: 0.7, Wave.FOLLOW_UP: 0.62}[wave]
    found: dict[str, Any] = {}
    for item in instrument.asked(wave, Form.A):
        most = len(instrument.choices(item))
        good = item.right or (1 if item.is_reversed or most == 2 else most)
        found[item.key] = good if dice.random() < better else dice.randint(1, most)
    return found


@pytest.fixture
def programme(make: Make) -> None:
    """Two groups in each of two areas, thirteen girls in each; some are lost on the way."""
    instrument, dice, edition = our_instruments()["main"], random.Random(8), make.edition()  # noqa: S311 - a test
    for area in (6, 6, 8, 8):
        cohort = over(make, capacity=20, service_area=area, edition=edition)
        for number in range(13):
            waves = [Wave.PRE] + [Wave.POST] * (number < 11) + [Wave.FOLLOW_UP] * (number < 9)
            girl = make.participant(service_area=area, consents=False)
            answered(make, cohort, {wave: answers(instrument, wave, dice) for wave in waves}, participant=girl)
    make.commit()


@pytest.mark.usefixtures("programme")
class TestAManager:
    """Her way through the page."""

    def test_reads_what_changed_and_works_the_questions_out(self, visit_as: Visit) -> None:
        page = visit_as("program_manager")
        db.session.rollback()
        page.goto("/reports/completion")
        follow(page.get_by_role("navigation", name="Reports", exact=True).get_by_role("link", name="Outcomes"))
        expect(page.get_by_text("44 of 52 (84.6%) were asked again at the end.")).to_be_visible()
        look_at(page, "outcomes")
        follow(page.get_by_role("link", name="How people treat each other, of 20").first)
        expect(page.get_by_role("heading", name="How people treat each other", exact=True)).to_be_visible()
        follow(page.get_by_role("link", name="Three months later"))
        expect(page.get_by_text("36 of 52 (69.2%)")).to_be_visible()
        follow(page.get_by_role("button", name="Work out the questions"))
        expect(page.get_by_text("Waiting to begin").first).to_be_visible()
        with held_still(page):
            look_at(page, "outcomes-going")
        db.session.rollback()
        taken = take(clock.now())
        assert taken is not None
        do(taken)
        begin_writing()
        page.goto(page.url)
        expect(page.get_by_text("Reliable change (Jacobson and Truax 1991)")).to_be_visible()
        look_at(page, "outcomes-questions")
        page.goto("/reports/outcomes?lang=es")
        look_at(page, "outcomes-es")

    def test_takes_a_de_identified_export(self, visit_as: Visit) -> None:
        page = visit_as("analyst")
        db.session.rollback()
        page.goto("/reports/outcomes")
        expect(page.get_by_text("Counts of 1 to 10 girls are hidden")).to_be_visible()
        look_at(page, "outcomes-released")
        follow(page.get_by_role("link", name="De-identified export"))
        look_at(page, "outcomes-export")
        with page.expect_download() as download:
            page.get_by_role("button", name="Make the export").click()
        assert download.value.suggested_filename == "outcomes-export.zip"
