"""The outcomes page against programmes whose figures are known: who is counted, what is said, what is not shown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from curriculum_app.assessments.rules import Wave
from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.core.db import db
from curriculum_app.participants.rules.consents import ConsentAnswer
from curriculum_app.reports.views import outcomes as view
from tests.clients import Client
from tests.factories import Make
from tests.factories.outcomes import Scores, girl, girls, over, programme
from tests.factories.sittings import version

ClientAs = Callable[..., Client]
ADDRESS = "/reports/outcomes"


def words_of(client: Client, address: str = ADDRESS) -> str:
    """What the page says, without its markup."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_the_losses_of_the_published_evaluation_stand_on_the_page(make: Make, client_as: ClientAs) -> None:
    """Rothman and others 2021: 354 at baseline, 296 of them at the end (83.6 %), 241 three months later (68.1 %)."""
    girls(make, over(make, capacity=400), programme(241, 55, 58))
    page = words_of(client_as("program_manager"))
    assert "296 of 354 (83.6%) were asked again at the end." in page
    assert "241 of 354 (68.1%) were asked again three months later." in page
    assert "Pairs: girls with both 296" in page
    later = words_of(client_as("program_manager"), f"{ADDRESS}?wave=follow_up")
    assert "Pairs: girls with both 241" in later


def test_whoever_is_still_in_a_group_is_not_lost(make: Make, client_as: ClientAs) -> None:
    """Six of a group that is over were asked twice and two of it once; five of another are still in it."""
    edition = make.edition()
    girls(make, over(make, edition=edition), programme(0, 6, 2))
    girls(make, make.cohort(edition=edition), programme(0, 0, 5))
    page = words_of(client_as("program_manager"))
    assert "6 of 8 (75.0%) were asked again at the end. For 5 more it is too early." in page
    assert "Without a pair: lost after the first time 2" in page
    assert "Without a pair: too early to ask again 5" in page


def test_the_figures_are_named_and_say_how_sure_they_are(make: Make, client_as: ClientAs) -> None:
    """Eight girls whose differences are 1, 2, 3, 1, 2, 3, 1, 2: mean 1.875, s = 0.8345, t = 6.355 with 7 degrees."""
    changes = [1, 2, 3, 1, 2, 3, 1, 2]
    many = [
        {Wave.PRE: {"knowledge": float(at % 3)}, Wave.POST: {"knowledge": float(at % 3 + change)}}
        for at, change in enumerate(changes)
    ]
    girls(make, over(make), many)
    page = words_of(client_as("program_manager"))
    assert "t(7) = 6.35, p < 0.001" in page
    assert "+1.88 (95% interval 1.18 to 2.57)" in page
    assert "W = 0.0, p = 0.008" in page
    assert "g_z: d_z with Hedges' correction 2.00" in page
    assert "Among the 8 girls with a score both times" in page
    assert f"Questions main, version {version(make).content_hash[:8]}. Scoring rule 2026-1." in page
    assert "cause" not in page.casefold()


def test_whoever_takes_consent_back_is_gone_from_the_next_page(make: Make, client_as: ClientAs) -> None:
    leaves = girls(make, over(make), programme(0, 12, 0))[0].participant
    client = client_as("program_manager")
    assert "Pairs: girls with both 12" in words_of(client)
    make.begin()
    make.consent(leaves, "evaluation", part="assent", answer=ConsentAnswer.REVOKED, signed_on=make.today)
    make.commit()
    assert "Pairs: girls with both 11" in words_of(client)


def test_without_consent_to_evaluation_nobody_is_counted(make: Make, client_as: ClientAs) -> None:
    girls(make, over(make), programme(0, 6, 0), agrees=False)
    assert "Nobody was asked here before the group." in words_of(client_as("program_manager"))


def test_a_consent_that_has_run_out_covers_what_was_answered_before(make: Make, client_as: ClientAs) -> None:
    cohort = over(make)
    for each in programme(0, 6, 0):
        seat = girl(make, cohort, each, agrees=False)
        make.consent(
            seat.participant, "evaluation", signed_on=make.today.replace(year=make.today.year - 1),
            expires_on=make.today.replace(day=1),
        )  # fmt: skip
    assert "Pairs: girls with both 6" in words_of(client_as("program_manager"))


def test_a_girl_in_two_groups_is_one_girl_with_her_first_pre_and_her_last_post(make: Make, client_as: ClientAs) -> None:
    edition = make.edition()
    first, second = over(make, edition=edition), over(make, edition=edition)
    seats = girls(make, first, [{Wave.PRE: {"knowledge": float(at)}} for at in range(6)])
    for seat in seats:
        seat.state, seat.exit_reason, seat.exited_on = EnrolmentState.EXITED, ExitReason.MOVED, make.today
        db.session.flush()
        again = {Wave.PRE: {"knowledge": 6.0}, Wave.POST: {"knowledge": 6.0}}
        girl(make, second, again, participant=seat.participant, agrees=False, at=make.at)
    page = words_of(client_as("program_manager"))
    assert "6 of 6 (100.0%) were asked again at the end." in page
    assert "the mean went from 2.50 to 6.00 of 6 points" in page


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([(3.0, 3.0)] * 6, "Every girl has the same score in both waves, so there is no change to test."),
        ([(2.0, 3.0)] * 6, "Every girl changed by the same amount"),
        ([(2.0, None)] * 6, "Nobody has a score in both waves."),
    ],
)
def test_degenerate_figures_are_a_sentence(
    make: Make, client_as: ClientAs, pairs: list[tuple[float, float | None]], sentence: str
) -> None:
    many: list[Scores] = [{Wave.PRE: {"knowledge": pre}, Wave.POST: {"knowledge": post}} for pre, post in pairs]
    girls(make, over(make), many)
    client = client_as("program_manager")
    page = words_of(client)
    assert sentence in page
    assert "nan" not in page.casefold().split()
    for kind in ("csv", "xlsx", "pdf"):
        assert client.get(f"{ADDRESS}.{kind}").status_code == 200


def test_yes_and_no_are_told_by_who_moved(make: Make, client_as: ClientAs) -> None:
    moves = [(0.0, 1.0)] * 9 + [(1.0, 0.0)] + [(1.0, 1.0)] * 5
    many = [{Wave.PRE: {"help-line": pre}, Wave.POST: {"help-line": post}} for pre, post in moves]
    girls(make, over(make, capacity=20), many)
    page = words_of(client_as("program_manager"), f"{ADDRESS}?scale=help-line")
    assert "6 of 15 girls said yes before and 14 of 15 later; 9 went from no to yes, 1 from yes to no." in page
    assert "Exact McNemar test 9 to yes, 1 to no, p = 0.021" in page


def test_the_filters_are_those_of_the_completion_report(make: Make, client_as: ClientAs) -> None:
    edition = make.edition()
    near, far = over(make, edition=edition), over(make, service_area=8, edition=edition)
    girls(make, near, programme(0, 6, 0))
    for each in programme(0, 7, 0):
        girl(make, far, each, participant=make.participant(service_area=8, consents=False))
    client = client_as("program_manager")
    assert "Pairs: girls with both 13" in words_of(client)
    assert "Pairs: girls with both 7" in words_of(client, f"{ADDRESS}?service_area=8")
    assert "Pairs: girls with both 6" in words_of(client, f"{ADDRESS}?cohort={near.id}")
    assert "Pairs: girls with both 6" in words_of(client, f"{ADDRESS}?site={near.site_id}")
    assert client.get(f"{ADDRESS}?from=2026-05-02&to=2026-05-01").status_code == 422
    assert near.name in words_of(client, f"{ADDRESS}?group_by=cohort")
    assert "SPA 8 South Bay" in words_of(client)


def test_the_number_of_statements_does_not_grow_with_the_girls(
    make: Make, client_as: ClientAs, statements: list[str]
) -> None:
    client, counts = client_as("program_manager"), []
    for number in (6, 40):
        girls(make, over(make, capacity=100), programme(number, 0, 0))
        make.commit()
        statements.clear()
        assert client.get(ADDRESS).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1], statements


def test_very_many_girls_are_left_to_the_background(
    make: Make, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "MOST_AT_ONCE", 10)
    girls(make, over(make), programme(0, 6, 0))
    client = client_as("program_manager")
    page = words_of(client)
    assert "So many girls are counted in the background." in page
    assert "Work out the figures" in page
    assert client.get(f"{ADDRESS}.csv").status_code == 409
