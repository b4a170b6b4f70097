"""How the ids of hand-offs, their services and links in a URL become rows that the actor may know of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant
from curriculum_app.star_court.models import Handoff, HandoffService, PacketLink
from curriculum_app.star_court.queries.reach import within


@loads("handoff_id", knowing=(Permission.HANDOFF_MANAGE,))
def handoff(actor: Actor, scopes: Scopes, *, handoff_id: UUID) -> Handoff | None:
    """A hand-off with its recipient, its girl and her key."""
    girl = contains_eager(Handoff.participant)
    query = (
        select(Handoff)
        .join(Handoff.participant)
        .join(Participant.key)
        .join(Handoff.organisation)
        .where(Handoff.id == handoff_id, within(scopes, actor))
        .options(girl.contains_eager(Participant.key), contains_eager(Handoff.organisation))
    )
    return db.session.scalar(query)


@loads("service_id", under="handoff_id", knowing=(Permission.HANDOFF_MANAGE,))
def service(actor: Actor, scopes: Scopes, *, service_id: UUID, handoff_id: UUID) -> HandoffService | None:
    """A service under its hand-off."""
    query = _under(HandoffService, scopes, actor).where(HandoffService.id == service_id, Handoff.id == handoff_id)
    found: HandoffService | None = db.session.scalar(query)
    return found


@loads("packet_link_id", under="handoff_id", knowing=(Permission.HANDOFF_MANAGE,))
def packet_link(actor: Actor, scopes: Scopes, *, packet_link_id: UUID, handoff_id: UUID) -> PacketLink | None:
    """A link to a packet under its hand-off."""
    query = _under(PacketLink, scopes, actor).where(PacketLink.id == packet_link_id, Handoff.id == handoff_id)
    found: PacketLink | None = db.session.scalar(query)
    return found


def _under(kind: Any, scopes: Scopes, actor: Actor) -> Select[Any]:  # noqa: ANN401 - a class that has a `handoff`
    above = contains_eager(kind.handoff)
    girl = above.contains_eager(Handoff.participant)
    return (
        select(kind)
        .join(kind.handoff)
        .join(Handoff.participant)
        .join(Participant.key)
        .join(Handoff.organisation)
        .where(within(scopes, actor))
        .options(girl.contains_eager(Participant.key), above.contains_eager(Handoff.organisation))
    )
