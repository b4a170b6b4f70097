"""A coordinator forms groups: a draft, suggestions, a proposal, moves by keyboard, by drag and by form, and Publish."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.rules.states import ReadinessReason
from curriculum_app.core.db import db
from curriculum_app.core.jobs.run import Worker
from tests.factories import Make
from tests.factories.drafts import draft, possible_group, put, trained, waiting
from tests.journeys.browser import DESK, PHONE, follow, held_still, look_at, picture

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def work(app: Flask) -> None:
    """What `flask work` does, until nothing is left to do."""
    with app.app_context():
        worker = Worker()
        while worker.step():
            time.sleep(0.1)


def test_a_coordinator_forms_a_group_from_nothing(app: Flask, make: Make, visit_as: Visit) -> None:
    make.edition()
    make.site(6, name="Vermont Avenue Room", seats=10)
    trained(make)
    trained(make, "Rosa Delgado")
    for number in range(9):
        waiting(make, days=10 + 7 * number)
    waiting(make, days=50, language="es")
    make.commit()
    page = visit_as("coordinator", service_area=6, width=DESK)
    page.goto("/cohorts")
    follow(page.get_by_role("link", name="Form groups"))
    look_at(page, "forming-areas")
    follow(page.get_by_role("button", name="Start a draft"))
    look_at(page, "forming-empty")
    follow(page.get_by_role("button", name="Suggest groups"))
    follow(page.get_by_role("link", name="Edit New group 1"))
    page.get_by_label("Leader").select_option(label="Ana Duarte")
    page.get_by_label("Co-facilitator").select_option(label="Rosa Delgado")
    look_at(page, "forming-group")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("button", name="Propose", exact=True))
    with held_still(page):
        look_at(page, "forming-progress")
    work(app)
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Form groups")).to_be_visible()
    expect(page.get_by_text("The last proposal is the best possible.")).to_be_visible()
    expect(page.get_by_text("9 of 10 seats")).to_be_visible()
    look_at(page, "forming-proposed")
    follow(page.get_by_role("link", name="Publish"))
    look_at(page, "forming-publish")
    follow(page.get_by_role("button", name="Publish"))
    expect(page.get_by_text("9 of 10 seats")).to_be_visible()


def a_board(make: Make) -> tuple[Proposal, list[str], list[str]]:
    """A draft with three groups: the codes of girls in the first, and of those who wait, the longest waiting first."""
    make.edition()
    proposal = draft(make)
    later = ReadinessReason.STAFF_TO_FOLLOW
    groups = [
        possible_group(make, proposal, site=make.site(6, name=name), lead_id=None, exception=later, language=language)
        for name, language in (("Vermont Avenue Room", "en"), ("Compton Creek Room", "en"), ("Kestrel House", "es"))
    ]
    seated = [waiting(make, days=100 - number) for number in range(7)]
    put(proposal, groups[0], *seated)
    waits = [waiting(make, days=60), waiting(make, days=30), waiting(make, days=20, language="es")]
    waits.append(waiting(make, days=10, availability="Tue 15:00-18:00; Thu 16:00-18:30"))
    make.commit()
    return proposal, [girl.code for girl in seated], [girl.code for girl in waits]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_girls_move_by_keyboard_alone(make: Make, visit_as: Visit, width: int) -> None:
    proposal, _seated, waits = a_board(make)
    page = visit_as("coordinator", service_area=6, width=width)
    page.goto(f"/cohorts/form/{proposal.id}")
    look_at(page, f"forming-board-at-{width}")
    second = page.get_by_role("region", name="New group 2")
    page.get_by_role("radio", name=waits[0]).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(second.get_by_role("radio", name=waits[0])).to_be_checked()
    expect(second.get_by_role("radio", name=waits[0])).to_be_focused()
    expect(second.get_by_text("1 of 12 seats")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_role("region", name="Waiting").get_by_role("radio", name=waits[0])).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name=waits[1])).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("region", name="New group 1").get_by_role("radio").first).to_be_focused()


def test_a_refusal_stands_in_one_line_at_the_bar_and_the_card(make: Make, visit_as: Visit) -> None:
    proposal, _seated, waits = a_board(make)
    page = visit_as("coordinator", service_area=6, width=DESK)
    page.goto(f"/cohorts/form/{proposal.id}")
    page.get_by_role("radio", name=waits[3]).check()
    page.get_by_role("button", name="Move here (New group 1)").click()
    expect(page.locator("#save-state")).to_have_text("She cannot come at that time.")
    look_at(page, "forming-refused")


def test_a_card_is_dragged_into_a_group(make: Make, visit_as: Visit) -> None:
    proposal, _seated, waits = a_board(make)
    page = visit_as("coordinator", service_area=6, width=DESK)
    page.goto(f"/cohorts/form/{proposal.id}")
    third = page.get_by_role("region", name="New group 3")
    page.locator(".board-card", has_text=waits[2]).drag_to(third)
    expect(third.get_by_role("radio", name=waits[2])).to_be_checked()
    expect(page.locator('[data-figure="placed"] .figure-now')).to_have_text("8 / 11")


def test_without_scripts_the_same_form_moves_a_girl(make: Make, visit_as: Visit) -> None:
    proposal, _seated, waits = a_board(make)
    page = visit_as("coordinator", service_area=6, script=False)
    page.goto(f"/cohorts/form/{proposal.id}")
    page.get_by_role("radio", name=waits[0]).check()
    follow(page.get_by_role("button", name="Move here (New group 2)"))
    expect(page.get_by_role("region", name="New group 2").get_by_role("radio", name=waits[0])).to_be_visible()
    page.get_by_role("radio", name=waits[3]).check()
    page.get_by_label("Move to").select_option(index=1)
    follow(page.get_by_role("button", name="Move", exact=True))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    picture(page, "forming-without-scripts")


def test_two_coordinators_see_each_other(make: Make, visit_as: Visit) -> None:
    proposal, _seated, waits = a_board(make)
    dana = make.user("coordinator", full_name="Dana Whitfield")
    lupe = make.user("coordinator", full_name="Lupe Navarro")
    first, second = visit_as(user=dana, width=DESK), visit_as(user=lupe, width=DESK)
    first.goto(f"/cohorts/form/{proposal.id}")
    second.goto(f"/cohorts/form/{proposal.id}")
    expect(second.get_by_text("Dana Whitfield is editing too.")).to_be_visible()
    for page in (first, second):
        page.get_by_role("radio", name=waits[0]).check()
        page.get_by_role("button", name="Move here (New group 2)").click()
        expect(page.locator("#save-state")).not_to_be_empty()
    expect(second.locator("#save-state")).to_contain_text(f"Dana Whitfield moved {waits[0]}.")
    look_at(second, "forming-conflict")
    db.session.rollback()
