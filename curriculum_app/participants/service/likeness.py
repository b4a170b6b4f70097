"""Two records that look alike are two girls: said once, remembered, not asked again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.participants import events
from curriculum_app.participants.models import Participant, ToldApart
from curriculum_app.participants.rules.apart import ordered


def tell_apart(participant: Participant, other: Participant, *, actor: Actor, at: datetime) -> ToldApart:
    """Remember that these are two girls. Saying it again changes nothing."""
    first, second = ordered(participant.id, other.id)
    known = _known(first, second)
    if known is not None:
        return known
    row = ToldApart(first_id=first, second_id=second, decided_at=at, decided_by_id=actor.user_id)
    db.session.add(row)
    for one, two in ((participant, other), (other, participant)):
        if one.possible_duplicate_of_id == two.id:
            one.possible_duplicate_of_id = None
    db.session.flush()
    record(events.TOLD_APART, actor=actor, at=at, subject=participant, other=str(other.id))
    return row


def _known(first: UUID, second: UUID) -> ToldApart | None:
    return db.session.scalar(select(ToldApart).where(ToldApart.first_id == first, ToldApart.second_id == second))
