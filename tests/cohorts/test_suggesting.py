"""A free seat is offered to the girls who fit, the longest waiting first; nothing happens by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.rules.fitting import can_come
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.availability import parse_availability
from tests.clients import Client
from tests.cohorts.test_enrolling import referral
from tests.factories import Make


def waiting(make: Make, **values: Any) -> Participant:  # noqa: ANN401
    girl = make.participant(**values)
    referral(make, girl)
    return girl


def free_until(girl: Participant, text: str) -> None:
    girl.availability_sealed = open_key(girl.key).seal(Participant.availability_sealed, girl.id, text)


def page_of(office: Client, cohort: Cohort) -> str:
    return office.get(f"/cohorts/{cohort.id}").text


def test_a_free_seat_names_those_who_fit_and_leads_to_enrolling(make: Make, office: Client) -> None:
    cohort = make.cohort(first_on=make.today + timedelta(days=7))
    girls = [waiting(make) for _ in range(4)]
    make.commit()
    page = page_of(office, cohort)
    assert "12 seats are free: 4 waiting girls fit" in page
    assert sum(f"#girl-{girl.id}" in page for girl in girls) == 3


def test_who_does_not_fit_is_not_named(make: Make, office: Client) -> None:
    cohort = make.cohort(first_on=make.today + timedelta(days=7))
    apart, other = waiting(make), make.enrolment(cohort).participant
    make.pair(apart, other)
    wrong = [waiting(make, consents=False), waiting(make, service_area=3), apart, waiting(make)]
    free_until(wrong[3], "Mon 01:00-02:00")
    make.commit()
    page = page_of(office, cohort)
    assert "waiting girl" not in page
    assert not any(f"#girl-{girl.id}" in page for girl in wrong)


@pytest.mark.parametrize("values", [{"capacity": 0}, {"entry_closes_after": 0}])
def test_a_full_or_closed_group_suggests_nobody(make: Make, office: Client, values: dict[str, Any]) -> None:
    cohort = make.cohort(**values)
    waiting(make)
    make.commit()
    assert "waiting girl" not in page_of(office, cohort)


def test_the_suggestion_costs_the_same_for_one_girl_and_for_twenty(
    make: Make, office: Client, statements: list[str]
) -> None:
    cohort, costs = make.cohort(first_on=make.today + timedelta(days=7)), []
    for count in (1, 19):
        for _ in range(count):
            waiting(make)
        make.commit()
        page_of(office, cohort)
        statements.clear()
        page_of(office, cohort)
        costs.append(len(statements))
        make.begin()
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("", True),
        ("Tue 15:00-18:00", True),
        ("Tue 16:00-17:30", True),
        ("Tue 16:30-18:00", False),
        ("Wed 15:00-18:00", False),
    ],
)
def test_she_can_come_when_one_slot_covers_the_whole_session(make: Make, text: str, fits: bool) -> None:
    cohort = make.cohort()
    assert can_come(parse_availability(text), [1], cohort.starts_at, cohort.minutes) is fits
