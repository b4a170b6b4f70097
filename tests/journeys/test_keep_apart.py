"""A coordinator keeps two girls apart and is refused a seat; a group's gap in readiness is seen and allowed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.participants.rules.words import ApartReason, ApartState
from tests.cohorts.test_enrolling import referral
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
SENTENCE = "She can't join this group. Ask a coordinator."


def test_a_coordinator_keeps_two_girls_apart(make: Make, visit_as: Visit) -> None:
    xochitl, tiana = make.participant("Xochitl", "Vega"), make.participant("Tiana", "Brooks")
    far = make.participant("Zuleyka", "Ybarrondo", service_area=8)
    waiting = make.participant("Jayla", "Okafor")
    for girl in (xochitl, waiting):
        referral(make, girl)
    make.pair(waiting, far, reason=ApartReason.COURT_ORDER)
    old = make.pair(make.participant(), make.participant(), review_on=make.today)
    asked = make.pair(tiana, make.participant(), state=ApartState.PROPOSED, set_at=None)
    cohort = make.cohort(name="Group A, Tuesday")
    make.enrolment(cohort, tiana)
    make.enrolment(cohort, far)
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto("/keep-apart/new")
    look_at(page, "apart-new-empty")
    page.get_by_label("One girl: name or code").fill("xochitl")
    page.get_by_label("The other girl: name or code").fill(tiana.code)
    follow(page.get_by_role("button", name="Search"))
    look_at(page, "apart-new-found")
    page.get_by_label("Why", exact=True).select_option(label="A family asked for it")
    follow(page.get_by_role("button", name="Keep them apart"))
    expect(page.get_by_text("Saved.")).to_be_visible()
    look_at(page, "apart-pair")
    follow(page.get_by_role("link", name="Keep apart"))
    look_at(page, "apart-list")
    for pair, name in ((old, "apart-due"), (asked, "apart-asked")):
        page.goto(f"/keep-apart/{pair.id}")
        look_at(page, name)
    page.goto(f"/participants/{xochitl.id}")
    look_at(page, "apart-participant")
    page.goto(f"/cohorts/{cohort.id}/enrol")
    for name in ("Xochitl", "Jayla"):
        follow(page.get_by_role("button", name=f"Enrol {name}"))
        expect(page.get_by_text(SENTENCE).first).to_be_visible()
        look_at(page, f"apart-refused-{name.lower()}")
        expect(page.get_by_text("Tiana B.")).to_have_count(2 if name == "Xochitl" else 0)
    expect(page.get_by_text("Zuleyka")).to_have_count(0)


def test_a_gap_in_readiness_is_seen_and_allowed(make: Make, visit_as: Visit) -> None:
    dana, marisol = make.user(full_name="Dana Whitfield"), make.user(full_name="Marisol Arriaga")
    make.training(dana)
    make.training(dana, "facilitator", valid_until=make.today + timedelta(days=24))
    cohort = make.group(dana, girls=3, name="Group A, Tuesday")
    make.staff(cohort, marisol, "co")
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto(f"/cohorts/{cohort.id}")
    look_at(page, "readiness-group")
    follow(page.get_by_role("link", name="Say why the group may go on all the same"))
    page.get_by_label("What is missing").select_option(label="Nobody with a facilitator training")
    page.get_by_label("Why the group may go on all the same").select_option(label="A training is booked")
    look_at(page, "readiness-page")
    follow(page.get_by_role("button", name="Save"))
    look_at(page, "readiness-allowed")
    page.goto("/trainings/staff")
    look_at(page, "trainings-staff")
    follow(page.get_by_role("link", name="Marisol Arriaga"))
    page.get_by_label("Facilitator training").check()
    page.get_by_label("Counts from").fill(make.today.isoformat())
    follow(page.get_by_role("button", name="Save"))
    look_at(page, "trainings-person")
    follow(page.get_by_role("link", name="Correct"))
    look_at(page, "trainings-record")
    page.goto(f"/cohorts/{cohort.id}")
    expect(page.get_by_text("Not ready yet")).to_have_count(0)


def test_a_facilitator_asks_to_keep_two_girls_apart(make: Make, visit_as: Visit) -> None:
    leader = make.user()
    cohort = make.group(leader, girls=3)
    make.commit()
    page = visit_as(user=leader)
    page.goto(f"/cohorts/{cohort.id}")
    follow(page.get_by_role("link", name="Ask to keep two girls apart"))
    page.get_by_label("One girl").select_option(index=1)
    page.get_by_label("The other girl").select_option(index=2)
    page.get_by_label("Why").select_option(index=1)
    look_at(page, "apart-propose")
    follow(page.get_by_role("button", name="Send"))
    expect(page.get_by_text("Sent.")).to_be_visible()
