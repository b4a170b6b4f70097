"""How a referral moves on, who is told no, and what an end needs."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Referral, ReferralStep
from curriculum_app.participants.rules.words import ReferralReason, ReferralState
from curriculum_app.participants.service import (
    close_referral,
    mark_enrolled,
    reopen_referral,
    screen_referral,
    waitlist_referral,
)
from curriculum_app.participants.service.states import (
    AreaNeeded,
    NoteNeeded,
    NotFromHere,
    ReasonNeeded,
    ReferralChanged,
)
from tests.factories import Make

Receive = Callable[..., Referral]


def test_a_referral_is_screened_and_waits_from_then_on(receive: Receive, make: Make, coordinator: Actor) -> None:
    referral = receive()
    screen_referral(referral, version=1, note="Spoke with her aunt", actor=coordinator, at=make.at)
    waitlist_referral(referral, version=2, actor=coordinator, at=make.at)
    assert (referral.state, referral.waitlisted_at, referral.version) == (ReferralState.WAITLISTED, make.at, 3)
    steps = db.session.scalars(select(ReferralStep).order_by(ReferralStep.id)).all()
    assert [step.state for step in steps] == [ReferralState.RECEIVED, ReferralState.SCREENED, ReferralState.WAITLISTED]
    key = open_key(referral.participant.key)
    assert key.text(ReferralStep.note_sealed, steps[1].id, steps[1].note_sealed) == "Spoke with her aunt"


def test_nobody_waits_before_her_home_area_is_decided(receive: Receive, make: Make, coordinator: Actor) -> None:
    referral = receive(zip="90044")
    screen_referral(referral, version=1, actor=coordinator, at=make.at)
    with pytest.raises(AreaNeeded):
        waitlist_referral(referral, version=2, actor=coordinator, at=make.at)


def test_ending_a_referral_needs_a_reason_that_fits(receive: Receive, make: Make, coordinator: Actor) -> None:
    referral = receive()
    ways = {"version": 1, "actor": coordinator, "at": make.at}
    with pytest.raises(ReasonNeeded):
        close_referral(referral, state=ReferralState.DECLINED, reason=None, **ways)  # type: ignore[arg-type]
    with pytest.raises(ReasonNeeded):
        close_referral(referral, state=ReferralState.DECLINED, reason=ReferralReason.AGE, **ways)  # type: ignore[arg-type]
    with pytest.raises(NoteNeeded):
        close_referral(referral, state=ReferralState.DECLINED, reason=ReferralReason.OTHER, **ways)  # type: ignore[arg-type]
    assert referral.state is ReferralState.RECEIVED


def test_an_ended_referral_can_be_taken_up_again(receive: Receive, make: Make, coordinator: Actor) -> None:
    referral = receive()
    close_referral(
        referral, state=ReferralState.INELIGIBLE, reason=ReferralReason.AGE, version=1, actor=coordinator, at=make.at
    )
    reopen_referral(referral, version=2, actor=coordinator, at=make.at)
    assert referral.state is ReferralState.RECEIVED


def test_a_seat_is_given_by_the_groups_alone(receive: Receive, make: Make, coordinator: Actor) -> None:
    referral = receive()
    mark_enrolled(referral, actor=coordinator, at=make.at)
    with pytest.raises(NotFromHere):
        screen_referral(referral, version=2, actor=coordinator, at=make.at)


def test_who_works_on_an_old_page_is_told_so(receive: Receive, make: Make, coordinator: Actor) -> None:
    referral = receive()
    screen_referral(referral, version=1, actor=coordinator, at=make.at)
    with pytest.raises(ReferralChanged):
        waitlist_referral(referral, version=1, actor=coordinator, at=make.at)
