"""The pages of groups: what a coordinator and a facilitator see there, and what they may do."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import CohortState, EnrolmentState, ExitReason, SessionState
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Participant
from tests.clients import Client
from tests.cohorts.test_enrolling import referral
from tests.factories import Make

As = Callable[..., Client]
# What differs between two answers of one page though nothing else does: masked tokens and the address itself.
VARYING = re.compile(rb'name="csrf_token" value="[^"]*"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')


def plan_of(make: Make, **values: str) -> dict[str, str]:
    """What the form of a new group posts."""
    day = (make.today + timedelta(days=7)).isoformat()
    usual = {"id": str(new_id()), "first_on": day, "starts_at": "16:00", "minutes": "90", "capacity": "12"}
    return usual | {"skips_holidays": "y", "step": "create", "exception": "staff_to_follow"} | values


def test_a_group_is_planned_in_two_steps(make: Make, office: Client) -> None:
    site = make.site()
    make.edition()
    make.commit()
    assert "Show the dates" in office.get("/cohorts/new").text
    typed = plan_of(make, site=str(site.id), step="preview")
    preview = office.post("/cohorts/new", data=typed)
    assert preview.status_code == 200
    assert preview.text.count("<li>") >= 10
    assert db.session.scalar(select(Cohort.id)) is None
    made = office.post("/cohorts/new", data=typed | {"step": "create"}, follow_redirects=True)
    assert "Group A, " in made.text
    assert "Created." in made.text
    again = office.post("/cohorts/new", data=typed | {"step": "create"}, follow_redirects=True)
    assert "Already saved." in again.text


def test_a_refused_plan_comes_back_as_typed(make: Make, office: Client) -> None:
    site = make.site()
    make.edition()
    make.commit()
    answer = office.post("/cohorts/new", data=plan_of(make, site=str(site.id), minutes="240", starts_at="21:00"))
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert "The session would end after midnight" in answer.text
    assert 'value="240"' in answer.text


def test_a_site_of_another_area_cannot_be_chosen(make: Make, office: Client) -> None:
    site = make.site(8)
    make.edition()
    make.commit()
    assert office.post("/cohorts/new", data=plan_of(make, site=str(site.id))).status_code == 422


def test_the_waitlist_enrols_with_one_press(make: Make, office: Client) -> None:
    cohort, girl = make.cohort(), make.participant("Marisol", "Vega")
    referral(make, girl)
    make.commit()
    address = f"/cohorts/{cohort.id}/enrol"
    page = office.get(address)
    assert "Marisol V." in page.text
    assert "0 of 12 seats" in page.text
    answer = office.post(address, data={"id": str(new_id()), "participant": str(girl.id)}, follow_redirects=True)
    assert "Enrolled." in answer.text
    assert "1 of 12 seats" in answer.text
    assert "Marisol V." not in answer.text


def test_a_full_group_says_so_in_one_line(make: Make, office: Client) -> None:
    cohort, girl = make.cohort(capacity=1), make.participant()
    make.enrolment(cohort)
    referral(make, girl)
    make.commit()
    answer = office.post(f"/cohorts/{cohort.id}/enrol", data={"id": str(new_id()), "participant": str(girl.id)})
    assert answer.status_code == 422
    assert "This group is full." in answer.text


def test_a_late_entry_asks_for_a_reason_and_keeps_it(make: Make, office: Client) -> None:
    cohort, girl = make.cohort(first_on=make.today - timedelta(weeks=3)), make.participant()
    referral(make, girl)
    make.commit()
    typed = {"id": str(new_id()), "participant": str(girl.id)}
    refused = office.post(f"/cohorts/{cohort.id}/enrol", data=typed)
    assert refused.status_code == 422
    assert "Say why she joins now." in refused.text
    done = office.post(f"/cohorts/{cohort.id}/enrol", data=typed | {"late_reason": "Released on Monday"})
    assert done.status_code == 303


def test_a_girl_is_withdrawn_on_a_page_that_names_her(make: Make, office: Client) -> None:
    enrolment = make.enrolment(make.cohort(), make.participant("Tiana", "Brooks"))
    make.commit()
    address = f"/cohorts/{enrolment.cohort_id}/enrolments/{enrolment.id}/withdraw"
    page = office.get(address)
    assert "Tiana B." in page.text
    assert "<title>Withdraw a girl" in page.text
    typed = {"reason": "released", "exited_on": make.today.isoformat()}
    assert office.post(address, data=typed).status_code == 303
    row = db.session.execute(select(Enrolment.state, Enrolment.exit_reason)).one()
    assert tuple(row) == (EnrolmentState.EXITED, ExitReason.RELEASED)
    assert "already left" in office.post(address, data=typed).text


def test_a_girl_moves_to_another_group(make: Make, office: Client) -> None:
    enrolment, other = make.enrolment(make.cohort()), make.cohort()
    make.commit()
    address = f"/cohorts/{enrolment.cohort_id}/enrolments/{enrolment.id}/transfer"
    assert other.name in office.get(address).text
    answer = office.post(address, data={"id": str(new_id()), "cohort": str(other.id)})
    assert answer.status_code == 303
    assert db.session.scalar(select(Cohort.seats_taken).where(Cohort.id == other.id)) == 1


def test_closing_asks_how_each_girl_left(make: Make, office: Client) -> None:
    cohort = make.group(girls=2, sessions=1)
    for session in db.session.scalars(select(GroupSession)):
        session.state = SessionState.HELD
    make.commit()
    address = f"/cohorts/{cohort.id}/close"
    names = [f"reason-{each}" for each in db.session.scalars(select(Enrolment.id))]
    refused = office.post(address, data={"version": "1", names[0]: "moved"})
    assert refused.status_code == 422
    assert refused.text.count("Choose how she left.") == 2  # in the summary and at her row
    done = office.post(address, data={"version": "1", names[0]: "moved", names[1]: "lost_contact"})
    assert done.status_code == 303
    assert db.session.scalar(select(Cohort.state)) is CohortState.COMPLETED
    assert "Withdraw or move" not in office.get(f"/cohorts/{cohort.id}").text


def test_a_stale_close_is_a_conflict_and_changes_nothing(make: Make, office: Client) -> None:
    cohort = make.cohort(sessions=1)
    make.commit()
    answer = office.post(f"/cohorts/{cohort.id}/close", data={"version": "9"})
    assert answer.status_code == 409
    assert "Someone else changed this group" in answer.text


def test_cancelling_names_the_group(make: Make, office: Client) -> None:
    cohort = make.group(girls=1)
    make.commit()
    page = office.get(f"/cohorts/{cohort.id}/cancel")
    assert f"Cancel {cohort.name}" in page.text
    assert "1 girl loses her seat" in page.text
    answer = office.post(f"/cohorts/{cohort.id}/cancel", data={"version": "1", "reason": "staffing"})
    assert answer.status_code == 303
    assert db.session.scalar(select(Cohort.state)) is CohortState.CANCELLED


def test_staff_come_and_go(make: Make, office: Client) -> None:
    cohort, ana = make.cohort(), make.user("facilitator", full_name="Ana Duarte")
    make.commit()
    address = f"/cohorts/{cohort.id}/staff"
    assert "Nobody leads this group yet." in office.get(address).text
    typed = {"id": str(new_id()), "user": str(ana.id), "part": "lead", "from_on": make.today.isoformat()}
    assert "One person leads this group" in office.post(address, data=typed, follow_redirects=True).text
    seat = db.session.scalars(select(CohortStaff.id)).one()
    assert "Ended." in office.post(f"{address}/{seat}/end", follow_redirects=True).text


def test_a_session_is_moved_and_replaced(make: Make, office: Client) -> None:
    cohort = make.cohort()
    session = db.session.scalars(select(GroupSession.id).where(GroupSession.number == 1)).one()
    make.commit()
    address = f"/cohorts/{cohort.id}/sessions/{session}"
    day = (make.today + timedelta(days=1)).isoformat()
    assert office.post(f"{address}/move", data={"held_on": day, "starts_at": "17:15"}).status_code == 303
    assert "5:15" in office.get(address).text
    refused = office.post(f"{address}/replace", data={"id": str(new_id()), "held_on": day, "starts_at": "09:00"})
    assert refused.status_code == 422
    assert "has not been called off" in refused.text


def test_a_facilitator_sees_her_groups_and_changes_nothing(make: Make, client_as: As) -> None:
    ana = make.user("facilitator")
    mine, other = make.group(ana, girls=2), make.cohort()
    make.commit()
    browser = client_as(user=ana)
    listed = browser.get("/cohorts").text
    assert mine.name in listed
    assert other.code not in listed
    page = browser.get(f"/cohorts/{mine.id}")
    assert "2 of 12 seats" in page.text
    assert "Enrol girls" not in page.text
    assert browser.get(f"/cohorts/{mine.id}/enrol").status_code == 403
    assert VARYING.sub(b"", browser.get(f"/cohorts/{other.id}").data) == VARYING.sub(
        b"", browser.get(f"/cohorts/{new_id()}").data
    )


@pytest.mark.parametrize(("days", "shown"), [(2, True), (4, False)])
def test_the_venue_opens_to_a_facilitator_three_days_before(make: Make, client_as: As, days: int, shown: bool) -> None:
    ana = make.user("facilitator")
    cohort = make.cohort(staff=(ana,), first_on=make.today + timedelta(days=days))
    key = open_key(cohort.key)
    cohort.venue_sealed = key.seal(Cohort.venue_sealed, cohort.id, "Room 4, Vermont Square")
    make.commit()
    assert ("Room 4, Vermont Square" in client_as(user=ana).get(f"/cohorts/{cohort.id}").text) is shown
    office = client_as("coordinator", service_area=6)
    assert "Room 4, Vermont Square" in office.get(f"/cohorts/{cohort.id}").text


def test_a_substitute_opens_her_session_and_not_the_group(make: Make, client_as: As) -> None:
    bo, cohort = make.user("facilitator"), make.group(girls=1)
    session = db.session.scalars(select(GroupSession).where(GroupSession.number == 1)).one()
    dates = {"from_on": make.today, "until_on": make.today}
    make.staff(cohort, bo, "substitute", session_id=session.id, **dates)
    make.commit()
    browser = client_as(user=bo)
    assert browser.get(f"/cohorts/{cohort.id}/sessions/{session.id}").status_code == 200
    assert browser.get(f"/cohorts/{cohort.id}").status_code == 404


@pytest.mark.parametrize("path", ["", "/enrol", "/staff", "/close"])
def test_a_page_costs_the_same_for_two_girls_and_for_twelve(
    make: Make, office: Client, statements: list[str], path: str
) -> None:
    counts = []
    for girls, sessions in ((2, 3), (12, 10)):
        cohort = make.group(girls=girls, sessions=sessions, capacity=20)
        for _ in range(girls):
            referral(make, make.participant())
        make.commit()
        statements.clear()
        assert office.get(f"/cohorts/{cohort.id}{path}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_list_costs_the_same_for_one_group_and_for_thirty(
    make: Make, office: Client, statements: list[str]
) -> None:
    edition, site, counts = make.edition(), make.site(), []
    for number in (1, 29):
        for _ in range(number):
            make.cohort(edition=edition, site=site, sessions=2)
        make.commit()
        statements.clear()
        page = office.get("/cohorts")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert "Next page" in page.text


def test_a_facilitator_reads_the_safe_contact_lines_of_her_girls(make: Make, client_as: As) -> None:
    lead = make.user("facilitator")
    cohort = make.cohort(staff=(lead,))
    girl = make.participant()
    line = open_key(girl.key).seal(Participant.safe_contact_sealed, girl.id, "Text her aunt after 5 PM")
    girl.safe_contact_sealed = line
    make.enrolment(cohort, girl)
    make.commit()
    browser = client_as(user=lead)
    assert f"/cohorts/{cohort.id}/safe-contacts" in browser.get(f"/cohorts/{cohort.id}").text
    assert "Text her aunt after 5 PM" in browser.get(f"/cohorts/{cohort.id}/safe-contacts").text
