"""The first page: what each person finds there, by what she may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum_app.attendance.models import Mark, Visit
from curriculum_app.attendance.rules.words import Status
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.db import db
from curriculum_app.participants.rules.words import AreaState
from tests.clients import Client
from tests.factories import Make

Sign = Callable[..., Client]


def session_of(cohort: Cohort, number: int = 1) -> GroupSession:
    """One session of a cohort."""
    query = select(GroupSession).where(GroupSession.cohort_id == cohort.id, GroupSession.number == number)
    return db.session.scalars(query).one()


def mark_all(make: Make, cohort: Cohort, session: GroupSession, but: int = 0) -> None:
    """Mark everyone present but the last `but` girls."""
    girls = db.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort.id)).all()
    for girl in girls[: len(girls) - but]:
        make.add(
            Mark(session_id=session.id, enrolment_id=girl.id, status=Status.PRESENT, minutes=90, marked_at=make.at)
        )


def test_a_facilitator_finds_todays_sheet_one_tap_away(client_as: Sign, make: Make) -> None:
    user = make.user()
    cohort = make.group(user, girls=3, name="Group A, Tuesday")
    session = session_of(cohort)
    others = make.group(make.user(), girls=2, name="Group B, Monday")
    page = client_as(user=user).get("/").text
    assert f'href="/cohorts/{cohort.id}/sessions/{session.id}/attendance"' in page
    assert "Take attendance" in page
    assert "0 of 3 marked" in page
    assert others.name not in page


def test_a_day_without_a_session_says_so(client_as: Sign) -> None:
    assert "You have no session today." in client_as("facilitator").get("/").text


def test_a_sheet_of_last_week_stays_until_it_is_finished(client_as: Sign, make: Make) -> None:
    user = make.user()
    cohort = make.group(user, girls=3, first_on=make.today - timedelta(days=7), sessions=1)
    session = session_of(cohort)
    session.state = SessionState.HELD
    mark_all(make, cohort, session, but=1)
    browser = client_as(user=user)
    assert "2 of 3 marked" in browser.get("/").text
    make.begin()
    mark_last = db.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort.id)).all()[-1]
    make.add(
        Mark(session_id=session.id, enrolment_id=mark_last.id, status=Status.PRESENT, minutes=90, marked_at=make.at)
    )
    make.commit()
    assert "Sheets to finish" not in browser.get("/").text


def test_a_session_that_did_not_happen_is_finished(client_as: Sign, make: Make) -> None:
    user = make.user()
    cohort = make.group(user, girls=2)
    session = session_of(cohort)
    session.state, session.not_held_reason = SessionState.NOT_HELD, "lockdown"  # type: ignore[assignment]
    page = client_as(user=user).get("/").text
    assert "Did not happen" in page
    assert "Take attendance" not in page


def test_a_substitute_finds_her_one_session(client_as: Sign, make: Make) -> None:
    stand_in = make.user()
    cohort = make.group(make.user(), girls=2)
    session = session_of(cohort)
    make.staff(cohort, stand_in, "substitute", session_id=session.id, from_on=make.today, until_on=make.today)
    page = client_as(user=stand_in).get("/").text
    assert f"/cohorts/{cohort.id}/sessions/{session.id}/attendance" in page
    assert f"/sessions/{session_of(cohort, 2).id}" not in page


def test_a_coordinator_finds_what_waits_in_her_area(client_as: Sign, make: Make) -> None:
    make.participant(service_area=None, area_state=AreaState.UNDECIDED, area_basis=None)
    here, there = make.group(girls=2, capacity=5), make.group(girls=1, service_area=8)
    for cohort in (here, there):
        make.add(Visit(session_id=session_of(cohort).id, age=14, recorded_at=make.at))
    page = " ".join(client_as("coordinator", service_area=6).get("/").text.split())
    assert '<span class="home-figure">1</span> walk-in waits for you' in page
    assert '<span class="home-figure">1</span> home area to decide' in page
    assert '<span class="home-figure">3</span> free seats in open groups' in page


def test_a_manager_lands_on_figures_without_names(client_as: Sign, make: Make) -> None:
    make.group(girls=4)
    page = client_as("program_manager").get("/").text
    assert "0 of 0" in page
    assert "girls who left a group" in page


@pytest.mark.parametrize(("role", "words"), [("administrator", "People with an account"), ("analyst", "Lessons")])
def test_everyone_else_finds_her_ways(client_as: Sign, role: str, words: str) -> None:
    page = client_as(role).get("/").text
    assert words in page
    assert "Today" not in page


def test_the_page_costs_the_same_for_one_group_and_for_many(client_as: Sign, make: Make, statements: list[str]) -> None:
    counts = []
    user = make.user()
    browser = client_as(user=user)
    for groups in (1, 6):
        make.begin()
        for _ in range(groups):
            make.group(user, girls=4)
        make.commit()
        statements.clear()
        assert browser.get("/").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 7
