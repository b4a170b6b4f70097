"""The completion page: who may see what, and what stands on it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from curriculum_app.cohorts.models import ParticipantTally
from curriculum_app.core.db import begin_writing, db
from curriculum_app.reports.queries import offered
from tests.clients import Client
from tests.factories import Make

ClientAs = Callable[..., Client]


def tally(make: Make, girl: object, **values: object) -> None:
    """Set what a girl's tally says."""
    row = db.session.get_one(ParticipantTally, (girl.participant_id, "groups"))  # type: ignore[attr-defined]
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()


@pytest.fixture
def two_areas(make: Make) -> None:
    """Three girls in area 6, one of whom has completed and left; two in area 8."""
    edition = make.edition()
    south = make.group(girls=0, service_area=6, edition=edition, name="Group A, Tuesday")
    bay = make.group(girls=0, service_area=8, edition=edition, name="Group B, Monday")
    girls = [make.enrolment(south) for _ in range(3)]
    tally(make, girls[0], is_started=True, is_completed=True, is_exited=True, exited_on=make.today)
    tally(make, girls[1], is_started=True)
    for _ in range(2):
        make.enrolment(bay, make.participant(service_area=8))
    make.commit()


def text_of(client: Client, url: str) -> str:
    """The page at `url`, which is there."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:400]
    return answer.get_data(as_text=True)


@pytest.mark.usefixtures("two_areas")
class TestWhoSeesWhat:
    """The reach of each role."""

    def test_a_manager_sees_every_area_and_the_total(self, client_as: ClientAs) -> None:
        page = text_of(client_as("program_manager"), "/reports/completion")
        assert "SPA 6 South" in page
        assert "SPA 8 South Bay" in page
        assert "1 of 5" in page

    def test_a_coordinator_sees_her_own_area_only(self, client_as: ClientAs) -> None:
        page = text_of(client_as("coordinator", service_area=8), "/reports/completion")
        assert "SPA 8 South Bay</th>" in page.replace("\n", "")
        assert "0 of 2" in page
        assert "1 of 3" not in page

    def test_a_facilitator_of_no_group_sees_nobody(self, client_as: ClientAs) -> None:
        assert "Nobody is enrolled here." in text_of(client_as("facilitator"), "/reports/completion")

    @pytest.mark.parametrize("role", ["analyst", "administrator"])
    def test_who_reads_aggregates_elsewhere_is_told_no(self, client_as: ClientAs, role: str) -> None:
        client = client_as(role)
        for address in ("", ".csv", ".xlsx", "/list"):
            assert client.get(f"/reports/completion{address}").status_code == 403


def test_a_facilitator_sees_the_group_that_she_leads(make: Make, client_as: ClientAs) -> None:
    user = make.user("facilitator")
    make.group(user, girls=4)
    make.group(girls=3)
    page = text_of(client_as(user=user), "/reports/completion?group_by=cohort")
    assert "0 of 4" in page
    assert "0 of 7" not in page


@pytest.mark.usefixtures("two_areas")
class TestThePage:
    """What stands on it."""

    @pytest.mark.parametrize("group_by", ["service_area", "site", "cohort", "period", "nonsense"])
    @pytest.mark.parametrize("denominator", ["enrolled", "started", "exited", "nonsense"])
    def test_every_grouping_and_rate_is_shown(self, client_as: ClientAs, group_by: str, denominator: str) -> None:
        page = text_of(client_as("program_manager"), f"/reports/completion?group_by={group_by}&of={denominator}")
        assert "All together" in page
        assert page.count('role="img"') == 1

    def test_words_stand_before_the_percentage_with_the_name_of_the_denominator(self, client_as: ClientAs) -> None:
        page = text_of(client_as("program_manager"), "/reports/completion")
        assert page.index("Completed, of those who left") < page.index("1 of 1") < page.index("100%")
        assert "Completion rule 2026-1." in page

    def test_nobody_who_left_is_a_sentence_and_no_rate(self, client_as: ClientAs) -> None:
        page = text_of(client_as("coordinator", service_area=8), "/reports/completion")
        assert "Nobody has left yet." in page
        assert "nan" not in page.lower().replace("ordinance", "")

    def test_the_drawing_passes_the_content_policy(self, client_as: ClientAs) -> None:
        page = text_of(client_as("program_manager"), "/reports/completion")
        assert " style=" not in page
        assert "SPA 6 South: 1 of 1 (100%)" in page

    def test_filters_narrow_the_figures(self, client_as: ClientAs) -> None:
        client = client_as("program_manager")
        assert "1 of 3" in text_of(client, "/reports/completion?service_area=6")
        assert "Nobody is enrolled here." in text_of(client, "/reports/completion?to=2001-01-01")

    @pytest.mark.parametrize(
        "query", ["from=31.12.2026", "from=2026-02-31", "from=2026-05-01&to=2026-04-01", "cohort=x", "service_area=6'"]
    )
    def test_a_filter_that_makes_no_sense_comes_back_with_a_sentence(self, client_as: ClientAs, query: str) -> None:
        client = client_as("program_manager")
        answer = client.get(f"/reports/completion?{query}")
        assert answer.status_code == 422
        assert "There is a problem" in answer.get_data(as_text=True)
        assert client.get(f"/reports/completion.csv?{query}").status_code == 422

    def test_of_many_sites_one_is_chosen_in_the_table(
        self, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(offered, "MOST_SITES", 1)
        offered._sites.cache_clear()
        client = client_as("program_manager")
        page = text_of(client, "/reports/completion?group_by=site")
        assert "Choose one in the table" in page
        choice = re.search(r'<a href="([^"]*site=[^"]*)">', page)
        assert choice is not None
        narrowed = text_of(client, choice[1].replace("&amp;", "&"))
        assert re.search(r'<option value="[^"]{36}" selected>', narrowed)
        assert client.get("/reports/completion?site=0190f3a0-0000-7000-8000-000000000000").status_code == 422
        offered._sites.cache_clear()
        offered._site.cache_clear()

    def test_the_number_of_statements_does_not_grow_with_the_girls(
        self, make: Make, client_as: ClientAs, statements: list[str]
    ) -> None:
        client = client_as("program_manager")
        counts = []
        for _ in range(2):
            statements.clear()
            text_of(client, "/reports/completion?group_by=cohort")
            counts.append(len(statements))
            begin_writing()
            make.group(girls=9)
            make.commit()
        assert counts[0] == counts[1] <= 6


@pytest.mark.usefixtures("two_areas")
class TestTheListBehindANumber:
    """Every number opens the girls it counts."""

    def test_it_holds_exactly_the_girls_that_were_counted(self, client_as: ClientAs) -> None:
        client = client_as("program_manager")
        address = "/reports/completion/list?group_by=service_area&group={}&figure={}"
        for group, figure, number in (
            ("6", "enrolled", 3),
            ("6", "started", 2),
            ("6", "exited", 1),
            ("8", "enrolled", 2),
        ):
            page = text_of(client, address.format(group, figure))
            assert page.count('class="person"') == number
            assert f"{number} girl" in page

    def test_the_page_links_to_it(self, client_as: ClientAs) -> None:
        page = text_of(client_as("program_manager"), "/reports/completion")
        assert "/reports/completion/list?" in page
        assert "figure=completed" in page

    def test_a_coordinator_does_not_reach_another_area_by_asking(self, client_as: ClientAs) -> None:
        client = client_as("coordinator", service_area=8)
        page = text_of(client, "/reports/completion/list?group_by=service_area&group=6&figure=enrolled")
        assert "Nobody is counted here." in page

    @pytest.mark.parametrize(
        "query",
        [
            "group_by=site&group=x",
            "group_by=period&group=soon",
            f"group_by=service_area&group={'9' * 30}",
            "figure=names",
        ],
    )
    def test_nonsense_is_not_found(self, client_as: ClientAs, query: str) -> None:
        assert client_as("program_manager").get(f"/reports/completion/list?{query}").status_code == 404
