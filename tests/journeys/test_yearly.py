"""A manager reads the year in numbers; an analyst reads what may leave the unit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.participants.models import ParticipantRace
from curriculum_app.participants.rules.words import Race
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def test_the_year_inside_and_outside_the_unit(make: Make, visit_as: Visit) -> None:
    cohort = make.cohort(capacity=20)
    for number in range(14):
        girl = make.participant(language="es" if number % 3 == 0 else "en")
        make.add(ParticipantRace(participant_id=girl.id, race=Race.HISPANIC if number % 2 else Race.BLACK))
        make.enrolment(cohort, girl, age_at_enrolment=12 + number % 5)
    elena, analyst = make.user("program_manager", full_name="Elena Cervantes"), make.user("analyst")
    make.commit()
    page = visit_as(user=elena)
    page.goto("/reports/completion")
    follow(page.get_by_role("link", name="The year"))
    expect(page.get_by_role("heading", name="The year in numbers")).to_be_visible()
    page.get_by_label("Year", exact=True).select_option(f"calendar-{make.today.year}")
    follow(page.get_by_role("button", name="Show"))
    look_at(page, "yearly-inside")
    outside = visit_as(user=analyst)
    outside.goto("/")
    follow(outside.get_by_role("link", name="The year in numbers"))
    look_at(outside, "yearly-released")
