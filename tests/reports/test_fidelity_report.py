"""The fidelity report against a count by hand: what is logged, what is not, within reach, page and files alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition
from tests.clients import Client
from tests.factories import Make
from tests.factories.fidelity import fidelity_log

ClientAs = Callable[..., Client]


def held(make: Make, lead: User, edition: Edition, sessions: int, *, service_area: int = 6) -> Cohort:
    """A group with so many sessions, all held, the last of them today."""
    first_on = make.today - timedelta(weeks=sessions - 1)
    cohort = make.cohort(
        staff=(lead,), sessions=sessions, first_on=first_on, edition=edition, service_area=service_area
    )
    db.session.execute(update(GroupSession).where(GroupSession.cohort_id == cohort.id).values(state=SessionState.HELD))
    return cohort


@pytest.fixture
def lead(make: Make) -> User:
    """Who led every group of these tests; she is named nowhere."""
    return make.user(full_name="Rosa Delgado")


@pytest.fixture
def counted(make: Make, lead: User) -> Cohort:
    """Lesson 1 was held in two groups and logged in both, lesson 2 in one and not logged; another is in area 8.

    Lesson 1: 7 of 8 required, 1 of 2 optional, 155 of 160 minutes, engagement 3 (one log says it).
    """
    edition = make.edition()
    near, other, far = (
        held(make, lead, edition, 2),
        held(make, lead, edition, 1),
        held(make, lead, edition, 1, service_area=8),
    )
    fidelity_log(make, near, lead, required_given=3, optional_given=1, minutes_given=75, engagement=3)
    fidelity_log(make, other, lead)
    fidelity_log(make, far, lead, required_given=1, minutes_given=20)
    make.commit()
    return near


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    """The lines of the CSV file."""
    body = client.get(f"/reports/fidelity.csv{query}").text
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


def test_the_file_agrees_with_the_hand_count(counted: Cohort, client_as: ClientAs) -> None:
    first, second = lines(client_as("coordinator", service_area=6))
    assert (first["lesson"], first["sessions_held"], first["sessions_logged"]) == ("1", "2", "2")
    assert (first["required_given"], first["required_planned"], first["adherence"]) == ("7", "8", "0.875")
    assert (first["optional_given"], first["optional_planned"]) == ("1", "2")
    assert (first["minutes_given"], first["minutes_planned"], first["dosage"]) == ("155", "160", "0.9688")
    assert (first["engagement_mean"], first["engagement_n"]) == ("3.0", "1")
    assert (second["sessions_held"], second["sessions_logged"], second["adherence"]) == ("1", "0", "")
    assert second["engagement_mean"] == ""


def test_the_page_says_not_logged_and_names_nobody(counted: Cohort, client_as: ClientAs) -> None:
    text = client_as("coordinator", service_area=6).get("/reports/fidelity").text
    assert "7 of 8" in text
    assert "2 of 3" in text
    assert "Not logged" in text
    assert "Rosa" not in text
    assert "Delgado" not in text


def test_the_spreadsheet_is_internal_and_has_the_same_lines(counted: Cohort, client_as: ClientAs) -> None:
    client = client_as("program_manager")
    answer = client.get("/reports/fidelity.xlsx")
    assert "fidelity-internal" in answer.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [str(row[4]) for row in rows[-2:]] == [line["sessions_logged"] for line in lines(client)]
    assert "report:fidelity:exported" in set(db.session.scalars(select(AuditEvent.action)))


def test_the_filters_narrow_the_sessions(counted: Cohort, make: Make, client_as: ClientAs) -> None:
    client = client_as("program_manager")
    assert lines(client)[0]["sessions_held"] == "3"
    assert lines(client, "?service_area=8")[0]["required_given"] == "1"
    assert [line["lesson"] for line in lines(client, f"?cohort={counted.id}")] == ["1", "2"]
    before = (make.today - timedelta(days=1)).isoformat()
    assert [line["sessions_held"] for line in lines(client, f"?to={before}")] == ["1"]
    assert client.get("/reports/fidelity?from=2026-05-02&to=2026-05-01").status_code == 422


def test_one_group_shows_the_minutes_of_its_girls(counted: Cohort, make: Make, client_as: ClientAs) -> None:
    seat = make.enrolment(counted)
    seat.tally_minutes_attended, seat.tally_minutes_offered = 120, 160
    make.commit()
    client = client_as("program_manager")
    assert "120 of 160" in client.get(f"/reports/fidelity?cohort={counted.id}").text
    assert "120 of 160" not in client.get("/reports/fidelity").text


def test_a_group_out_of_reach_tells_nothing(counted: Cohort, client_as: ClientAs) -> None:
    neighbour = client_as("coordinator", service_area=8)
    assert lines(neighbour, f"?cohort={counted.id}") == []


def test_nothing_held_is_said_in_words(client_as: ClientAs) -> None:
    assert "No session was held here." in client_as("program_manager").get("/reports/fidelity").text


def test_the_number_of_statements_does_not_grow_with_the_lessons(
    make: Make, lead: User, client_as: ClientAs, statements: list[str]
) -> None:
    client, counts = client_as("program_manager"), []
    for sessions in (1, 8):
        fidelity_log(make, held(make, lead, make.edition(), sessions), lead)
        make.commit()
        statements.clear()
        assert client.get("/reports/fidelity").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], statements
