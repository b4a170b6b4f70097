"""The link behind a token, for whoever has nothing but that."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from curriculum_app.accounts.service.hashing import token_hash
from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant
from curriculum_app.star_court.models import Handoff, PacketLink
from curriculum_app.star_court.queries.grounds import ground_of
from curriculum_app.star_court.rules.packet import not_covered, read
from curriculum_app.star_court.rules.words import Basis


def link_behind(token: str) -> PacketLink | None:
    """The link with its hand-off, the girl and her key, whether it still works or not."""
    handoff = contains_eager(PacketLink.handoff)
    girl = handoff.contains_eager(Handoff.participant)
    query = (
        select(PacketLink)
        .join(PacketLink.handoff)
        .join(Handoff.participant)
        .join(Participant.key)
        .where(PacketLink.token_hash == token_hash(token))
        .options(girl.contains_eager(Participant.key))
    )
    return db.session.scalar(query)


def works(link: PacketLink, at: datetime) -> bool:
    """Whether the packet may be opened by this link now: once, in time, and while what it rests on still holds."""
    is_over = link.opened_at is not None or link.revoked_at is not None or link.expires_at <= at
    return not is_over and still_covered(link.handoff, at)


def still_covered(handoff: Handoff, at: datetime) -> bool:
    """Whether everything in a packet that was sent may still be told: a release may be over or taken back."""
    if handoff.basis is not Basis.RELEASE:
        return True
    return not not_covered(read(handoff.fields), ground_of(handoff), clock.today(at))
