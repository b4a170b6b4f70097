"""The page of a girl's consents: typed in at one go, taken back after a check, opened only with a line in the audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import Consent, Participant
from tests.clients import Client
from tests.factories import Make

As = Callable[..., Client]


def typed(make: Make, **changes: str) -> dict[str, str]:
    """A form on which both say yes to taking part."""
    return {
        "id": str(new_id()), "signed_on": make.today.isoformat(), "language": "es", "form_version": "2026-1",
        "participation-permission": "given", "participation-assent": "given", "basis": "guardian",
        "given_by": "Elena Reyes", **changes,
    }  # fmt: skip


def page_of(girl: Participant) -> str:
    """The address of her consents."""
    return f"/participants/{girl.id}/consents"


def actions() -> list[str]:
    """What the audit wrote down about consents."""
    db.session.rollback()
    found = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id))
    return [action for action in found if "consents:" in action]


def test_a_form_is_typed_in_once_and_its_giver_stays_closed(make: Make, client_as: As) -> None:
    girl = make.participant(consents=False)
    office = client_as("coordinator", service_area=6)
    assert "She may not take part as things stand." in office.get(page_of(girl)).text
    form = typed(make)
    for _ in range(2):
        assert office.post(page_of(girl), data=form).status_code == 303
    page = office.get(page_of(girl)).text
    assert "She may not take part as things stand." not in page
    assert "Spanish" in page
    assert "Elena Reyes" not in page
    assert len(db.session.scalars(select(Consent.id)).all()) == 2
    assert "Signed by Elena Reyes" in office.post(f"{page_of(girl)}/reveal").text
    assert actions()[-1] == "participants:consents:revealed"


def test_a_refused_form_comes_back_as_it_was_typed(make: Make, client_as: As) -> None:
    girl = make.participant(consents=False)
    office = client_as("coordinator", service_area=6)
    answer = office.post(page_of(girl), data=typed(make, basis="", form_version="June paper"))
    assert answer.status_code == 422
    assert "Choose who may permit it." in answer.text
    assert "June paper" in answer.text
    assert 'name="participation-assent" value="given" checked' in answer.text


def test_from_a_group_it_leads_back_to_the_group(make: Make, client_as: As) -> None:
    girl, cohort = make.participant(consents=False), make.cohort()
    office = client_as("coordinator", service_area=6)
    asked = office.get(page_of(girl), query_string={"cohort": str(cohort.id)})
    assert f'href="/cohorts/{cohort.id}/enrol#girl-{girl.id}"' in asked.text
    answer = office.post(page_of(girl), data=typed(make, cohort=str(cohort.id)))
    assert answer.location == f"/cohorts/{cohort.id}/enrol?done=saved#girl-{girl.id}"


def test_taking_back_says_what_follows_and_what_does_not(make: Make, client_as: As) -> None:
    girl = make.participant()
    office = client_as("coordinator", service_area=6)
    asked = office.get(f"{page_of(girl)}/revoke?kind=participation&part=permission")
    assert "She keeps her seat until a coordinator decides" in asked.text
    sent = {"id": str(new_id()), "kind": "participation", "part": "permission", "said_by": "Her mother"}
    late = office.post(f"{page_of(girl)}/revoke", data=sent | {"revoked_on": str(make.today + timedelta(days=1))})
    assert late.status_code == 422
    done = office.post(f"{page_of(girl)}/revoke", data=sent | {"revoked_on": str(make.today)}, follow_redirects=True)
    assert "Permission to take part was taken back." in done.text


@pytest.mark.parametrize("query", ["", "?kind=photos&part=assent", "?kind=media"])
def test_an_address_that_names_no_consent_leads_back(make: Make, client_as: As, query: str) -> None:
    girl = make.participant()
    answer = client_as("coordinator", service_area=6).get(f"{page_of(girl)}/revoke{query}")
    assert (answer.status_code, answer.location) == (303, page_of(girl))


def test_a_manager_reads_consents_and_opens_no_names(make: Make, client_as: As) -> None:
    girl = make.participant()
    manager = client_as("program_manager")
    assert "Show who signed" not in manager.get(page_of(girl)).text
    assert manager.post(f"{page_of(girl)}/reveal").status_code == 403


def test_her_page_and_her_referral_name_what_is_missing(make: Make, client_as: As) -> None:
    girl = make.participant(consents=False)
    make.consent(girl, part="assent")
    page = client_as("coordinator", service_area=6).get(f"/participants/{girl.id}").text
    assert "Permission to take part is missing." in page
    assert "Her own yes to taking part is missing." not in page
