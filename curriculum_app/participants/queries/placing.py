"""What placing a girl needs beside who she is: the sites she can go to, and where she lives if that is one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.participants.models import ParticipantSite

MOST_SITES = 500


@dataclass(frozen=True, slots=True)
class Placing:
    """The sites that staff named for her, and the one among them that she lives at."""

    sites: frozenset[UUID]
    lives_at: UUID | None


def placing_of(participant_id: UUID) -> Placing:
    """Where one girl can go."""
    query = (
        select(ParticipantSite.site_id, ParticipantSite.lives_there)
        .where(ParticipantSite.participant_id == participant_id)
        .order_by(ParticipantSite.site_id)
        .limit(MOST_SITES)
    )
    rows = db.session.execute(query).all()
    lives_at = next((row.site_id for row in rows if row.lives_there), None)
    return Placing(frozenset(row.site_id for row in rows if not row.lives_there), lives_at)
