"""The yearly picture: girls referred, served and handed on, each once a year, and nobody told of outside the unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.core.access import Permission
from curriculum_app.core.db import db
from curriculum_app.core.suppression import RELEASED_FEWEST
from curriculum_app.participants.models import Participant, ParticipantRace
from curriculum_app.participants.rules.words import Race
from curriculum_app.reports.queries.yearly import picture_of, totals_of
from curriculum_app.reports.rules.yearly import (
    Counted,
    Picture,
    Trait,
    Year,
    YearKind,
    race_value,
    released,
    year,
    years,
    years_over,
)
from tests.clients import Client
from tests.factories import Make
from tests.factories.handoffs import handoff, sent

R, S, H = Counted
TODAY = date(2026, 11, 26)


def test_federal_years_run_from_october_and_join_without_a_gap() -> None:
    assert year(2026, YearKind.FEDERAL) == Year(YearKind.FEDERAL, 2026, date(2025, 10, 1), date(2026, 9, 30))
    assert year(2026, YearKind.CALENDAR) == Year(YearKind.CALENDAR, 2026, date(2026, 1, 1), date(2026, 12, 31))
    for kind in YearKind:
        shown = years(TODAY, kind)
        assert shown[0].first <= TODAY <= shown[0].last
        assert all(later.first - older.last == timedelta(days=1) for later, older in pairwise(shown))
    assert [each.number for each in years_over(TODAY)] == [2026, 2025, 2024, 2023]


@pytest.mark.parametrize(("selected", "one", "value"), [(0, None, "not_recorded"), (1, "asian", "asian")])
def test_one_selection_is_itself_and_several_are_two_or_more(selected: int, one: str | None, value: str) -> None:
    assert race_value(selected, one) == value
    assert race_value(2, "asian") == "two_or_more"


def picture(counts: list[int]) -> Picture:
    """A year whose served girls are of so many languages."""
    rows = {str(place): {S: count} for place, count in enumerate(counts)}
    return Picture(years_over(TODAY)[0], {R: 0, S: sum(counts), H: 3}, {Trait.LANGUAGE: rows})


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_small_count_is_told_or_follows(counts: list[int]) -> None:
    told = released(picture(counts))
    total = told.totals[S]
    assert told.totals[R] == 0
    assert told.totals[H] is None
    shown = [row[S] for row in told.parts[Trait.LANGUAGE].values()]
    assert all(each == 0 or each >= RELEASED_FEWEST for each in shown if each is not None)
    if total is None:
        assert set(shown) == {None}
    elif None in shown:
        rest = total - sum(each or 0 for each in shown)
        assert shown.count(None) == 1 or rest >= RELEASED_FEWEST


def a_girl(make: Make, *races: Race, language: str = "en") -> Participant:
    girl = make.participant(language=language)
    for race in races:
        make.add(ParticipantRace(participant_id=girl.id, race=race))
    return girl


@pytest.mark.usefixtures("app_context")
class TestCounting:
    """A manager's picture of this calendar year."""

    def of_this_year(self, make: Make, role: str = "program_manager", area: int | None = None) -> Picture:
        actor = make.actor(make.user(role, **({"service_area": area} if area else {})), role, area)
        return picture_of(actor.scopes(Permission.YEAR_VIEW), actor, year(make.today.year, YearKind.CALENDAR))

    def test_each_girl_counts_once_in_each_column(self, make: Make) -> None:
        gail = make.actor(make.user("coordinator", service_area=6), "coordinator", 6)
        girl = a_girl(make, Race.BLACK, Race.HISPANIC, language="es")
        girl.has_child_welfare_case = True
        first, second = make.cohort(), make.cohort()
        seat = make.enrolment(first, girl, age_at_enrolment=13)
        seat.state, seat.exit_reason, seat.exited_on = EnrolmentState.EXITED, ExitReason.MOVED, make.today
        db.session.flush()
        make.enrolment(second, girl, age_at_enrolment=14)
        for _ in range(2):
            sent(make, handoff(make, girl, gail), gail)
        found = self.of_this_year(make)
        assert (found.totals[S], found.totals[H]) == (1, 1)
        assert found.parts[Trait.RACE]["two_or_more"] == {R: 0, S: 1, H: 1}
        assert found.parts[Trait.LANGUAGE]["es"][S] == 1
        assert found.parts[Trait.CHILD_WELFARE] == {"yes": {R: 0, S: 1, H: 1}}
        assert found.parts[Trait.AGE] == {"13": {S: 1}}

    def test_a_seat_counts_in_every_year_it_lasted(self, make: Make) -> None:
        this = year(make.today.year, YearKind.CALENDAR)
        last = year(this.number - 1, YearKind.CALENDAR)
        make.enrolment(make.cohort(), a_girl(make), enrolled_on=last.first)
        actor = make.actor(make.user("program_manager"), "program_manager")
        found = totals_of(
            actor.scopes(Permission.YEAR_VIEW), actor, (this, last, year(last.number - 1, YearKind.CALENDAR))
        )
        assert [each[S] for each in found] == [1, 1, 0]

    def test_a_coordinator_counts_her_area_alone(self, make: Make) -> None:
        make.enrolment(make.cohort(), a_girl(make))
        assert self.of_this_year(make, "coordinator", 6).totals[S] == 1
        assert self.of_this_year(make, "coordinator", 8).totals[S] == 0

    def test_it_takes_the_same_statements_for_any_number(self, make: Make, statements: list[str]) -> None:
        numbers = []
        for _ in range(2):
            for _ in range(3):
                make.enrolment(make.cohort(), a_girl(make))
            db.session.flush()
            statements.clear()
            self.of_this_year(make)
            numbers.append(sum("participants" in each and "SELECT" in each for each in statements))
        assert numbers[0] == numbers[1] == len(Counted)


def test_the_page_speaks_inside_and_the_files_are_released(make: Make, client_as: Callable[..., Client]) -> None:
    federal = years_over(make.today)[0]
    for _ in range(3):
        make.enrolment(make.cohort(), a_girl(make), enrolled_on=federal.last)
    make.commit()
    manager = client_as("program_manager")
    inside = manager.get(f"/reports/yearly?year=federal-{federal.number}").text
    assert "small numbers are not hidden" in inside
    assert '<p class="rate-fraction">3</p>' in inside
    analyst = client_as("analyst")
    outside = analyst.get("/reports/yearly").text
    assert '<p class="rate-fraction">3</p>' not in outside
    assert "10 or fewer" in outside
    for browser in (manager, analyst):
        lines = browser.get("/reports/yearly.csv").text.splitlines()
        assert f"{federal.number},served,all,all,,True," in "\n".join(lines)
        assert browser.get("/reports/yearly.xlsx").data.startswith(b"PK")
        paper = browser.get("/reports/yearly.pdf")
        assert paper.mimetype == "application/pdf"
        assert b"pdfuaid" in paper.data
    assert client_as("coordinator", service_area=6).get("/reports/yearly.csv").status_code == 403
    assert manager.get("/reports/yearly?year=federal-1812").status_code == 422
