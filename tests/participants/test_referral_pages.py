"""The pages of referrals: who sees which, what a refused form gives back, how a referral moves, who she is."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import Referral
from curriculum_app.participants.rules.words import ReferralState
from tests.clients import Client
from tests.factories import Make

ClientAs = Callable[..., Client]
Receive = Callable[..., Referral]

FORM = {
    "first_name": "Maya", "last_name": "Reyes", "birth_date": "2011-03-04", "zip": "90002", "language": "es",
    "referral_source": "Lincoln School", "referred_on": "3/2/2026", "race_ethnicity": ["hispanic", "white"],
}  # fmt: skip


def filled(**changes: object) -> dict[str, object]:
    """A filled-in form."""
    return {"id": str(new_id()), **FORM, **changes}


@pytest.fixture
def show(receive: Receive, make: Make) -> Receive:
    """A referral that clients can see."""

    def committed(**changes: str) -> Referral:
        referral = receive(**changes)
        make.commit()
        return referral

    return committed


def state_of(referral: Referral) -> ReferralState:
    """Where it stands in the database now."""
    state = db.session.scalar(select(Referral.state).where(Referral.id == referral.id))
    assert state is not None
    return state


def without(html: str, own: UUID) -> str:
    """A page without what differs on every load: the id that was asked for, and the masked form tokens."""
    return re.sub(r'value="[\w=-]{80,}"', "", html.replace(str(own), ""))


def test_a_coordinator_sees_her_area_and_what_nobody_decided(show: Receive, client_as: ClientAs) -> None:
    for zip_code, name in (("90002", "South"), ("90501", "Bay"), ("90044", "Split"), ("90012", "Elsewhere")):
        show(first_name=name, zip=zip_code)
    listed = client_as("coordinator", service_area=6).get("/referrals").text
    assert "South R." in listed
    assert "Split R." in listed
    assert "Elsewhere R." in listed
    assert "Bay R." not in listed


def test_another_areas_referral_is_like_one_that_does_not_exist(show: Receive, client_as: ClientAs) -> None:
    referral = show(zip="90501")
    client, absent = client_as("coordinator", service_area=6), uuid4()
    hers, nothing = client.get(f"/referrals/{referral.id}"), client.get(f"/referrals/{absent}")
    assert (hers.status_code, nothing.status_code) == (404, 404)
    assert without(hers.text, referral.id) == without(nothing.text, absent)


@pytest.mark.parametrize(("role", "status"), [("administrator", 403), ("analyst", 403), ("facilitator", 403)])
def test_who_decides_nothing_does_not_see_the_list(client_as: ClientAs, role: str, status: int) -> None:
    assert client_as(role).get("/referrals").status_code == status


def test_a_typed_referral_is_kept_and_shown(client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    answer = client.post("/referrals/new", data=filled(last_name="O'Neill-Peña"), follow_redirects=True)
    assert answer.status_code == 200
    assert "Maya O." in answer.text
    assert "SPA 6 South" in answer.text
    assert "O'Neill" not in answer.text


def test_the_same_form_twice_makes_one_referral(client_as: ClientAs) -> None:
    client, form = client_as("coordinator", service_area=6), filled()
    client.post("/referrals/new", data=form)
    again = client.post("/referrals/new", data=form, follow_redirects=True)
    assert "Already saved." in again.text
    assert db.session.scalar(select(func.count()).select_from(Referral)) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("birth_date", "2011-02-31", "There is no such day"),
        ("birth_date", "0012-03-04", "too long ago"),
        ("birth_date", "2999-01-01", "in the future"),
        ("first_name", "", "Enter her first name."),
        ("zip", "", "A ZIP code or a street is needed."),
        ("zip", "9004", "is not a ZIP code"),
        ("availability", "soon", "cannot be read"),
        ("first_name", "Ma\u202eya", "Remove hidden characters"),
    ],
)
def test_a_refused_form_comes_back_as_typed(client_as: ClientAs, field: str, value: str, words: str) -> None:
    answer = client_as("coordinator").post("/referrals/new", data=filled(**{field: value}))
    assert answer.status_code == 422
    assert "<title>Error: New referral" in answer.text
    assert words in answer.text
    assert 'value="Lincoln School"' in answer.text
    assert db.session.scalar(select(func.count()).select_from(Referral)) == 0


def test_script_in_a_name_is_shown_as_text(client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    planted = filled(chosen_name="<script>alert(1)</script>", referral_source="{{ 7*7 }}")
    answer = client.post("/referrals/new", data=planted, follow_redirects=True)
    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "{{ 7*7 }}" in answer.text


def test_a_facilitator_proposes_and_sees_nothing_more(client_as: ClientAs) -> None:
    client = client_as("facilitator")
    answer = client.post("/referrals/new", data=filled(), follow_redirects=True)
    assert "Sent." in answer.text
    referral = db.session.scalars(select(Referral)).one()
    assert referral.is_proposal
    assert client.get(f"/referrals/{referral.id}").status_code in {403, 404}


def test_a_referral_for_another_area_leaves_this_list(client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    answer = client.post("/referrals/new", data=filled(zip="90501"), follow_redirects=True)
    assert answer.request.path == "/referrals"
    assert "Sent." in answer.text


def test_a_referral_moves_to_the_waitlist_step_by_step(show: Receive, client_as: ClientAs) -> None:
    referral, client = show(), client_as("coordinator", service_area=6)
    address = f"/referrals/{referral.id}"
    client.post(f"{address}/screen", data={"version": "1", "note": "Aunt agrees"})
    page = client.post(f"{address}/waitlist", data={"version": "2"}, follow_redirects=True)
    assert "Aunt agrees" in page.text
    assert "She waits for a place." in page.text
    assert state_of(referral) is ReferralState.WAITLISTED


def test_a_step_on_an_old_page_is_a_conflict_and_keeps_the_words(show: Receive, client_as: ClientAs) -> None:
    referral, client = show(), client_as("coordinator", service_area=6)
    address = f"/referrals/{referral.id}"
    client.post(f"{address}/end", data={"version": "1", "reason": "declined:no_contact"})
    answer = client.post(f"{address}/screen", data={"version": "1", "note": "Aunt agrees"})
    assert answer.status_code == 409
    assert "Someone else changed this referral." in answer.text
    assert state_of(referral) is ReferralState.DECLINED


def test_ending_a_referral_needs_what_became_of_it(show: Receive, client_as: ClientAs) -> None:
    referral, client = show(), client_as("coordinator", service_area=6)
    address = f"/referrals/{referral.id}/end"
    assert client.post(address, data={"version": "1"}).status_code == 422
    other = client.post(address, data={"version": "1", "reason": "declined:other"})
    assert other.status_code == 422
    assert "Say in a few words" in other.text
    client.post(address, data={"version": "1", "reason": "declined:other", "note": "Works on that day"})
    assert state_of(referral) is ReferralState.DECLINED


def test_a_split_zip_is_explained_and_nobody_waits_before_it_is_decided(show: Receive, client_as: ClientAs) -> None:
    referral, client = show(zip="90044"), client_as("coordinator", service_area=8)
    page = client.get(f"/referrals/{referral.id}").text
    assert "Her ZIP code is split: SPA 6 South 71 %, SPA 8 South Bay 29 %" in page
    assert "90044" not in page
    client.post(f"/referrals/{referral.id}/screen", data={"version": "1"})
    answer = client.post(f"/referrals/{referral.id}/waitlist", data={"version": "2"})
    assert answer.status_code == 422
    assert "Decide her home area first." in answer.text


def test_filters_narrow_the_list(show: Receive, client_as: ClientAs) -> None:
    show(first_name="South")
    show(first_name="Split", zip="90044")
    client = client_as("coordinator", service_area=6)
    assert "South R." not in client.get("/referrals?area=undecided").text
    assert "Split R." not in client.get("/referrals?area=6").text
    assert "South R." not in client.get("/referrals?state=declined").text
    assert client.get("/referrals?state=nonsense&area=99&page=-4").status_code == 200


def test_reading_a_referral_is_written_down(show: Receive, client_as: ClientAs) -> None:
    referral, client = show(), client_as("coordinator", service_area=6)
    client.get(f"/referrals/{referral.id}")
    read = select(AuditEvent).where(AuditEvent.action == "participants:referral:read")
    row = db.session.scalars(read).one()
    assert (row.object_id, row.actor_id) == (referral.id, client.user.id)


def test_the_list_costs_the_same_statements_however_long(
    show: Receive, client_as: ClientAs, statements: list[str]
) -> None:
    client = client_as("coordinator", service_area=6)
    show()
    statements.clear()
    client.get("/referrals")
    few = len(statements)
    for number in range(5):
        show(first_name=f"Girl{number}")
    statements.clear()
    client.get("/referrals")
    assert len(statements) == few
