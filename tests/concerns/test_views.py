"""The pages of concerns: begun from a girl's row, left half way, gone on with, followed; each reader sees her part."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from curriculum_app.concerns.rules.words import ClockKind
from curriculum_app.concerns.service import answer_done, waive
from curriculum_app.core import clock
from curriculum_app.core.db import db
from tests.clients import Client
from tests.concerns.conftest import People, the_only_concern
from tests.factories.concerns import concern

As = Callable[..., Client]
NUMBER = "1234 5678 9012 3456 789"


def beginning(**more: object) -> dict[str, Any]:
    """The first form as the page posts it."""
    now = clock.local(clock.now())
    when = {"day": now.date().isoformat(), "time": now.strftime("%H:%M")}
    return {"id": str(uuid4()), "about_staff": "no", **when} | more


@pytest.fixture
def rosa(people: People, client_as: As) -> Client:
    return client_as(user=people.rosa)


@pytest.fixture
def gloria(people: People, client_as: As) -> Client:
    return client_as(user=people.gloria)


def test_a_record_begun_from_her_row_is_left_half_way_and_gone_on_with(people: People, rosa: Client) -> None:
    page = rosa.get("/concerns/new", query_string={"enrolment": people.girl.id}).text
    assert "Maya R." in page
    assert "1-800-540-4000" in page
    begun = rosa.post("/concerns/new", data=beginning(enrolment_id=str(people.girl.id)))
    assert begun.status_code == 303
    half = rosa.get(begun.location).text
    assert "You still have to call." in half
    address = begun.location.split("?")[0]
    saved = rosa.post(address, data={"question": "phone", "agency": "welfare", "spoken_to": "Worker 4471"})
    assert saved.status_code == 303
    later = rosa.get(address).text
    assert "Worker 4471" in later
    assert "Maya R." in later
    assert "You still have to call." in later
    called = rosa.post(address, data={"question": "phone", "agency": "welfare", "referral_number": NUMBER, "now": "1"})
    done = rosa.get(called.location).text
    assert "Recorded here: you called at" in done
    assert NUMBER in done
    assert "You still have to send it." in done


def test_what_is_refused_comes_back_as_typed(people: People, rosa: Client) -> None:
    address = f"/concerns/{concern(people.make, people.rosa).id}"
    people.make.commit()
    wrong = rosa.post(address, data={"question": "phone", "spoken_to": "Someone kind", "referral_number": "12345"})
    assert wrong.status_code == 422
    assert "The referral number has 19 digits." in wrong.text
    assert "Someone kind" in wrong.text
    assert "12345" in wrong.text
    ahead = clock.local(clock.now() + timedelta(days=1)).date().isoformat()
    late = rosa.post(address, data={"question": "written", "day": ahead, "time": "09:00"})
    assert late.status_code == 422
    assert "That is later than now." in late.text
    assert rosa.post(address, data={"question": "learned", "day": "0012-01-01", "time": "09:00"}).status_code == 422
    assert rosa.post(address, data={"question": "phone", "day": ahead, "time": ""}).status_code == 422
    assert rosa.post(address, data={"question": "no-such"}).status_code == 400
    short = rosa.post(f"{address}/not-required", data={"clock": "written", "reason": "No."})
    assert short.status_code == 422
    assert "Say why in at least 10 characters." in short.text


def test_nothing_typed_in_the_future_is_lost_and_the_clock_runs_from_now(people: People, rosa: Client) -> None:
    ahead = clock.local(clock.now() + timedelta(days=2)).date().isoformat()
    answer = rosa.post("/concerns/new", data=beginning(day=ahead))
    assert answer.status_code == 303
    assert "Both are kept." in rosa.get(answer.location).text
    row = the_only_concern()
    assert row.learned_at == row.entered_at == row.received_at
    assert row.learned_said_at > row.received_at


def test_the_same_beginning_twice_is_one_record(people: People, rosa: Client) -> None:
    form = beginning()
    first, second = (rosa.post("/concerns/new", data=form) for _ in range(2))
    assert first.location.split("?")[0] == second.location.split("?")[0]
    assert second.location.endswith("done=already")


def test_a_girl_out_of_reach_is_unknown_and_a_lost_one_keeps_the_form(people: People, client_as: As) -> None:
    stranger = client_as()
    asked = [
        stranger.get("/concerns/new", query_string={"enrolment": each})
        for each in (people.girl.id, uuid4(), "nonsense")
    ]
    assert [answer.status_code for answer in asked] == [404, 404, 404]
    gone = stranger.post("/concerns/new", data=beginning(enrolment_id=str(people.girl.id), about_staff="other"))
    assert gone.status_code == 422
    assert "Go on without it" in gone.text
    assert str(people.girl.id) not in gone.text
    assert re.search(r'value="other"[^>]*checked|checked[^>]*value="other"', gone.text)


def test_a_custodian_follows_and_answers_nothing(people: People, gloria: Client) -> None:
    row = concern(people.make, people.rosa, text="He waits outside the school.")
    people.make.commit()
    assert f"/concerns/{row.id}" in gloria.get("/").text
    page = gloria.get(f"/concerns/{row.id}").text
    assert "He waits outside the school." in page
    assert "Rosa Delgado still has to call." in page
    assert "Recorded by Rosa Delgado." in page
    assert 'name="question"' not in page
    assert gloria.post(f"/concerns/{row.id}", data={"question": "text", "text": "Mine"}).status_code == 403
    added = gloria.post(f"/concerns/{row.id}/follow-up", data={"follow_up": "I rang Rosa at noon."})
    assert "I rang Rosa at noon." in gloria.get(added.location).text
    gloria.post("/concerns/notices/seen")
    assert f"/concerns/{row.id}" not in gloria.get("/").text


def test_a_manager_sees_clocks_without_a_name_and_may_open_none(people: People, client_as: As) -> None:
    row = concern(people.make, people.rosa, text="Something was said.")
    people.make.commit()
    elena = client_as(user=people.elena)
    page = elena.get("/concerns").text
    assert row.code in page
    assert "Rosa" not in page
    assert str(row.id) not in page
    assert elena.get(f"/concerns/{row.id}").status_code == 404
    assert "Phone call: 1 clock runs." in elena.get("/").text


def test_a_coordinator_counts_her_area_and_an_analyst_large_quarters(people: People, client_as: As) -> None:
    make = people.make
    for _ in range(3):
        row = concern(make, people.rosa)
        row.service_area = 6
    make.commit()
    assert (
        "3 concerns of your area have an open clock." in client_as("coordinator", service_area=6).get("/concerns").text
    )
    assert (
        "0 concerns of your area have an open clock." in client_as("coordinator", service_area=8).get("/concerns").text
    )
    assert "Too few to show safely" in client_as("analyst").get("/concerns").text
    for _ in range(8):
        concern(make, people.rosa)
    make.commit()
    assert re.search(r">\s*11\s*<", client_as("analyst").get("/concerns").text)


def test_a_single_custodian_is_not_enough_and_the_page_says_so(people: People, client_as: As) -> None:
    elena = client_as(user=people.elena)
    assert "There should be two custodians" not in elena.get("/concerns").text
    people.ramon.is_active = False
    people.make.add(people.ramon)
    people.make.commit()
    assert "There should be two custodians" in elena.get("/concerns").text


def test_the_page_to_print_holds_what_is_known(people: People, rosa: Client) -> None:
    row = concern(people.make, people.rosa, text="She drew a map.")
    people.make.commit()
    page = rosa.get(f"/concerns/{row.id}/print").text
    for words in ("She drew a map.", "Rosa Delgado", "Worker 4471", "It is not that form"):
        assert words in page


def test_no_page_claims_that_the_program_has_reported(people: People, rosa: Client) -> None:
    make = people.make
    by: dict[str, Any] = {"actor": make.actor(people.rosa), "at": make.at}
    row = concern(make, people.rosa)
    waive(row, ClockKind.PHONE, "Another agency called while I was there.", **by)
    answer_done(row, ClockKind.WRITTEN, make.at, **by)
    make.commit()
    for address in ("/", "/concerns", f"/concerns/{row.id}", f"/concerns/{row.id}/print", "/report-now"):
        said = rosa.get(address).text.lower()
        for claim in ("we reported", "we have reported", "has been reported", "was reported", "report submitted"):
            assert claim not in said, f"{address} claims: {claim}"


def test_the_list_costs_the_same_for_one_and_for_many(people: People, gloria: Client, statements: list[str]) -> None:
    costs = []
    for more in (1, 6):
        for _ in range(more):
            concern(people.make, people.rosa)
        people.make.commit()
        statements.clear()
        gloria.get("/concerns")
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_history_is_on_the_page_with_who_and_when(people: People, rosa: Client) -> None:
    row = concern(people.make, people.rosa, text="Before.")
    people.make.commit()
    rosa.post(f"/concerns/{row.id}", data={"question": "text", "text": "After."})
    page = rosa.get(f"/concerns/{row.id}").text
    assert "Before." in page
    assert "After." in page
    assert db.session.get_one(type(row), row.id).code in page
