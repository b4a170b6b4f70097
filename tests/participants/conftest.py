"""Referrals as the tests of intake need them: facts, an actor at intake, and the file of forty rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.rows import ReferralFacts, read_row
from curriculum_app.participants.service import receive_referral
from tests.factories import Make

AREAS = (6, 8)
FORTY_ROWS = Path(__file__).parent.parent / "data" / "referrals-40.csv"

GOOD = {
    "first_name": "Maya", "last_name": "Reyes", "birth_date": "2011-03-04", "zip": "90002", "street": "1 Example St",
    "referral_source": "Lincoln School", "referred_on": "2026-03-02", "external_id": "",
}  # fmt: skip


def facts(**changes: str) -> ReferralFacts:
    """A good referral with these changes."""
    read = read_row({**GOOD, **changes}, date(2026, 11, 1))
    assert read.facts is not None, read.problems
    return read.facts


@pytest.fixture
def coordinator(make: Make) -> Actor:
    """A coordinator of service area 6."""
    return make.actor(make.user("coordinator", service_area=6), "coordinator", service_area=6)


@pytest.fixture
def receive(make: Make, coordinator: Actor) -> Callable[..., Referral]:
    """Take in a referral with these changes and give the row with its girl and her key."""

    def received(**changes: str) -> Referral:
        got = receive_referral(facts(**changes), programme_areas=AREAS, actor=coordinator, at=make.at)
        return load(got.referral_id)

    return received


def load(referral_id: object) -> Referral:
    """A referral with its girl and her key."""
    query = select(Referral).where(Referral.id == referral_id)
    girl = joinedload(Referral.participant).joinedload(Participant.key)
    return db.session.scalars(query.options(girl)).unique().one()
