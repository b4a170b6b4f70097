"""The board over HTTP: what it shows, what it answers, and that neither grows with the number of girls."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from curriculum_app.cohorts.models import Cohort, PossibleGroup, Proposal, ProposedSeat
from curriculum_app.cohorts.rules.states import ProposalState, ReadinessReason
from curriculum_app.core.db import db
from curriculum_app.core.jobs import Job, JobState
from curriculum_app.participants.models import Participant
from tests.clients import Client
from tests.factories import Make
from tests.factories.drafts import draft, possible_group, put, trained, waiting

JSON = {"Accept": "application/json"}


@pytest.fixture
def group(make: Make) -> PossibleGroup:
    """A possible group of the draft of area 6."""
    make.edition()
    return possible_group(make, draft(make))


def move(browser: Client, group: PossibleGroup, girl: UUID, to: object, version: int, **headers: str) -> Any:  # noqa: ANN401
    """Press Move."""
    data = {"participant": str(girl), "to": str(to), "version": str(version)}
    return browser.post(f"/cohorts/form/{group.proposal_id}/move", data=data, headers=headers)


def test_a_coordinator_starts_the_draft_of_her_area_once(office: Client) -> None:
    first = office.post("/cohorts/form", data={"service_area": "6"})
    again = office.post("/cohorts/form", data={"service_area": "6"})
    assert first.status_code == 303
    assert first.location == again.location
    refused = office.post("/cohorts/form", data={"service_area": "8"})
    assert refused.status_code == 422
    assert "your own service areas" in refused.text


def test_a_card_shows_no_name_and_no_story(make: Make, group: PossibleGroup, office: Client) -> None:
    girl = waiting(make, first_name="Xochitl", last_name="Quintanilla", school="Somewhere High")
    make.commit()
    page = office.get(f"/cohorts/form/{group.proposal_id}").text
    assert girl.code in page
    assert "Mon 15:00-18:30" in page
    assert "waits 30 days" in page
    assert not any(word in page for word in ("Xochitl", "Quintanilla", "Somewhere"))


def test_a_move_is_answered_in_json_with_everything_that_changed(
    make: Make, group: PossibleGroup, office: Client
) -> None:
    girl, other = waiting(make), waiting(make, language="es")
    make.commit()
    answer = move(office, group, girl.id, group.id, 1, **JSON)
    told = answer.get_json()
    assert answer.status_code == 200
    assert (told["to"], told["version"], told["may_undo"]) == (str(group.id), 2, True)
    assert told["groups"][str(group.id)][0] == "1 of 12 seats"
    assert told["figures"]["placed"][0] == "1 / 2"
    assert "Spanish" in told["notes"][str(other.id)]


def test_without_scripts_a_move_comes_back_as_a_page(make: Make, group: PossibleGroup, office: Client) -> None:
    girl, tuesday = waiting(make), waiting(make, availability="Tue 15:00-18:00")
    make.commit()
    done = move(office, group, girl.id, group.id, 1)
    assert done.status_code == 303
    refused = move(office, group, tuesday.id, group.id, 2)
    assert refused.status_code == 422
    assert "She cannot come at that time." in refused.text
    assert "There is a problem" in refused.text


def test_the_second_coordinator_hears_who_moved_whom(
    make: Make, group: PossibleGroup, office: Client, client_as: Callable[..., Client]
) -> None:
    girl, other = waiting(make), waiting(make)
    dana = make.user("coordinator", full_name="Dana Whitfield")
    browser = client_as(user=dana)
    move(browser, group, girl.id, group.id, 1)
    late = move(office, group, other.id, group.id, 1, **JSON)
    assert late.status_code == 409
    assert f"Dana Whitfield moved {girl.code}." in late.get_json()["refused"]
    assert db.session.get(ProposedSeat, (group.proposal_id, other.id)) is None
    assert "Dana Whitfield is editing too." in office.get(f"/cohorts/form/{group.proposal_id}").text


def test_undo_stands_on_the_board_and_takes_the_move_back(make: Make, group: PossibleGroup, office: Client) -> None:
    girl = waiting(make)
    make.commit()
    move(office, group, girl.id, group.id, 1)
    url = f"/cohorts/form/{group.proposal_id}/undo"
    told = office.post(url, data={"version": "2"}, headers=JSON).get_json()
    assert (told["to"], told["may_undo"]) == ("", False)
    again = office.post(url, data={"version": "3"})
    assert again.status_code == 422


def test_a_refusal_because_of_a_pair_tells_nothing_on_the_whole_board(
    make: Make, office: Client, group: PossibleGroup
) -> None:
    """The other girl lives in another area, so this coordinator may not know of the pair."""
    cohort = make.cohort(site=make.site(6), capacity=5)
    girl, other = waiting(make, availability=None), make.participant("Zenaida", "Iturbe", service_area=8)
    make.enrolment(cohort, other)
    make.pair(girl, other)
    code = other.code
    make.commit()
    refused = move(office, group, girl.id, cohort.id, 1, **JSON).get_json()
    assert refused["refused"] == "She can't join this group. Ask a coordinator."
    page = office.get(f"/cohorts/form/{group.proposal_id}").text
    assert not any(word in page for word in (code, "Zenaida", "apart"))


def test_whoever_reaches_both_hears_of_the_pair(make: Make, office: Client, group: PossibleGroup) -> None:
    girl, other = waiting(make), waiting(make, first_name="Zenaida", last_name="Iturbe")
    make.pair(girl, other)
    put(db.session.get_one(Proposal, group.proposal_id), group, other)
    make.commit()
    refused = move(office, group, girl.id, group.id, 1, **JSON).get_json()["refused"]
    assert refused.startswith("She can't join this group. Ask a coordinator. She is kept apart from Zenaida I.")


def test_groups_are_added_changed_suggested_and_taken_away(make: Make, office: Client) -> None:
    make.edition()
    site, lead, co = make.site(6, seats=10), trained(make), trained(make, "Rosa Delgado")
    proposal = draft(make)
    for _ in range(8):
        waiting(make)
    make.commit()
    base = f"/cohorts/form/{proposal.id}"
    assert office.post(f"{base}/suggest").status_code == 303
    suggested = db.session.scalars(select(PossibleGroup)).one()
    assert (suggested.seats, suggested.site_id, suggested.weekdays) == (10, site.id, 1)
    values = {
        "site": str(site.id), "first_on": suggested.first_on.isoformat(), "starts_at": "16:00", "minutes": "90",
        "seats": "11", "language": "en", "lead": str(lead.id), "co": str(co.id), "version": "2",
    }  # fmt: skip
    too_many = office.post(f"{base}/groups/{suggested.id}/edit", data=values)
    assert too_many.status_code == 422
    assert "10 seats" in too_many.text
    assert office.post(f"{base}/groups/{suggested.id}/edit", data=values | {"seats": "9"}).status_code == 303
    stale = office.post(f"{base}/groups/{suggested.id}/edit", data=values | {"seats": "8"})
    assert stale.status_code == 409
    assert office.post(f"{base}/groups/{suggested.id}/remove", data={"version": "3"}).status_code == 303
    assert db.session.scalars(select(PossibleGroup)).all() == []


def test_a_proposal_is_a_job_that_can_be_followed_and_stopped(make: Make, group: PossibleGroup, office: Client) -> None:
    waiting(make)
    make.commit()
    base = f"/cohorts/form/{group.proposal_id}"
    asked = office.post(f"{base}/propose")
    assert asked.location.endswith("/progress")
    page = office.get(f"{base}/progress")
    assert page.headers["Refresh"] == "2"
    assert "Waiting for its turn." in page.text
    office.post(f"{base}/stop")
    assert db.session.scalars(select(Job.state)).one() is JobState.CANCELLED
    assert office.get(f"{base}/progress").status_code == 303


def test_the_check_page_publishes_and_says_what_stands_against_it(
    make: Make, group: PossibleGroup, office: Client
) -> None:
    proposal = db.session.get_one(Proposal, group.proposal_id)
    girls = [waiting(make) for _ in range(6)]
    put(proposal, group, *girls[:5])
    make.commit()
    base = f"/cohorts/form/{group.proposal_id}/publish"
    assert "Too few girls for a group." in office.get(base).text
    refused = office.post(base, data={"version": "1", "placed": "5"})
    assert refused.status_code == 422
    move(office, group, girls[5].id, group.id, 1)
    assert office.post(base, data={"version": "2", "placed": "6"}).status_code == 303
    assert db.session.scalars(select(Cohort.seats_taken)).all() == [6]


def fill(make: Make, girls: int, groups: int) -> tuple[PossibleGroup, list[Participant]]:
    """A board with this many girls and groups, most girls in one."""
    make.edition()
    proposal = draft(make)
    later = ReadinessReason.STAFF_TO_FOLLOW
    made = [possible_group(make, proposal, lead_id=None, exception=later) for _ in range(groups)]
    waits = [waiting(make, days=number % 90) for number in range(girls)]
    for number, girl in enumerate(waits[: girls // 2]):
        put(proposal, made[number % groups], girl)
    make.commit()
    return made[0], waits


def test_the_board_and_a_move_cost_the_same_statements_whatever_the_size(
    make: Make, client_as: Callable[..., Client], statements: list[str]
) -> None:
    counts = []
    for girls, groups in ((4, 2), (300, 30)):
        for row in db.session.scalars(select(Proposal)):
            row.state = ProposalState.DISCARDED
        first, waits = fill(make, girls, groups)
        browser = client_as("coordinator", service_area=6)
        statements.clear()
        page = browser.get(f"/cohorts/form/{first.proposal_id}")
        shown = len(statements)
        statements.clear()
        answer = move(browser, first, waits[-1].id, first.id, 1, **JSON)
        counts.append((shown, len(statements)))
        assert page.status_code == 200
        assert answer.status_code == 200
    assert counts[0] == counts[1]


def test_a_large_board_is_light(make: Make, client_as: Callable[..., Client]) -> None:
    first, _girls = fill(make, 300, 30)
    browser = client_as("coordinator", service_area=6)
    page = browser.get(f"/cohorts/form/{first.proposal_id}", headers={"Accept-Encoding": "identity"})
    assert len(gzip.compress(page.data)) < 150_000
