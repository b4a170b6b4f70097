"""A coordinator plans a group, fills it and looks at every page of it, on a phone and on a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from tests.cohorts.test_enrolling import referral
from tests.factories import Make
from tests.factories.drafts import waiting
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def test_a_coordinator_plans_a_group_and_fills_it(make: Make, visit_as: Visit) -> None:
    make.edition()
    make.site(name="Vermont Square Library")
    make.user("facilitator", full_name="Ana Duarte")
    referral(make, make.participant("Marisol", "Vega"))
    referral(make, make.participant("Tiana", "Brooks"))
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto("/cohorts")
    look_at(page, "cohorts-empty")
    follow(page.get_by_role("link", name="New group").first)
    look_at(page, "cohorts-new")
    page.get_by_label("Leader").select_option(label="Ana Duarte")
    follow(page.get_by_role("button", name="Show the dates"))
    look_at(page, "cohorts-new-dates")
    page.get_by_label("Why the group may go on all the same").select_option(label="Staff will be named later")
    page.get_by_role("button", name="Create the group").click()
    expect(page.get_by_text("Created.")).to_be_visible()
    follow(page.get_by_role("link", name="Enrol girls").first)
    look_at(page, "cohorts-enrol")
    page.get_by_role("button", name="Enrol").first.click()
    expect(page.get_by_text("1 of 12 seats")).to_be_visible()


@pytest.mark.parametrize("path", ["", "/staff", "/edit", "/close", "/cancel"])
def test_the_pages_of_a_group_are_for_everyone(make: Make, visit_as: Visit, path: str) -> None:
    ana = make.user("facilitator", full_name="Ana Duarte")
    cohort = make.group(ana, girls=6, first_on=make.today - timedelta(weeks=1), name="Group A, Tuesday")
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto(f"/cohorts/{cohort.id}{path}")
    look_at(page, f"cohort{path.replace('/', '-')}")


def test_a_session_leads_to_its_sheet(make: Make, visit_as: Visit) -> None:
    ana = make.user("facilitator", full_name="Ana Duarte")
    make.group(ana, girls=6, name="Group A, Tuesday")
    make.commit()
    page = visit_as(user=ana)
    page.goto("/cohorts")
    look_at(page, "cohorts-list")
    follow(page.get_by_role("link", name="Group A, Tuesday"))
    follow(page.get_by_role("link", name="1. Lesson 1"))
    look_at(page, "cohort-session")
    page.get_by_role("link", name="Attendance").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_coordinator_reads_why_a_girl_is_where_she_is(make: Make, visit_as: Visit) -> None:
    girl = waiting(make, days=34, consents=False)
    seat = make.enrolment(make.cohort(name="Group A, Tuesday"), girl, exceptions="ages_out")
    seat.state, seat.exit_reason, seat.exited_on = EnrolmentState.EXITED, ExitReason.MOVED, make.today
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto(f"/participants/{girl.id}")
    follow(page.get_by_role("link", name="Why she is where she is"))
    expect(page.get_by_text("She has been on the waitlist")).to_be_visible()
    look_at(page, "path")
