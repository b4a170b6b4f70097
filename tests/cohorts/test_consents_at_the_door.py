"""Consents where a girl takes a seat, changes it, or has it: asked for, never passed over in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from curriculum_app.cohorts import service
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.cohorts.rules.states import CohortState
from curriculum_app.cohorts.service import enrolling as refusals
from curriculum_app.core.access import Actor
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from curriculum_app.core.vault import open_key
from curriculum_app.participants.rules.consents import ConsentAnswer
from curriculum_app.participants.rules.dates import birthday
from tests.clients import Client
from tests.cohorts.test_enrolling import referral
from tests.factories import Make

As = Callable[..., Client]
WHY = "The papers come to the first session"


def test_a_missing_consent_needs_a_reason_that_is_sealed_and_coded(
    make: Make, coordinator: Actor, policy: Limits
) -> None:
    girl, cohort = make.participant(consents=False), make.cohort()
    ways = {"participant_id": girl.id, "policy": policy, "actor": coordinator, "at": make.at}
    with pytest.raises(refusals.EligibilityReasonNeeded):
        service.enrol(cohort, **ways)  # type: ignore[arg-type]
    row = service.enrol(cohort, **ways, eligibility_reason=WHY)  # type: ignore[arg-type]
    assert row.exceptions == "no_permission,no_assent"
    sealed = row.eligibility_reason_sealed
    assert open_key(row.key).open(Enrolment.eligibility_reason_sealed, row.id, sealed) == WHY


def test_no_reason_sets_a_no_aside(make: Make, coordinator: Actor, policy: Limits) -> None:
    girl, cohort = make.participant(), make.cohort()
    make.consent(girl, part="assent", answer=ConsentAnswer.REFUSED, signed_on=make.today)
    ways = {"participant_id": girl.id, "policy": policy, "actor": coordinator, "at": make.at}
    with pytest.raises(refusals.SomebodySaidNo):
        service.enrol(cohort, **ways, eligibility_reason=WHY)  # type: ignore[arg-type]
    assert cohort.seats_taken == 0


def test_consents_have_to_hold_on_the_first_day(make: Make, coordinator: Actor, policy: Limits) -> None:
    girl = make.participant(consents=False)
    make.consent(girl, expires_on=make.today + timedelta(days=5))
    soon, later = make.cohort(), make.cohort(first_on=make.today + timedelta(days=7), state=CohortState.PLANNED)
    ways = {"participant_id": girl.id, "policy": policy, "actor": coordinator, "at": make.at}
    with pytest.raises(refusals.EligibilityReasonNeeded):
        service.enrol(later, **ways)  # type: ignore[arg-type]
    assert service.enrol(soon, **ways).exceptions is None  # type: ignore[arg-type]


def test_turning_eighteen_in_the_group_is_noted_and_asks_for_nothing(
    make: Make, coordinator: Actor, policy: Limits
) -> None:
    born = birthday(make.today + timedelta(days=20), -18)
    girl, cohort = make.participant(birth_date=born), make.cohort()
    row = service.enrol(cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)
    assert (row.exceptions, row.eligibility_reason_sealed) == ("ages_out", None)


def test_the_waitlist_names_what_is_missing_and_leads_to_the_papers(make: Make, office: Client) -> None:
    girl, cohort = make.participant("Tiana", "Brooks", consents=False), make.cohort()
    referral(make, girl)
    make.commit()
    page = office.get(f"/cohorts/{cohort.id}/enrol").text
    assert "Permission to take part is missing." in page
    assert f"/participants/{girl.id}/consents?cohort={cohort.id}" in page
    assert "Why she joins all the same" in page
    typed = {"id": str(new_id()), "participant": str(girl.id)}
    assert office.post(f"/cohorts/{cohort.id}/enrol", data=typed).status_code == 422
    assert office.post(f"/cohorts/{cohort.id}/enrol", data=typed | {"eligibility_reason": WHY}).status_code == 303


def test_a_girl_who_said_no_cannot_be_enrolled_from_the_waitlist(make: Make, office: Client) -> None:
    girl, cohort = make.participant(), make.cohort()
    make.consent(girl, part="assent", answer=ConsentAnswer.REVOKED, signed_on=make.today)
    referral(make, girl)
    make.commit()
    page = office.get(f"/cohorts/{cohort.id}/enrol").text
    assert "She took her yes to taking part back." in page
    assert f'value="{girl.id}"' not in page


def test_a_move_says_what_speaks_against_it(make: Make, office: Client) -> None:
    row, other = make.enrolment(make.cohort(), make.participant(consents=False)), make.cohort()
    make.commit()
    address = f"/cohorts/{row.cohort_id}/enrolments/{row.id}/transfer"
    assert "Permission to take part is missing." in office.get(address).text
    typed = {"id": str(new_id()), "cohort": str(other.id)}
    assert office.post(address, data=typed).status_code == 422
    assert office.post(address, data=typed | {"eligibility_reason": WHY}).status_code == 303


def test_a_no_after_she_has_her_seat_asks_a_coordinator_to_decide(make: Make, office: Client) -> None:
    girl = make.participant("Marisol", "Vega")
    row = make.enrolment(make.cohort(), girl)
    make.enrolment(row.cohort, make.participant(consents=False))
    make.consent(girl, part="permission", answer=ConsentAnswer.REVOKED, signed_on=make.today)
    soon = make.participant(consents=False)
    make.consent(soon, expires_on=make.today + timedelta(days=12))
    make.enrolment(row.cohort, soon)
    make.commit()
    page = office.get(f"/cohorts/{row.cohort_id}").text
    assert "Decide whether she stays" in page
    assert "She keeps her seat until you decide." in page
    assert "Consent to take part does not hold for 2 girls. For 1 girl it ends within 30 days." in page


def test_whoever_leads_learns_whom_to_ask_about_and_nothing_more(make: Make, client_as: As) -> None:
    ana, girl = make.user("facilitator"), make.participant()
    cohort = make.cohort(staff=(ana,))
    make.enrolment(cohort, girl)
    make.consent(girl, part="permission", answer=ConsentAnswer.REVOKED, signed_on=make.today)
    make.commit()
    browser = client_as(user=ana)
    page = browser.get(f"/cohorts/{cohort.id}").text
    assert "Ask a coordinator before she takes part" in page
    assert not any(word in page for word in ("Permission", "taken back", "consents", "Consent"))
    assert browser.get(f"/participants/{girl.id}/consents").status_code == 404


def test_a_planned_group_says_how_many_girls_it_needs(make: Make, office: Client) -> None:
    few = make.group(girls=2, state=CohortState.PLANNED, first_on=make.today + timedelta(days=7))
    make.commit()
    assert "A group begins with at least 6 girls." in office.get(f"/cohorts/{few.id}").text


def test_the_page_of_a_group_costs_the_same_for_two_girls_and_for_twelve(
    make: Make, office: Client, statements: list[str]
) -> None:
    addresses = [f"/cohorts/{make.group(girls=girls, capacity=20).id}" for girls in (2, 12)]
    make.commit()
    sent = []
    for address in addresses:
        statements.clear()
        office.get(address)
        sent.append(len(statements))
    assert sent[0] == sent[1]
