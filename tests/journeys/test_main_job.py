"""The main job, end to end in a browser: from a file of referrals to a completion rate that a manager can explain.

A coordinator imports a file, screens twelve girls and forms a group; a facilitator records twelve girls in five actions
on a phone and writes a note; a manager reads the rate, opens the list behind it, and the CSV says the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from curriculum_app.attendance.models import Mark
from curriculum_app.attendance.rules.words import ATTENDED
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.db import db
from tests.factories import Make
from tests.journeys.browser import DESK, follow, look_at
from tests.participants.conftest import FORTY_ROWS

pytestmark = pytest.mark.browser

GIRLS = 12
Visit = Callable[..., Page]


def import_and_screen(page: Page) -> None:
    """Take the file in and screen the first twelve referrals."""
    page.goto("/referrals/import")
    page.get_by_label("CSV or Excel file").set_input_files(FORTY_ROWS)
    page.get_by_role("button", name="Read the file").click()
    follow(page.get_by_role("button", name="Import 34 rows"))
    page.goto("/referrals?area=6")
    links = page.locator("tbody th a").evaluate_all("found => found.map(each => each.href)")
    for link in links[:GIRLS]:
        page.goto(link)
        follow(page.get_by_role("button", name="Mark as screened"))


def form_group(page: Page, lead: str, today: str) -> None:
    """Plan a group that meets from today on, and give it its twelve girls."""
    page.goto("/cohorts/new")
    page.locator("[name=site]").select_option(index=1)
    page.locator("[name=first_on]").fill(today)
    page.locator("[name=starts_at]").fill("16:00")
    page.locator("[name=minutes]").fill("90")
    page.locator("[name=capacity]").fill(str(GIRLS))
    page.locator("[name=skips_holidays]").uncheck()
    page.locator("[name=lead]").select_option(label=lead)
    follow(page.get_by_role("button", name="Show the dates"))
    look_at(page, "main-group-dates")
    page.locator("[name=exception]").select_option("staff_to_follow")
    page.get_by_role("button", name="Create the group").click()
    follow(page.get_by_role("link", name="Enrol girls").first)
    for number in range(GIRLS):
        girl = page.locator("section.waiting").first
        if girl.locator("[name=eligibility_reason]").count():
            girl.locator("[name=eligibility_reason]").fill("Her sister is in the group.")
        girl.get_by_role("button", name="Enrol").click()
        expect(page.get_by_text(re.compile(rf"\b{number + 1} of {GIRLS} seats"))).to_be_visible()


def take_attendance(page: Page) -> None:
    """Five actions at most: open the sheet, two absent girls, everyone else."""
    page.goto("/")
    look_at(page, "main-home")
    actions = 1
    page.get_by_role("link", name=re.compile("Take attendance")).click()
    for girl in (3, 7):
        page.locator("[data-girl]").nth(girl).get_by_role("radio", name="Absent").click()
        actions += 1
    page.get_by_role("button", name="Everyone else is here").click()
    actions += 1
    expect(page.locator("#sheet-summary")).to_have_text("10 present · 2 absent")
    expect(page.locator("#save-state")).to_contain_text("Saved")
    assert actions <= 5


def write_note(page: Page) -> None:
    """A note on the same session."""
    page.goto(page.url.replace("/attendance", "/notes"))
    page.locator("textarea").first.fill("They planned the next weeks together.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("They planned the next weeks together.").first).to_be_visible()


def hand_count() -> tuple[int, int]:
    """Enrolled and started, counted from the marks themselves."""
    db.session.rollback()
    enrolled = db.session.scalar(select(func.count(func.distinct(Enrolment.participant_id)))) or 0
    started = select(func.count(func.distinct(Mark.enrolment_id))).where(Mark.status.in_(ATTENDED))
    return enrolled, db.session.scalar(started) or 0


def test_from_a_file_of_referrals_to_a_rate_that_can_be_explained(make: Make, visit_as: Visit) -> None:
    lead = make.user("facilitator", full_name="Imani Carter")
    make.site(6, name="Compton Avenue Center")
    make.edition()
    coordinator = visit_as("coordinator", service_area=6, width=DESK)
    db.session.rollback()
    import_and_screen(coordinator)
    form_group(coordinator, "Imani Carter", make.today.isoformat())

    phone = visit_as(user=lead)
    db.session.rollback()
    take_attendance(phone)
    write_note(phone)

    make.begin()
    desk = visit_as("program_manager", width=DESK)
    db.session.rollback()
    desk.goto("/reports/completion")
    look_at(desk, "main-completion")
    lines = list(csv.DictReader(io.StringIO(desk.request.get("/reports/completion.csv").text().lstrip("\ufeff"))))
    total = lines[-1]
    assert (int(total["enrolled"]), int(total["started"]), int(total["exited"])) == (*hand_count(), 0)
    assert hand_count() == (GIRLS, 10)
    started = desk.locator("tr.total a.figure-link").nth(1)
    expect(started).to_contain_text("10")
    started.click()
    expect(desk.locator("tbody tr")).to_have_count(10)
