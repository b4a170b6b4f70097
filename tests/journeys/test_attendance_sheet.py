"""A facilitator takes attendance on a phone: few taps, few bytes, and nothing lost when the network goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import Reason, Status
from curriculum_app.core import clock
from curriculum_app.core.db import begin_writing, db
from tests.attendance.sheets import Sheet, sheet_of
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
ACTIONS, BYTES, REQUESTS = 5, 50_000, 6
PRESENT = Value(Status.PRESENT)


@pytest.fixture
def sheet(make: Make) -> Sheet:
    """Twelve girls whose session has been running for some minutes."""
    now = clock.local(make.at)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return sheet_of(make, girls=12, starts_at=max(now - timedelta(minutes=12), midnight).time().replace(microsecond=0))


class Traffic:
    """What went over the wire, counted by the browser itself: headers and compression included."""

    def __init__(self, page: Page) -> None:
        self.bytes = self.requests = self.loads = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)
        page.on("load", self._loaded)

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self.requests += event["encodedDataLength"] > 0

    def _loaded(self, _page: Page) -> None:
        self.loads += 1


def opened(visit_as: Visit, user: User, **how: Any) -> Page:  # noqa: ANN401
    """A browser, with the test's own transaction ended so that the site may write."""
    page = visit_as(user=user, **how)
    db.session.rollback()
    return page


def tap(page: Page, girl: int, answer: str) -> None:
    """One tap on a girl's button."""
    page.locator("[data-girl]").nth(girl).get_by_role("radio", name=answer).click()


def told(page: Page, summary: str) -> None:
    """The page says `summary`, and that it is saved."""
    expect(page.locator("#sheet-summary")).to_have_text(summary)
    expect(page.locator("#save-state")).to_have_text(re.compile(r"^Saved \d{1,2}:\d\d [AP]M$"))


def is_proved(sheet: Sheet) -> bool:
    """Whether every tally is what the marks say."""
    begin_writing()
    right = sheet.proof().is_right
    db.session.rollback()
    return right


def test_twelve_girls_two_of_them_absent_take_few_taps_and_bytes(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    traffic = Traffic(page)
    taps = 1
    page.goto(sheet.url)
    expect(page.locator("#sheet-summary")).to_have_text("12 not marked")
    assert page.locator("[data-girl] input:checked").count() == 0
    for girl in (3, 7):
        tap(page, girl, "Absent")
        taps += 1
    page.get_by_role("button", name="Everyone else is here").click()
    taps += 1
    told(page, "10 present · 2 absent")
    assert taps <= ACTIONS
    assert traffic.loads == 1
    assert is_proved(sheet)


def test_opening_and_saving_a_sheet_costs_little(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    traffic = Traffic(page)
    page.goto(sheet.url)
    page.get_by_role("button", name="Everyone else is here").click()
    told(page, "12 present")
    assert (traffic.bytes <= BYTES, traffic.requests <= REQUESTS) == (True, True), vars(traffic)


def test_a_tick_shows_only_after_the_server_answered(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    page.goto(sheet.url)
    waiting: list[Route] = []

    def hold_back(route: Route) -> None:
        waiting.append(route)

    page.route("**/attendance", hold_back)
    tap(page, 0, "Present")
    expect(page.locator("#save-state")).to_have_text("Saving…")
    expect(page.locator("[data-girl]").first).to_have_attribute("data-saved", "")
    waiting[0].continue_()
    told(page, "1 present · 11 not marked")
    expect(page.locator("[data-girl]").first).to_have_attribute("data-saved", "present")


def test_what_was_tapped_without_network_is_sent_again_once(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    page.goto(sheet.url)
    page.context.set_offline(True)
    tap(page, 0, "Present")
    expect(page.locator("#save-state")).to_have_text("Not saved. Trying again; nothing is lost.")
    tap(page, 1, "Absent")
    page.context.set_offline(False)
    told(page, "1 present · 1 absent · 10 not marked")
    begin_writing()
    assert len(db.session.scalars(select(MarkChange)).all()) == 2


def test_a_reply_that_was_lost_does_not_double_the_mark(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    page.goto(sheet.url)

    def saved_but_lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/attendance", saved_but_lost, times=1)
    tap(page, 0, "Present")
    told(page, "1 present · 11 not marked")
    begin_writing()
    assert [change.version for change in db.session.scalars(select(MarkChange))] == [1]


def test_letters_mark_a_girl_and_lead_to_the_next(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user, width=1280)
    page.goto(sheet.url)
    page.locator("[data-girl]").first.get_by_role("radio", name="Present").focus()
    for letter in "ppap":
        page.keyboard.press(letter)
    told(page, "3 present · 1 absent · 8 not marked")


def test_late_fills_in_how_long_she_was_here(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    page.goto(sheet.url)
    tap(page, 0, "Late")
    told(page, "1 late · 11 not marked")
    begin_writing()
    minutes = db.session.scalars(select(Mark.minutes)).one()
    assert minutes is not None
    assert 60 <= minutes <= 90


def test_excused_asks_for_its_reason_and_saves_with_it(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    page.goto(sheet.url)
    girl = page.locator("[data-girl]").first
    expect(girl.get_by_label("Reason")).to_be_hidden()
    tap(page, 0, "Excused")
    expect(girl.locator(".girl-message")).to_have_text("Choose why she is excused.")
    girl.get_by_label("Reason").select_option("court")
    told(page, "1 excused · 11 not marked")


def test_everyone_else_can_be_taken_back(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    page.goto(sheet.url)
    tap(page, 0, "Absent")
    told(page, "1 absent · 11 not marked")
    page.get_by_role("button", name="Everyone else is here").click()
    told(page, "11 present · 1 absent")
    page.get_by_role("button", name="Undo", exact=True).click()
    told(page, "1 absent · 11 not marked")
    assert is_proved(sheet)


def test_two_facilitators_see_both_answers_and_one_chooses(sheet: Sheet, visit_as: Visit) -> None:
    rosa, tasha = opened(visit_as, sheet.user), opened(visit_as, sheet.other)
    rosa.goto(sheet.url)
    tasha.goto(sheet.url)
    tap(rosa, 0, "Absent")
    told(rosa, "1 absent · 11 not marked")
    tap(tasha, 0, "Present")
    girl = tasha.locator("[data-girl]").first
    expect(girl).to_contain_text("Rosa marked Absent at")
    look_at(tasha, "attendance-two-answers-row")
    rosa.reload()
    look_at(rosa, "attendance-two-answers")
    girl.get_by_role("button", name="Use yours: Present").click()
    told(tasha, "1 present · 11 not marked")


def test_a_paper_sheet_is_typed_in_with_fifteen_keys(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user, width=1280)
    page.goto(f"{sheet.url}/transcribe")
    letters = "PPPPAPPPPAP-"
    # The browser gives the field its focus a moment after the page has loaded.
    expect(page.locator("[name=letters]")).to_be_focused()
    for key in letters:
        page.keyboard.press(key)
    expect(page.locator(".typed-word").nth(4)).to_have_text("Absent")
    look_at(page, "attendance-transcribe")
    page.keyboard.press("Enter")
    assert len(letters) + 1 <= 15
    expect(page.locator("#sheet-summary")).to_have_text("9 present · 2 absent · 1 not marked")
    page.goto(f"{sheet.url}/history")
    expect(page.locator("main")).to_contain_text("from paper dated")


@pytest.mark.parametrize("script", [True, False])
def test_the_whole_sheet_works_without_javascript_too(sheet: Sheet, visit_as: Visit, script: bool) -> None:
    page = opened(visit_as, sheet.user, script=script)
    page.goto(sheet.url)
    tap(page, 3, "Absent")
    if not script:
        expect(page.get_by_role("button", name="Save").last).to_be_visible()
    page.get_by_role("button", name="Everyone else is here").click()
    expect(page.locator("#sheet-summary")).to_have_text("11 present · 1 absent")


def test_every_page_of_the_sheet_is_looked_at(app: Flask, sheet: Sheet, make: Make, visit_as: Visit) -> None:
    late, court = Value(Status.LATE, minutes=70), Value(Status.EXCUSED, Reason.COURT)
    unknown = Value(Status.UNEXCUSED, Reason.WHEREABOUTS_UNKNOWN)
    values = [PRESENT, PRESENT, late, court, unknown, Value(Status.UNEXCUSED), PRESENT]
    sheet.save(*(sheet.mark(girl, value) for girl, value in enumerate(values)))
    sheet.save(sheet.mark(0, late, base=1))
    page = opened(visit_as, sheet.user)
    page.goto(sheet.url)
    look_at(page, "attendance-sheet")
    for name in ("history", "print", "transcribe", "not-held", "walk-ins/new"):
        page.goto(f"{sheet.url}/{name}")
        look_at(page, f"attendance-{name.replace('/', '-')}")
    page.goto(sheet.url.replace("/attendance", "/make-ups"))
    expect(page.get_by_role("heading", name="Record a make-up")).to_be_visible()
    look_at(page, "attendance-make-ups")
    page.goto(f"{sheet.url}/walk-ins/new")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#error-summary")).to_be_visible()
    look_at(page, "attendance-walk-in-refused")
    page.get_by_label("First name").fill("Alma")
    page.get_by_label("First letter of her last name").fill("T")
    page.get_by_label("Age", exact=True).fill("14")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Alma T., 14")
    begin_writing()
    coordinator = opened(visit_as, make.user("coordinator", service_area=6))
    coordinator.goto("/visits")
    look_at(coordinator, "attendance-visits")
    follow(coordinator.get_by_role("link", name="Alma T."))
    look_at(coordinator, "attendance-visit")
    coordinator.goto(sheet.url)
    look_at(coordinator, "attendance-sheet-coordinator")


def test_a_printed_sheet_fits_one_page(sheet: Sheet, visit_as: Visit) -> None:
    page = opened(visit_as, sheet.user)
    page.goto(f"{sheet.url}/print")
    for paper in ("Letter", "A4"):
        pdf = page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, paper
