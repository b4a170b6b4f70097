"""What an analyst and a facilitator are shown: no small count, nothing from which one could be worked out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from curriculum_app.assessments.rules import Wave
from tests.clients import Client
from tests.factories import Make
from tests.factories.outcomes import girl, girls, over, programme
from tests.reports.test_outcomes_page import ADDRESS, words_of

ClientAs = Callable[..., Client]


def lines(client: Client, query: str = "") -> list[dict[str, str]]:
    """The lines of the CSV file."""
    body = client.get(f"{ADDRESS}.csv{query}").text
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


def whole(found: list[dict[str, str]], scale: str = "knowledge", later: str = "post") -> dict[str, str]:
    """The line of one scale over all girls."""
    return next(each for each in found if (each["group_by"], each["scale"], each["later"]) == ("all", scale, later))


def test_a_small_loss_hides_the_wave_that_would_give_it_away(make: Make, client_as: ClientAs) -> None:
    """30 asked, 26 of them again: 4 lost. Neither 4 nor 30 may be shown beside 26; three months later 15 and 15."""
    girls(make, over(make, capacity=40), programme(15, 11, 4))
    found = whole(lines(client_as("analyst")))
    assert (found["n_pre"], found["n_pairs"], found["n_lost"], found["n_unpaired"]) == ("", "26", "", "")
    later = whole(lines(client_as("analyst")), later="follow_up")
    assert (later["n_pre"], later["n_pairs"], later["n_lost"]) == ("", "15", "")
    assert found["mean_pre_lost"] == ""
    page = words_of(client_as("analyst"))
    assert "of 30" not in page
    assert "30" not in page.split("Who was asked")[1].split("What changed")[0]
    inside = whole(lines(client_as("program_manager")))
    assert (inside["n_pre"], inside["n_pairs"], inside["n_lost"]) == ("30", "26", "4")


def test_a_small_area_takes_another_with_it_and_no_mean_stands_over_it(make: Make, client_as: ClientAs) -> None:
    edition = make.edition()
    for area, number in ((6, 20), (8, 4), (7, 13)):
        cohort = over(make, service_area=area, edition=edition, capacity=30)
        for each in programme(0, number, 0):
            girl(make, cohort, each, participant=make.participant(service_area=area, consents=False))
    found = [each for each in lines(client_as("analyst")) if each["group_by"] == "service_area"]
    shown = {each["group"]: (each["n_pairs"], each["mean_pre"], each["note"]) for each in found}
    assert shown["SPA 6 South"][0] == "20"
    assert shown["SPA 6 South"][1]
    for name in ("SPA 7 East", "SPA 8 South Bay"):
        assert shown[name] == ("", "", "Too few to show safely")


def test_ten_pairs_are_too_few_for_an_analyst_and_enough_inside(make: Make, client_as: ClientAs) -> None:
    girls(make, over(make), programme(0, 10, 0))
    found = whole(lines(client_as("analyst")))
    assert (found["n_pairs"], found["mean_pre"], found["note"]) == ("", "", "Too few to show safely")
    assert whole(lines(client_as("program_manager")))["mean_pre"]


def test_inside_four_girls_are_too_few_for_a_mean(make: Make, client_as: ClientAs) -> None:
    """And a group of seven beside one of three shows none either: the three would follow from the ten."""
    edition = make.edition()
    for number in (3, 7):
        girls(make, over(make, edition=edition), programme(0, number, 0))
    client = client_as("program_manager")
    rows = [each for each in lines(client, "?group_by=cohort") if each["group_by"] == "cohort"]
    assert [(each["n_pairs"], each["mean_pre"]) for each in rows] == [("3", ""), ("7", "")]
    assert whole(lines(client))["mean_pre"]


def test_released_figures_have_no_filters_and_no_groups(make: Make, client_as: ClientAs) -> None:
    cohort = over(make, capacity=30)
    girls(make, cohort, programme(0, 20, 0))
    analyst = client_as("analyst")
    for query in (f"cohort={cohort.id}", f"site={cohort.site_id}", "service_area=6", "from=2026-01-01"):
        assert analyst.get(f"{ADDRESS}?{query}").status_code == 422
        assert analyst.get(f"{ADDRESS}.csv?{query}").status_code == 422
    assert cohort.name not in words_of(analyst, f"{ADDRESS}?group_by=cohort")
    assert [each for each in lines(analyst, "?group_by=cohort") if each["group_by"] == "cohort"] == []


def test_released_figures_move_once_a_month(make: Make, client_as: ClientAs) -> None:
    """Otherwise the difference of two days would be one girl's score."""
    cohort = over(make, capacity=30)
    girls(make, cohort, programme(0, 20, 0))
    girls(make, cohort, programme(0, 5, 0), at=make.at)
    assert whole(lines(client_as("analyst")))["n_pairs"] == "20"
    assert whole(lines(client_as("program_manager")))["n_pairs"] == "25"


def test_a_facilitator_sees_her_own_groups_as_carefully(make: Make, client_as: ClientAs) -> None:
    lead = make.user("facilitator")
    edition = make.edition()
    girls(make, over(make, staff=(lead,), edition=edition, capacity=30), programme(0, 14, 0))
    girls(make, over(make, edition=edition, capacity=30), programme(0, 16, 0))
    assert whole(lines(client_as(user=lead)))["n_pairs"] == "14"
    assert whole(lines(client_as("facilitator")))["n_pairs"] == "0"


def test_a_coordinator_sees_her_own_area(make: Make, client_as: ClientAs) -> None:
    edition = make.edition()
    for area, number in ((6, 6), (8, 9)):
        cohort = over(make, service_area=area, edition=edition)
        for each in programme(0, number, 0):
            girl(make, cohort, each, participant=make.participant(service_area=area, consents=False))
    assert whole(lines(client_as("coordinator", service_area=8)))["n_pairs"] == "9"


@pytest.mark.parametrize("down", [3, 13])
def test_a_yes_or_no_that_few_gave_hides_mean_and_test(make: Make, client_as: ClientAs, down: int) -> None:
    moves = [(0.0, 1.0)] * 20 + [(1.0, 0.0)] * down + [(1.0, 1.0)] * 30
    many = [{Wave.PRE: {"help-line": pre}, Wave.POST: {"help-line": post}} for pre, post in moves]
    girls(make, over(make, capacity=90), many)
    found = whole(lines(client_as("analyst")), "help-line")
    assert found["n_pairs"] == str(50 + down)
    is_shown = down > 10
    assert bool(found["mean_pre"]) is is_shown
    assert bool(found["mcnemar_p"]) is is_shown
