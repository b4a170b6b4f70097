"""The draft that somebody is typing on a session: read by its author only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.notes.models import NoteDraft
from curriculum_app.notes.rules import NoteText


@dataclass(frozen=True)
class Draft:
    """What was typed, on which version of the note (0: on none), and when it was kept."""

    text: NoteText
    base_version: int
    saved_at: datetime


def draft_of(actor: Actor, session: GroupSession) -> Draft | None:
    """The actor's own draft on `session`, None when there is none. Needs `session.cohort.key`."""
    query = (
        select(NoteDraft, VaultKey)
        .outerjoin(Enrolment, Enrolment.id == NoteDraft.enrolment_id)
        .outerjoin(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(NoteDraft.session_id == session.id, NoteDraft.author_id == actor.user_id)
        .order_by(NoteDraft.id)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return None
    texts: dict[UUID | None, str] = {
        row.enrolment_id: key.text(NoteDraft.body_sealed, row.id, row.body_sealed)
        for row, key_row in rows
        for key in [open_key(key_row or session.cohort.key)]
    }
    about = {enrolment_id: text for enrolment_id, text in texts.items() if enrolment_id is not None}
    newest = max((row.NoteDraft for row in rows), key=lambda row: row.saved_at)
    return Draft(NoteText(texts.get(None, ""), about), newest.base_version, newest.saved_at)
