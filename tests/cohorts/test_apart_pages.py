"""The pages of keep-apart pairs and of readiness, as people use them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.participants.models import KeepApartPair
from curriculum_app.participants.rules.apart import months_later
from curriculum_app.participants.rules.words import ApartReason, ApartState
from tests.clients import Client, without_tokens
from tests.factories import Make


@pytest.fixture
def office(client_as: Callable[..., Client]) -> Client:
    """A coordinator of area 6."""
    return client_as("coordinator", service_area=6)


def terms(make: Make, **values: str) -> dict[str, str]:
    review = months_later(make.today, 6).isoformat()
    return {"reason": "conflict", "from_on": make.today.isoformat(), "review_on": review} | values


def test_two_girls_are_found_chosen_and_kept_apart(make: Make, office: Client) -> None:
    one, other = make.participant("Salma", "Quiroga"), make.participant("Tavia", "Loera")
    make.participant("Salma", "Quist")
    make.commit()
    assert "No two girls within your reach" in office.get("/keep-apart").text
    assert "Search" in office.get(f"/keep-apart/new?participant={one.id}").text
    words = {"id": str(uuid4()), "first_words": "salma", "second_words": other.code, "step": "search"}
    found = office.post("/keep-apart/new", data=words).text
    assert found.count("Salma Q.") == 2
    assert found.count("checked") == 1
    unchosen = office.post("/keep-apart/new", data=words | terms(make) | {"step": "save"})
    assert unchosen.status_code == 422
    assert "Choose a girl." in unchosen.text
    typed = words | terms(make) | {"step": "save", "first": str(one.id), "second": str(other.id)}
    too_early = office.post("/keep-apart/new", data=typed | {"review_on": make.today.isoformat()})
    assert "Choose a day from 6 to 12 months from today." in too_early.text
    for _ in range(2):
        shown = office.post("/keep-apart/new", data=typed, follow_redirects=True)
        assert "Saved." in shown.text
    assert db.session.scalars(select(KeepApartPair)).one().state is ApartState.IN_FORCE
    page = office.get("/keep-apart").text
    assert "A conflict between them" in page
    assert "Needs a decision" not in page
    assert "She is in a keep-apart pair." in office.get(f"/participants/{one.id}").text


def test_a_pair_that_shares_a_group_needs_a_decision(make: Make, office: Client) -> None:
    cohort, girls = make.cohort(), (make.participant(), make.participant())
    for girl in girls:
        make.enrolment(cohort, girl)
    pair = make.pair(*girls)
    make.commit()
    assert f"Both are in {cohort.name}" in office.get("/keep-apart").text
    page = office.get(f"/keep-apart/{pair.id}").text
    assert "Both have a seat in one group now." in page
    assert str(cohort.id) in page


def test_a_pair_is_reviewed_and_ended(make: Make, office: Client) -> None:
    pair = make.pair(make.participant(), make.participant(), review_on=make.today)
    make.commit()
    assert "Due to be looked at again" in office.get("/keep-apart").text
    address = f"/keep-apart/{pair.id}"
    later = {"version": "1", "until_on": "", "review_on": months_later(make.today, 12).isoformat()}
    assert office.post(f"{address}/review", data=later).status_code == 303
    assert office.post(f"{address}/review", data=later).status_code == 409
    assert "Last looked at" in office.get(address).text
    assert office.post(f"{address}/end", data={"version": "1"}).status_code == 409
    assert "Ended." in office.post(f"{address}/end", data={"version": "2"}, follow_redirects=True).text


def test_a_facilitator_asks_and_a_coordinator_decides(
    make: Make, office: Client, client_as: Callable[..., Client]
) -> None:
    leader = make.user()
    make.group(leader, girls=2)
    girls = list(db.session.scalars(select(Enrolment.participant_id)))
    browser = client_as(user=leader)
    assert "A coordinator decides." in browser.get("/keep-apart/propose").text
    typed = {"id": str(uuid4()), "first": str(girls[0]), "second": str(girls[0]), "reason": "safety"}
    assert "Choose two different girls." in browser.post("/keep-apart/propose", data=typed).text
    asked = browser.post("/keep-apart/propose", data=typed | {"second": str(girls[1])}, follow_redirects=True)
    assert "Sent." in asked.text
    pair = db.session.scalars(select(KeepApartPair)).one()
    assert "Somebody asked for it" in office.get("/keep-apart").text
    assert "Asked for, not decided" in office.get(f"/keep-apart/{pair.id}").text
    taken = office.post(f"/keep-apart/{pair.id}/accept", data=terms(make, version="1"), follow_redirects=True)
    assert "Kept apart" in taken.text
    assert browser.get(f"/keep-apart/{pair.id}").status_code == 404


def test_a_refused_placement_says_the_same_to_everybody_who_may_not_know(
    make: Make, office: Client, client_as: Callable[..., Client]
) -> None:
    """One pair lies within her reach, the other does not; a manager reaches both."""
    cohort = make.cohort()
    near, far = make.participant("Salma", "Quiroga"), make.participant("Tavia", "Loera", service_area=8)
    girls = [make.participant(), make.participant()]
    make.pair(girls[0], near, reason=ApartReason.SAFETY)
    make.pair(girls[1], far, reason=ApartReason.COURT_ORDER)
    make.enrolment(cohort, near)
    make.enrolment(cohort, far)
    manager = client_as("program_manager")
    address = f"/cohorts/{cohort.id}/enrol"
    known, hidden, told = (
        browser.post(address, data={"id": str(uuid4()), "participant": str(girl.id)})
        for browser, girl in ((office, girls[0]), (office, girls[1]), (manager, girls[1]))
    )
    sentence = "She can&#39;t join this group. Ask a coordinator."
    assert [answer.status_code for answer in (known, hidden, told)] == [422] * 3
    assert all(sentence in answer.text for answer in (known, hidden, told))
    assert "Salma Q." in known.text
    assert "Tavia L." in told.text
    assert "A court ordered it" in told.text
    assert "Tavia" not in hidden.text
    assert far.code not in hidden.text
    assert "kept apart" not in hidden.text
    refused = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "cohort:placement:refused")).all()
    assert len({(row.object_id, row.reason_code, row.outcome, str(row.details)) for row in refused}) == 1
    assert len(refused) == 3
    assert db.session.scalar(select(Enrolment.id).where(Enrolment.participant_id == girls[0].id)) is None


def test_who_may_not_know_of_a_pair_can_learn_nothing_by_asking(make: Make, office: Client) -> None:
    one, far = make.participant(), make.participant("Tavia", "Loera", service_area=8)
    pair = make.pair(one, far)
    make.commit()
    words = {"id": str(uuid4()), "first_words": far.code, "second_words": "nobody at all", "step": "search"}
    sought = without_tokens(office.post("/keep-apart/new", data=words).text)
    absent = without_tokens(office.post("/keep-apart/new", data=words | {"first_words": "QQQQQ"}).text)
    assert sought.replace(far.code, "QQQQQ") == absent
    typed = words | terms(make) | {"step": "save", "first": str(one.id), "second": str(far.id), "first_words": ""}
    refused = office.post("/keep-apart/new", data=typed)
    strange = office.post("/keep-apart/new", data=typed | {"second": str(uuid4())})
    assert refused.status_code == strange.status_code == 422
    assert without_tokens(refused.text) == without_tokens(strange.text)
    assert office.get(f"/keep-apart/{pair.id}").status_code == 404
    assert "keep-apart pair" not in office.get(f"/participants/{one.id}").text


def test_a_gap_stands_on_the_pages_and_is_allowed_by_name(
    make: Make, office: Client, client_as: Callable[..., Client]
) -> None:
    dana = make.user(full_name="Dana Whitfield")
    make.training(dana)
    make.training(dana, "facilitator", valid_until=make.today + timedelta(days=24))
    cohort = make.cohort(staff=(dana,))
    make.staff(cohort, make.user(), "co")
    leader = client_as(user=dana)
    page = office.get(f"/cohorts/{cohort.id}").text
    assert "Sessions 5 to 10, from" in page
    assert "Dana Whitfield&#39;s facilitator training ends" in page
    hers = leader.get(f"/cohorts/{cohort.id}").text
    assert "nobody there has a facilitator training on that date" in hers
    assert "facilitator training ends" not in hers
    address = f"/cohorts/{cohort.id}/readiness"
    assert "Choose a reason." in office.post(address, data={"gap": "no_facilitator_training"}).text
    typed = {"gap": "no_facilitator_training", "session": "", "reason": "training_booked"}
    allowed = office.post(address, data=typed, follow_redirects=True)
    assert "Nothing is missing that nobody allowed." in allowed.text
    assert f"Allowed by {office.user.full_name}: A training is booked." in office.get(f"/cohorts/{cohort.id}").text


def test_planning_asks_for_the_exception_beside_the_dates(make: Make, office: Client) -> None:
    site = make.site()
    make.edition()
    make.commit()
    day = (make.today + timedelta(days=7)).isoformat()
    typed = {
        "id": str(uuid4()), "site": str(site.id), "first_on": day, "starts_at": "16:00", "minutes": "90",
        "capacity": "12", "step": "create",
    }  # fmt: skip
    refused = office.post("/cohorts/new", data=typed)
    assert refused.status_code == 422
    assert "Sessions 1 to 10, from" in refused.text
    assert 'name="exception"' in refused.text
    assert office.post("/cohorts/new", data=typed | {"exception": "staff_to_follow"}).status_code == 303
