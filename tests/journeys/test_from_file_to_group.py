"""A coordinator's whole way: a messy file, a proposal, moves, a refusal that tells nothing, a transfer, a make-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import Status
from curriculum_app.cohorts.models import Cohort
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.words import ReferralState
from tests.attendance.sheets import Sheet, sheet_of
from tests.factories import Make
from tests.factories.drafts import MONDAYS, trained
from tests.journeys.browser import DESK, follow, look_at
from tests.journeys.test_forming import work

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
HEADERS = (
    "Nombre",
    "Apellido",
    "DOB",
    "Zip Code",
    "Language",
    "Availability",
    "Referral source",
    "Referred on",
    "Mood",
)
GIRLS = ("Maya", "Destiny", "Ximena", "Aaliyah", "Sina", "Camila", "Jayla", "Marisol", "Tiana", "Noemi")


def messy_file(path: Path, make: Make) -> Path:
    """A title above the header, ZIP codes as numbers, dates as Americans write them, a column too many, a bad row."""
    born = make.today.replace(year=make.today.year - 14, day=1)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Referrals of this month")
    sheet.write_row(2, 0, HEADERS)
    for number, name in enumerate(GIRLS):
        day = f"{born.month}/{number + 1}/{born.year}"
        row = (name, "Reyes-Ortiz", day, 90002, "English", MONDAYS, "Lincoln School", "2/3/2026", "fine")
        sheet.write_row(3 + number, 0, row)
    sheet.write_row(
        3 + len(GIRLS), 0, ("Rosalind", "Brooks", "2/31/2011", 90002, "English", "", "Lincoln School", "2/3/2026", "")
    )
    book.close()
    return path


def take_in(page: Page, file: Path) -> None:
    """Import the good rows, screen all of them and put them on the waitlist."""
    page.goto("/referrals/import")
    page.get_by_label("CSV or Excel file").set_input_files(file)
    follow(page.get_by_role("button", name="Read the file"))
    expect(page.get_by_text("There is no such day", exact=False)).to_be_visible()
    look_at(page, "whole-rows")
    follow(page.get_by_role("button", name=f"Import {len(GIRLS)} rows"))
    for step in ("Mark as screened", "Put on the waitlist"):
        page.goto("/referrals")
        for tick in page.locator("input[name=chosen]").all():
            tick.check()
        follow(page.get_by_role("button", name=step))
    look_at(page, "whole-waitlisted")


def one_apart(make: Make, edition: Edition) -> str:
    """The papers arrive, and one girl turns out to be kept apart from one of area 8 who has a seat nearby.

    That group has few seats left, so that most girls need a new one. Returns the code of her who cannot join it.
    """
    make.begin()
    waits = select(Referral.participant_id).where(Referral.state == ReferralState.WAITLISTED)
    girls = list(db.session.scalars(select(Participant).where(Participant.id.in_(waits)).order_by(Participant.id)))
    for girl in girls:
        make.consent(girl)
    far = make.participant("Zuleyka", "Ybarrondo", service_area=8)
    make.pair(girls[0], far)
    monday = make.today + timedelta(days=7 - make.today.weekday() + 7)
    nearby = make.cohort(edition=edition, name="Group Z, Monday", first_on=monday, capacity=3)
    make.enrolment(nearby, far)
    code: str = girls[0].code
    make.commit()
    db.session.rollback()
    return code


def propose(app: Flask, page: Page) -> None:
    """A draft with one possible group, led by trained people, filled by the program."""
    page.goto("/cohorts/form")
    follow(page.get_by_role("button", name="Start a draft"))
    follow(page.get_by_role("button", name="Suggest groups"))
    follow(page.get_by_role("link", name="Edit New group 1"))
    page.get_by_label("Leader").select_option(label="Ana Duarte")
    page.get_by_label("Co-facilitator").select_option(label="Rosa Delgado")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("button", name="Propose", exact=True))
    work(app)
    expect(page.get_by_role("heading", level=1, name="Form groups")).to_be_visible()
    look_at(page, "whole-proposed")


def move_by_keyboard(page: Page) -> None:
    """Two girls of the proposal wait again, and one comes back, without a mouse."""
    group, waits = page.get_by_role("region", name="New group 1"), page.get_by_role("region", name="Waiting")
    for number in (1, 2):
        group.get_by_role("radio").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Move here (Waiting)").focus()
        page.keyboard.press("Enter")
        expect(waits.get_by_role("radio")).to_have_count(number)
    waits.get_by_role("radio").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Move here (New group 1)").focus()
    page.keyboard.press("Enter")
    expect(waits.get_by_role("radio")).to_have_count(1)


def refused_without_a_word(page: Page, code: str) -> None:
    """She cannot join the group of a girl who is out of reach, and nobody learns who or why."""
    page.get_by_role("radio", name=code).check()
    page.get_by_role("button", name="Move here (Group Z, Monday)").click()
    expect(page.locator("#save-state")).to_have_text("She can't join this group. Ask a coordinator.")
    assert "Zuleyka" not in page.content()
    look_at(page, "whole-refused")


def missed(make: Make, edition: Edition) -> Sheet:
    """A girl of another group was absent today."""
    own = sheet_of(make, girls=2, edition=edition, name="Group Y, Tuesday")
    own.save(own.mark(0, Value(Status.UNEXCUSED)))
    make.commit()
    return own


def test_from_a_messy_file_to_a_group(app: Flask, make: Make, visit_as: Visit, tmp_path: Path) -> None:
    edition = make.edition()
    make.site(6, name="Vermont Avenue Room", seats=10)
    trained(make)
    trained(make, "Rosa Delgado")
    own = missed(make, edition)
    page = visit_as("coordinator", service_area=6, width=DESK)
    db.session.rollback()
    take_in(page, messy_file(tmp_path / "referrals.xlsx", make))
    code = one_apart(make, edition)
    propose(app, page)
    move_by_keyboard(page)
    refused_without_a_word(page, code)
    chosen = page.get_by_role("region", name="New group 1").get_by_role("radio").count()
    follow(page.get_by_role("link", name="Publish"))
    follow(page.get_by_role("button", name="Publish"))
    db.session.rollback()
    formed = db.session.scalars(select(Cohort).where(Cohort.name.not_in(["Group Z, Monday", "Group Y, Tuesday"]))).one()
    page.goto(f"/cohorts/{formed.id}")
    assert formed.seats_taken == chosen
    follow(page.get_by_role("link", name="Withdraw or move").last)
    follow(page.get_by_role("link", name="Move her to another group"))
    look_at(page, "whole-transfer")
    page.locator("[name=cohort]").select_option(value=str(own.cohort_id))
    follow(page.get_by_role("button", name="Move her"))
    page.goto(f"/cohorts/{own.cohort_id}/enrolments/{own.ids[0]}/make-ups")
    follow(page.get_by_role("button", name="Book").first)
    expect(page.get_by_text("Booked for her")).to_be_visible()
    look_at(page, "whole-make-up")
