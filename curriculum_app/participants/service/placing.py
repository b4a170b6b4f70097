"""Saying where a girl can go and in which other languages she can take part: what forming groups asks about her."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.participants import events
from curriculum_app.participants.models import Participant, ParticipantSite
from curriculum_app.participants.queries.placing import placing_of
from curriculum_app.participants.service.people import PersonChanged


def edit_placing(
    participant: Participant,
    *,
    lives_at: UUID | None,
    sites: Collection[UUID],
    offered: Collection[UUID],
    other_languages: Collection[str],
    version: int,
    actor: Actor,
    at: datetime,
) -> Participant:
    """Set where she can go. Of sites that were not `offered` to the actor nothing changes. Raises PersonChanged."""
    if participant.version != version:
        raise PersonChanged
    known = placing_of(participant.id)
    kept = {site for site in known.sites if site not in offered}
    home = known.lives_at if known.lives_at is not None and known.lives_at not in offered else lives_at
    db.session.execute(delete(ParticipantSite).where(ParticipantSite.participant_id == participant.id))
    for site in sorted((kept | set(sites)) - {home}):
        db.session.add(ParticipantSite(participant_id=participant.id, site_id=site))
    if home is not None:
        db.session.add(ParticipantSite(participant_id=participant.id, site_id=home, lives_there=True))
    participant.other_languages = " ".join(sorted(set(other_languages) - {participant.language}))
    participant.version += 1
    db.session.flush()
    record(events.PLACING_CHANGED, actor=actor, at=at, subject=participant)
    return participant
