"""Records that look like one on the web: compared, decided on, merged, and made two again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant, ParticipantMerge, Referral, ToldApart
from curriculum_app.participants.service import receive_referral
from tests.clients import Client
from tests.factories import Make
from tests.participants.conftest import AREAS, facts, load

ClientAs = Callable[..., Client]


@pytest.fixture
def show(make: Make) -> Receive:
    """A referral that clients can see."""
    coordinator = make.actor(make.user("coordinator", service_area=6), "coordinator", service_area=6)

    def committed(**changes: str) -> Came:
        got = receive_referral(facts(**changes), programme_areas=AREAS, actor=coordinator, at=make.at)
        referral = load(got.referral_id)
        came = Came(referral.id, referral.participant_id, referral.participant.code)
        make.commit()
        return came

    return committed


@dataclass(frozen=True)
class Came:
    """A referral as it came: the session's own rows follow the database after each request."""

    id: UUID
    participant_id: UUID
    code: str


Receive = Callable[..., Came]


def answer(first: Came, word: str, **changes: object) -> dict[str, object]:
    """What the page posts."""
    return {"other": str(first.participant_id), "version": 1, "other_version": 1, "answer": word, **changes}


def owner_of(referral: Came) -> UUID:
    """The record whose referral it is now."""
    return db.session.scalars(select(Referral.participant_id).where(Referral.id == referral.id)).one()


@pytest.fixture
def pair(show: Receive) -> tuple[Came, Came]:
    """Two referrals of one girl, the second one mistyped."""
    return show(), show(first_name="Mayra", birth_date="2011-04-03", referral_source="Harbor Group Home")


def test_a_likely_record_is_told_compared_and_merged(pair: tuple[Came, Came], client_as: ClientAs) -> None:
    first, second = pair
    client = client_as("coordinator", service_area=6)
    show_page = client.get(f"/referrals/{second.id}").text
    assert "1 record looks like hers." in show_page
    sides = client.get(f"/referrals/{second.id}/same").text
    for words in ("Harbor Group Home", "Lincoln School", "day and month of birth are exchanged", "spelled almost"):
        assert words in sides
    assert "2011" not in sides
    done = client.post(f"/referrals/{second.id}/same", data=answer(first, "same"), follow_redirects=True)
    assert "Saved." in done.text
    assert "looks like hers" not in done.text
    assert owner_of(second) == first.participant_id
    assert client.get(f"/participants/{second.participant_id}").status_code == 404
    assert "Harbor Group Home" in client.get(f"/participants/{first.participant_id}").text


def test_a_merge_is_taken_back_from_her_page(pair: tuple[Came, Came], client_as: ClientAs) -> None:
    first, second = pair
    client = client_as("coordinator", service_area=6)
    client.post(f"/referrals/{second.id}/same", data=answer(first, "same"))
    page = client.get(f"/participants/{first.participant_id}").text
    assert "this can be taken back" in page
    merge = db.session.scalars(select(ParticipantMerge)).one()
    assert f"/merges/{merge.id}/undo" in page
    assert second.code in client.get(f"/merges/{merge.id}/undo").text
    assert client.post(f"/merges/{merge.id}/undo", data={"version": 7}).status_code == 409
    done = client.post(f"/merges/{merge.id}/undo", data={"version": 1}, follow_redirects=True)
    assert "Undone." in done.text
    assert owner_of(second) == second.participant_id
    assert client.get(f"/participants/{second.participant_id}").status_code == 200
    again = client.post(f"/merges/{merge.id}/undo", data={"version": 2})
    assert "This was taken back already." in again.text


def test_a_different_girl_is_not_asked_about_again(pair: tuple[Came, Came], client_as: ClientAs) -> None:
    first, second = pair
    client = client_as("coordinator", service_area=6)
    done = client.post(f"/referrals/{second.id}/same", data=answer(first, "different"), follow_redirects=True)
    assert "looks like hers" not in done.text
    assert owner_of(second) == second.participant_id
    assert len(db.session.scalars(select(ToldApart)).all()) == 1
    client.post(f"/referrals/{second.id}/same", data=answer(first, "different"))
    assert len(db.session.scalars(select(ToldApart)).all()) == 1
    assert "Found to be two girls" in client.get(f"/referrals/{second.id}/same").text
    assert "looks like hers" not in client.get(f"/referrals/{first.id}").text


def test_a_decision_on_an_old_page_is_a_conflict(pair: tuple[Came, Came], client_as: ClientAs) -> None:
    first, second = pair
    client = client_as("coordinator", service_area=6)
    old = client.post(f"/referrals/{second.id}/same", data=answer(first, "same", other_version=9))
    assert old.status_code == 409
    assert "Someone else changed one of the two records." in old.text
    assert owner_of(second) == second.participant_id


@pytest.mark.parametrize("changes", [{"answer": "maybe"}, {"other": ""}, {"version": ""}])
def test_nonsense_decides_nothing(pair: tuple[Came, Came], client_as: ClientAs, changes: dict[str, object]) -> None:
    first, second = pair
    data = answer(first, "same", **changes)
    assert client_as("coordinator", service_area=6).post(f"/referrals/{second.id}/same", data=data).status_code == 422
    assert owner_of(second) == second.participant_id


def test_a_record_beyond_reach_is_neither_told_nor_merged(show: Receive, client_as: ClientAs) -> None:
    first, second = show(zip="90501"), show(referral_source="Harbor Group Home")
    client = client_as("coordinator", service_area=6)
    assert "Known before?" not in client.get("/referrals").text
    assert "looks like hers" not in client.get(f"/referrals/{second.id}").text
    assert "Lincoln School" not in client.get(f"/referrals/{second.id}/same").text
    refused = client.post(f"/referrals/{second.id}/same", data=answer(first, "same"))
    assert refused.status_code == 422
    assert owner_of(second) == second.participant_id
    manager = client_as("program_manager")
    assert "1 record looks like hers." in manager.get(f"/referrals/{second.id}").text


def test_comparing_is_written_down_before_anything_is_opened(pair: tuple[Came, Came], client_as: ClientAs) -> None:
    _first, second = pair
    client_as("coordinator", service_area=6).get(f"/referrals/{second.id}/same")
    query = select(AuditEvent).where(AuditEvent.action == "records:likeness:read")
    assert db.session.scalars(query).one().object_id == second.id


def test_a_merge_leaves_both_rows_in_place(pair: tuple[Came, Came], client_as: ClientAs) -> None:
    first, second = pair
    client = client_as("coordinator", service_area=6)
    client.post(f"/referrals/{second.id}/same", data=answer(first, "same"))
    rows = db.session.scalars(select(Participant).order_by(Participant.id)).all()
    assert [row.merged_into_id for row in rows] == [None, first.participant_id]
