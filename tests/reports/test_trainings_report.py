"""The report of trained people: by federal year and audience, everybody once, shares with denominators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from curriculum_app.core.access import Permission
from curriculum_app.core.written_dates import months_later
from curriculum_app.reports.queries.trainings import TrainingFigures, trainings
from curriculum_app.trainings.rules.courses import Applied, Audience
from curriculum_app.trainings.service.attendees import Person
from tests.clients import Client
from tests.factories import Make
from tests.factories.trainings import AUNT, attendee, course, training

FIRST, SECOND = date(2023, 9, 30), date(2023, 10, 1)
JO = Person("Jo Kim", "Casa de los Niños")
JOS_COLLEAGUE = Person("Ana Duarte", "casa de los ninos")


@pytest.fixture
def held(make: Make) -> None:
    """Two trainings on both sides of a new year, one for staff today, and a planned one."""
    before, after = training(make, held_on=FIRST), training(make, held_on=SECOND)
    attendee(make, before, applied=Applied.USED, applied_at=make.at)
    attendee(make, before, JO, applied=Applied.NOT_YET, applied_at=make.at)
    attendee(make, after)
    attendee(make, after, JO)
    attendee(make, after, JOS_COLLEAGUE, minutes=60)
    attendee(make, training(make, course(make, audience=Audience.STAFF, expires_months=None)), JO)
    training(make, held_on=months_later(make.today, 1))
    make.commit()


def figures(make: Make, **days: date) -> TrainingFigures:
    """What a manager reads."""
    actor = make.actor(make.user("program_manager"), "program_manager")
    return trainings(actor.scopes(Permission.TRAINING_COUNT), actor, **days)


@pytest.mark.usefixtures("held")
def test_everybody_counts_once_in_a_year_and_once_in_the_total(make: Make) -> None:
    found = figures(make)
    old = [(row.year, row.audience.value, row.figures.people) for row in found.rows][1:]
    assert old == [(2024, "partners", 3), (2023, "partners", 2)]
    assert (found.total.people, found.total.trainings, found.total.organisations) == (3, 3, 2)
    assert found.rows[1].figures.organisations == 2
    assert found.total.minutes == 5 * 120 + 60
    assert found.rows[0].figures.in_force == 1


@pytest.mark.usefixtures("held")
def test_the_share_is_of_those_who_answered_and_silence_is_counted(make: Make) -> None:
    total = figures(make).total
    assert (total.asked, total.used, total.not_yet, total.silent) == (5, 1, 1, 3)
    assert total.applied_share == 0.5


@pytest.mark.usefixtures("held")
def test_the_days_bound_what_is_counted(make: Make) -> None:
    assert figures(make, from_on=SECOND, until_on=SECOND).total.people == 3
    assert figures(make, until_on=date(2001, 1, 1)).rows == ()


@pytest.mark.usefixtures("held")
def test_page_and_files_say_the_same(client_as: Callable[..., Client]) -> None:
    for role in ("program_manager", "analyst", "coordinator"):
        browser = client_as(role)
        page = browser.get("/reports/trainings").text
        assert "1 of 2" in page
        assert "3 of 5" in page
        assert "Oct 2023 to Sep 2024" in page
        assert AUNT.name not in page
    file = browser.get("/reports/trainings.csv").text.splitlines()
    assert file[0].lstrip("\ufeff").startswith("year,audience,trainings,people,organisations,hours")
    assert file[-1].startswith("all,all,3,3,2,11.0,")
    assert browser.get("/reports/trainings.xlsx").data.startswith(b"PK")
    assert browser.get("/reports/trainings?from=2026-02-02&to=2026-02-01").status_code == 422
    assert browser.get("/reports/trainings.csv?from=x").status_code == 422


def test_a_year_without_trainings_says_so(client_as: Callable[..., Client]) -> None:
    assert "No training was held here." in client_as("analyst").get("/reports/trainings").text


def test_an_area_reads_its_own_and_the_programmes(make: Make, client_as: Callable[..., Client]) -> None:
    attendee(make, training(make, service_area=8))
    make.commit()
    assert "No training was held here." in client_as("coordinator", service_area=6).get("/reports/trainings").text
