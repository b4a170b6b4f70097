"""Several referrals at once: those that may go do, the others stay and are named with the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.participants.models import Referral
from curriculum_app.participants.rules.words import ReferralState
from tests.clients import Client
from tests.factories import Make

ClientAs = Callable[..., Client]
Receive = Callable[..., Referral]


@pytest.fixture
def three(receive: Receive, make: Make) -> list[Referral]:
    """Three referrals; nobody has decided where the last girl lives."""
    rows = [receive(first_name=name, zip=code) for name, code in (("Ana", "90002"), ("Eva", "90002"), ("Sol", "90044"))]
    make.commit()
    return rows


NOBODYS = "127fa5b3-0f10-44ba-9eb7-13abc6d8b10b"


def ticks(rows: list[Referral], version: int) -> list[str]:
    """What the boxes of a page say."""
    return [f"{row.id}.{version}" for row in rows]


def states() -> list[ReferralState]:
    """Where all stand, in the order in which they came."""
    return list(db.session.scalars(select(Referral.state).order_by(Referral.id)))


def test_those_that_may_go_do_and_the_others_are_named(three: list[Referral], client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    assert f'value="{three[0].id}.1"' in client.get("/referrals").text
    done = client.post("/referrals/steps", data={"step": "screen", "chosen": ticks(three, 1)})
    assert "3 marked as screened." in done.text
    waiting = client.post("/referrals/steps", data={"step": "waitlist", "shown": ticks(three, 2), "all": "y"})
    assert "2 put on the waitlist." in waiting.text
    assert "Sol R." in waiting.text
    assert "Decide her home area first." in waiting.text
    assert states() == [ReferralState.WAITLISTED, ReferralState.WAITLISTED, ReferralState.SCREENED]


def test_what_somebody_else_moved_meanwhile_stays(three: list[Referral], client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    client.post(f"/referrals/{three[0].id}/screen", data={"version": "1"})
    done = client.post("/referrals/steps", data={"step": "screen", "chosen": ticks(three[:2], 1)})
    assert "1 marked as screened." in done.text
    assert "Someone else changed this referral." in done.text


@pytest.mark.parametrize("chosen", ["", "nonsense", "nonsense.1", f"{NOBODYS}.1", NOBODYS])
def test_nothing_ticked_moves_nothing(three: list[Referral], client_as: ClientAs, chosen: str) -> None:
    client = client_as("coordinator", service_area=6)
    done = client.post("/referrals/steps", data={"step": "screen", "chosen": chosen, "shown": ticks(three, 1)})
    assert "No referral was ticked." in done.text
    assert set(states()) == {ReferralState.RECEIVED}


def test_a_referral_beyond_reach_is_not_moved(receive: Receive, make: Make, client_as: ClientAs) -> None:
    far = receive(zip="90501")
    make.commit()
    client = client_as("coordinator", service_area=6)
    done = client.post("/referrals/steps", data={"step": "screen", "chosen": ticks([far], 1)})
    assert "Maya" not in done.text
    assert states() == [ReferralState.RECEIVED]


def test_a_step_that_is_none_changes_nothing(three: list[Referral], client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    client.post("/referrals/steps", data={"step": "enrol", "chosen": ticks(three, 1)})
    assert set(states()) == {ReferralState.RECEIVED}
