"""A facilitator leads today's lesson from her phone, step by step; a manager sees what changed in a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from config import ROOT
from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.db import db
from curriculum_app.curriculum import service
from curriculum_app.curriculum.rules import parse_edition
from tests.factories import Make
from tests.journeys.browser import follow, look_at, picture

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]
Visit = Callable[..., Page]
KEY = "gifts-and-promises"


@pytest.fixture
def rosa(make: Make) -> User:
    """The facilitator of today's session: lesson 3 of our own lessons, twelve girls, in English."""
    at = clock.now()
    edition = service.load_edition(
        service.read_edition(ROOT / "lessons"), actor=command_line(clock.today(at)), at=at
    ).edition
    rosa = make.user("facilitator", full_name="Rosa Delgado")
    cohort = make.group(rosa, girls=12, edition=edition, sessions=1, name="Group A, Tuesday")
    session = db.session.query(GroupSession).filter_by(cohort_id=cohort.id).one()
    session.lesson_key, session.lesson_number = KEY, 3
    make.commit()
    return rosa


@pytest.fixture
def page(rosa: User, visit_as: Visit) -> Page:
    """Her phone, on the first page."""
    page = visit_as(user=rosa)
    db.session.rollback()
    page.goto("/")
    return page


def step(page: Page, name: str) -> None:
    """The step that is shown is `name`, and it is the only one."""
    expect(page.locator(".step:visible")).to_have_count(1)
    expect(page.locator(".step:visible h2").first).to_have_text(name)


def go_on(page: Page, name: str) -> None:
    """Follow "Next" to the step `name`."""
    page.locator(".step:visible").get_by_role("link", name=re.compile(rf"^Next: {re.escape(name)}")).click()
    step(page, name)


STEPS = ["Welcome back", "What ads know", "Four steps", "What strings look like", "Slow it down", "Closing"]


def test_she_leads_todays_lesson_step_by_step_with_the_clock(page: Page) -> None:
    page.clock.install()
    follow(page.get_by_role("link", name="Lead the lesson"))
    step(page, "Get ready")
    look_at(page, "lesson-view-ready")
    go_on(page, "Welcome back")
    clock = page.locator("#clock")
    expect(clock.get_by_role("timer")).to_have_text("Welcome back: 10 min")
    clock.get_by_role("button", name="Start the clock").click()
    page.clock.fast_forward("07:10")
    expect(clock.get_by_role("timer")).to_have_text("Welcome back: 7 of 10 min")
    look_at(page, "lesson-view-clock")
    page.reload()
    step(page, "Welcome back")
    expect(clock.get_by_role("timer")).to_have_text("Welcome back: 7 of 10 min")
    page.clock.fast_forward("05:00")
    expect(clock.get_by_role("timer")).to_have_text("Welcome back: 2 min over")
    expect(clock.get_by_role("status")).to_have_text("Welcome back: the 10 minutes are over.")
    go_on(page, "What ads know")
    expect(clock.get_by_role("timer")).to_have_text("What ads know: 0 of 15 min")
    expect(page.locator(".step-list [aria-current=step]")).to_contain_text("What ads know")
    # To the sheet and back: she finds the step that she left.
    follow(page.get_by_role("link", name="Attendance"))
    page.go_back()
    step(page, "What ads know")
    for name in STEPS[2:]:
        go_on(page, name)
    kept = page.evaluate("JSON.stringify(Object.values(sessionStorage))")
    assert re.fullmatch(r'\["\{(\\"(shown|counted|since)\\":\d+,?)+\}"\]', kept), "the tab keeps places and an instant"
    page.locator(".step:visible").get_by_role("link", name="Next: After the session").click()
    look_at(page, "lesson-view-after")
    follow(page.get_by_role("link", name="Finish the sheet"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_from_the_lesson_by_the_sheet_to_the_log(page: Page) -> None:
    follow(page.get_by_role("link", name="Lead the lesson"))
    follow(page.get_by_role("link", name="Attendance"))
    page.get_by_role("button", name="Everyone else is here").click()
    expect(page.locator("#sheet-summary")).to_have_text("12 present")
    expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()
    page.goto("/")
    follow(page.get_by_role("link", name="Fill in how it went"))
    page.get_by_role("radio", name="3", exact=False).first.check()
    follow(page.get_by_role("button", name="All as written"))
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_moving_on_keeps_the_page_from_being_covered(page: Page) -> None:
    page.clock.install()
    follow(page.get_by_role("link", name="Lead the lesson"))
    for name in STEPS[:3]:
        page.clock.fast_forward("20:00")
        with page.expect_response("**/account/stay"):
            go_on(page, name)
    expect(page.locator("#idle")).to_be_hidden()
    page.clock.fast_forward("28:30")
    expect(page.locator("#idle")).to_be_visible()


def test_without_scripts_every_step_is_there_and_the_way_through_them(rosa: User, visit_as: Visit) -> None:
    page = visit_as(user=rosa, script=False)
    db.session.rollback()
    page.goto("/")
    follow(page.get_by_role("link", name="Lead the lesson"))
    step(page, "Get ready")
    expect(page.locator("#clock")).to_be_hidden()
    page.get_by_text("0 of 12 here").click()
    expect(page.locator(".lead-girls li")).to_have_count(12)
    picture(page, "lesson-view-girls")
    page.get_by_text("All steps").click()
    page.locator(".step-list").get_by_role("link", name=re.compile("Four steps")).click()
    step(page, "Four steps")
    go_on(page, "What strings look like")
    page.locator(".step:visible").get_by_role("link", name="Back").click()
    step(page, "Four steps")


def test_in_spanish_it_is_led_in_spanish(page: Page) -> None:
    follow(page.get_by_role("link", name="Lead the lesson"))
    follow(page.get_by_role("link", name="Lesson in Español"))
    expect(page.locator(".guide").first).to_have_attribute("lang", "es")
    page.goto(page.url + "#activity-four-steps")
    step(page, "Cuatro pasos")
    look_at(page, "lesson-view-es")


@pytest.mark.parametrize(("language", "title"), [("en", "Free or not?"), ("es", "¿Gratis o no?")])
def test_the_page_to_give_out_is_printed(page: Page, language: str, title: str) -> None:
    page.goto(f"/lessons/3/handout?lang={language}")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_title(re.compile(re.escape(title)))
    look_at(page, f"handout-{language}")
    page.emulate_media(media="print")
    expect(page.locator("header.site-header")).to_be_hidden()
    expect(page.locator(".handout-actions")).to_be_hidden()
    picture(page, f"handout-print-{language}")
    file = page.request.get(f"/lessons/3/handout.pdf?lang={language}")
    assert file.headers["content-type"] == "application/pdf"
    assert file.body().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("language", "word", "glossary"), [("en", "strings", "Words"), ("es", "confianza", "Palabras")]
)
def test_she_looks_a_word_up(page: Page, language: str, word: str, glossary: str) -> None:
    page.goto(f"/lessons?lang={language}")
    page.get_by_role("searchbox").fill(word)
    with page.expect_navigation():
        page.get_by_role("searchbox").press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    look_at(page, f"lesson-search-{language}")
    page.goto(f"/lessons?lang={language}")
    follow(page.get_by_role("link", name=re.compile(f"^{glossary}")))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"^{glossary}"))
    look_at(page, f"glossary-{language}")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_manager_sees_what_changed(make: Make, rosa: User, visit_as: Visit, language: str) -> None:
    files = dict(service.read_folder(ROOT / "lessons"))
    english, spanish = "en/03-gifts-and-promises.md", "es/03-gifts-and-promises.md"
    files[english] = files[english].replace(b"who is good for you can wait", b"who is kind to you will wait")
    files[spanish] = files[spanish].replace(b"me hace bien puede esperar", b"me quiere bien sabe esperar")
    at = clock.now() + timedelta(minutes=1)
    service.load_edition(parse_edition(files), actor=command_line(clock.today(at)), at=at)
    page = visit_as("program_manager")
    page.goto(f"/lessons/3?lang={language}")
    follow(page.locator("a[href*='/changes']"))
    expect(page.locator("ins").first).to_be_visible()
    expect(page.locator("del").first).to_be_visible()
    look_at(page, f"lesson-changes-{language}")


def test_nothing_of_a_girl_is_on_the_printed_lesson(page: Page, rosa: User) -> None:
    follow(page.get_by_role("link", name="Lead the lesson"))
    page.emulate_media(media="print")
    expect(page.locator(".lead-side")).to_be_hidden()
    expect(page.locator(".step:visible")).to_have_count(len(STEPS) + 2)
