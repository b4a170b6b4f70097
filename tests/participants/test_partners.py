"""Partners' links: made once shown once, a form without an account, and nothing that tells who is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import Participant, PartnerLink, PartnerReceipt, Referral
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.participants.service.partners import MOST_FROM_ADDRESS
from tests.clients import Client, without_tokens
from tests.factories import Make

ClientAs = Callable[..., Client]
GIRL = {
    "first_name": "Maya", "last_name": "Reyes", "birth_date": "2011-03-04", "zip": "90002", "language": "es",
    "referred_on": "3/2/2026",
}  # fmt: skip


def filled(**changes: str) -> dict[str, str]:
    """A filled-in form."""
    return {"id": str(new_id()), **GIRL, **changes}


@pytest.fixture
def coordinator(client_as: ClientAs) -> Client:
    """A coordinator at her desk."""
    return client_as("coordinator", service_area=6)


@pytest.fixture
def address(coordinator: Client, make: Make) -> str:
    """A fresh link as the coordinator reads it from the page, without the host."""
    until = (make.today + timedelta(days=30)).isoformat()
    data = {"label": "Lincoln School", "most_a_day": "3", "expires_on": until}
    page = coordinator.post("/referrals/links/new", data=data).text
    found = re.search(r"/refer/[\w-]{40,}", page)
    assert found, page
    return found[0]


def link() -> PartnerLink:
    """The one link."""
    return db.session.scalars(select(PartnerLink).execution_options(populate_existing=True)).one()


def test_a_link_is_kept_hashed_and_shown_once(address: str, coordinator: Client) -> None:
    token = address.rsplit("/", maxsplit=1)[1]
    assert token.encode() not in link().token_hash
    listed = coordinator.get("/referrals/links").text
    assert "Lincoln School" in listed
    assert token not in listed


def test_a_partner_refers_without_an_account_and_reads_nothing_back(address: str, client: Client) -> None:
    assert "From Lincoln School." in client.get(address).text
    sent = client.post(address, data=filled())
    referral, receipt = db.session.scalars(select(Referral)).one(), db.session.scalars(select(PartnerReceipt)).one()
    assert f"Thank you. Reference {receipt.reference}." in sent.text
    for word in ("Maya", "Reyes", "2011", str(referral.id), str(receipt.id)):
        assert word not in sent.text
    assert (referral.state, referral.source) == (ReferralState.RECEIVED, "Lincoln School")
    assert receipt.reference != db.session.scalars(select(Participant.code)).one()


def test_a_girl_who_is_known_gets_the_same_answer(address: str, client: Client) -> None:
    pages = [client.post(address, data=filled()).text, client.post(address, data=filled()).text]
    pages.append(client.post(address, data=filled(referred_on="3/3/2026")).text)
    assert len({re.sub(r"Reference \w{5}", "", without_tokens(page)) for page in pages}) == 1
    assert len(db.session.scalars(select(Referral)).all()) == 2


def test_the_same_form_twice_is_one_referral_and_one_reference(address: str, client: Client) -> None:
    form = filled()
    pages = [without_tokens(client.post(address, data=form).text) for _ in range(2)]
    assert pages[0] == pages[1]
    assert len(db.session.scalars(select(PartnerReceipt)).all()) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("first_name", "", "Enter her first name."),
        ("birth_date", "2/31/2011", "There is no such day"),
        ("last_name", "Re\u202eyes", "Remove hidden characters"),
        ("zip", "", "A ZIP code or a street is needed."),
    ],
)
def test_a_refused_form_comes_back_as_typed(address: str, client: Client, field: str, value: str, words: str) -> None:
    answer = client.post(address, data=filled(school="Lincoln High", **{field: value}))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Lincoln High"' in answer.text
    assert db.session.scalars(select(Referral)).all() == []


def test_a_form_from_elsewhere_is_not_taken(address: str, client: Client) -> None:
    assert client.post(address, data=filled(), token=False).status_code == 400


def test_a_link_takes_so_many_a_day_and_more_tomorrow(address: str, client: Client, make: Make) -> None:
    for number in range(3):
        assert client.post(address, data=filled(first_name=f"Girl {number}")).status_code == 200
    full = client.post(address, data=filled(first_name="One more"))
    assert full.status_code == 429
    assert 'value="One more"' in full.text
    for receipt in db.session.scalars(select(PartnerReceipt)):
        receipt.received_at -= timedelta(days=1)
    make.commit()
    assert client.post(address, data=filled(first_name="One more")).status_code == 200


def test_many_forms_from_one_address_have_to_wait(address: str, client: Client, make: Make) -> None:
    link().most_a_day = 100
    make.commit()
    form = filled()
    codes = [client.post(address, data=form).status_code for _ in range(MOST_FROM_ADDRESS + 1)]
    assert codes[-1] == 429
    assert set(codes[:-1]) == {200}


def test_ended_expired_and_unknown_links_answer_alike(
    address: str, client: Client, coordinator: Client, make: Make
) -> None:
    unknown = client.get("/refer/nobody-has-this")
    assert unknown.status_code == 404
    assert "Call the programme" in unknown.text
    link().expires_on = make.today - timedelta(days=1)
    make.commit()
    expired = client.get(address)
    link().expires_on = date(2100, 1, 1)
    make.commit()
    coordinator.post(f"/referrals/links/{link().id}/revoke")
    ended = client.get(address)
    assert expired.data == ended.data == unknown.data
    assert client.post(address, data=filled()).data == client.post("/refer/nobody-has-this", data=filled()).data
    assert db.session.scalars(select(Referral)).all() == []


def test_the_form_speaks_spanish(address: str, client: Client) -> None:
    assert '<html lang="es"' in client.get(f"{address}?lang=es").text


@pytest.mark.parametrize("expires_on", ["2001-01-01", "2999-01-01", "soon"])
def test_a_link_ends_within_a_year(coordinator: Client, expires_on: str) -> None:
    data = {"label": "Lincoln School", "most_a_day": "3", "expires_on": expires_on}
    assert coordinator.post("/referrals/links/new", data=data).status_code == 422
    assert db.session.scalars(select(PartnerLink)).all() == []


def test_a_coordinator_sees_where_it_came_from_and_finds_it_by_its_reference(
    address: str, client: Client, coordinator: Client
) -> None:
    client.post(address, data=filled())
    client.post(address, data=filled(first_name="Destiny", last_name="Walker"))
    maya, other = db.session.scalars(select(PartnerReceipt).order_by(PartnerReceipt.received_at)).all()
    listed = coordinator.get(f"/referrals?reference={maya.reference.lower()}").text
    assert "Maya R." in listed
    assert "Destiny W." not in listed
    page = coordinator.get(f"/referrals/{maya.referral_id}").text
    assert maya.reference in page
    assert other.reference not in page
    assert "the partner&#39;s form" in page


def test_links_and_forms_are_written_down(address: str, client: Client, coordinator: Client) -> None:
    client.post(address, data=filled())
    coordinator.post(f"/referrals/links/{link().id}/revoke")
    actions = db.session.scalars(select(AuditEvent.action)).all()
    for action in ("partner_link:made", "partner_form:sent", "partner_link:revoked"):
        assert f"participants:{action}" in actions
    kinds = select(AuditEvent.actor_kind).where(AuditEvent.action == "participants:referral:received")
    assert db.session.scalars(kinds).one() == "partner"
