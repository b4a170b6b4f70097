"""Why a girl is where she is: every step with its reasons, and nothing of groups beyond the reader's reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.cohorts.service import enrol, withdraw
from curriculum_app.core.access import Actor
from curriculum_app.core.limits import Limits
from curriculum_app.participants.models import Participant
from tests.clients import Client
from tests.factories import Make
from tests.factories.drafts import waiting

As = Callable[..., Client]


def path_of(girl: Participant, browser: Client) -> str:
    """What her page says."""
    answer = browser.get(f"/participants/{girl.id}/path")
    assert answer.status_code == 200
    return answer.text


def test_a_girl_who_waits_has_her_sentence(make: Make, client_as: As) -> None:
    girl = waiting(make, days=34, consents=False)
    page = path_of(girl, client_as("coordinator", service_area=6))
    assert "She has been on the waitlist for 34 days." in page
    assert "Permission to take part is missing." in page


def test_a_seat_shows_what_spoke_against_it_and_why_it_was_given(
    make: Make, client_as: As, coordinator: Actor, policy: Limits
) -> None:
    cohort = make.cohort(name="Group A, Tuesday", sessions=4, first_on=make.today - timedelta(days=28))
    girl = make.participant(birth_date=make.today - timedelta(days=366 * 19))
    enrol(
        cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at,
        late_reason="Her placement changed", eligibility_reason="A judge asked for it",
    )  # fmt: skip
    page = path_of(girl, client_as("coordinator", service_area=6))
    assert "She has a seat in Group A, Tuesday" in page
    for said in ("older than the program", "A judge asked for it", "Her placement changed"):
        assert said in page


def test_of_a_group_out_of_reach_only_its_area_is_told(
    make: Make, client_as: As, coordinator: Actor, policy: Limits
) -> None:
    cohort = make.cohort(name="Group Z, Friday", service_area=8)
    girl = make.participant(birth_date=make.today - timedelta(days=366 * 19))
    seat = enrol(
        cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at,
        eligibility_reason="A judge asked for it",
    )  # fmt: skip
    withdraw(seat, reason=ExitReason.MOVED, exited_on=make.today, actor=coordinator, at=make.at)
    page = path_of(girl, client_as("coordinator", service_area=6))
    assert "Took a seat in a group in SPA 8 South Bay" in page
    assert "Moved to another placement" in page
    assert "Group Z" not in page
    assert "judge" not in page


def test_the_page_costs_the_same_whatever_happened(make: Make, client_as: As, statements: list[str]) -> None:
    girl, other = waiting(make), make.participant()
    for number in range(3):
        waiting(make)
        seat = make.enrolment(make.cohort(name=f"Group {number}"), other)
        seat.state, seat.exit_reason, seat.exited_on = EnrolmentState.EXITED, ExitReason.MOVED, make.today
    browser = client_as("coordinator", service_area=6)
    counts = []
    path_of(girl, browser)
    for each in (girl, other):
        statements.clear()
        path_of(each, browser)
        counts.append(len(statements))
    assert counts[0] == counts[1]
