"""Drafts: what somebody is typing, sealed like the note itself, one for each author and session."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.notes import queries
from curriculum_app.notes.events import DRAFT_DISCARDED, DRAFT_SAVED
from curriculum_app.notes.models import NoteDraft
from curriculum_app.notes.rules import NoteText
from curriculum_app.notes.service.texts import checked_keys


def save_draft(session: GroupSession, *, text: NoteText, base_version: int, actor: Actor, at: datetime) -> bool:
    """Keep `text`, typed on `base_version` of the note; returns whether there was something to keep.

    A draft that says what the note says already, or nothing, is none: an answer that comes late, after Save, brings no
    old draft back. Needs `session.cohort.key`. Raises TextTooLong, NotHere.
    """
    keys = checked_keys(session, text)
    stored = queries.stored(queries.note_of(actor, session), session)
    if text.is_empty or (stored is not None and stored.text == text):
        clear_draft(session, actor)
        return False
    keep_draft(session, text, keys, base_version=base_version, actor=actor, at=at)
    record(DRAFT_SAVED, actor=actor, at=at, subject=session)
    return True


def discard_draft(session: GroupSession, *, actor: Actor, at: datetime) -> bool:
    """Throw the actor's draft away; returns whether there was one."""
    if not clear_draft(session, actor):
        return False
    record(DRAFT_DISCARDED, actor=actor, at=at, subject=session)
    return True


def keep_draft(
    session: GroupSession, text: NoteText, keys: dict[UUID, DataKey], *, base_version: int, actor: Actor, at: datetime
) -> None:
    """Make `text` the actor's draft in place of the one before; part of saving a draft and of a save that conflicts."""
    clear_draft(session, actor)
    parts: dict[UUID | None, tuple[str, DataKey]] = {
        enrolment_id: (said, keys[enrolment_id]) for enrolment_id, said in text.about.items()
    }
    if text.body:
        parts[None] = (text.body, open_key(session.cohort.key))
    for enrolment_id, (said, key) in parts.items():
        row_id = new_id()
        db.session.add(
            NoteDraft(
                id=row_id,
                session_id=session.id,
                author_id=actor.user(),
                enrolment_id=enrolment_id,
                body_sealed=key.seal(NoteDraft.body_sealed, row_id, said),
                base_version=base_version,
                saved_at=at,
            )
        )
    db.session.flush()


def clear_draft(session: GroupSession, actor: Actor) -> bool:
    """Delete the actor's draft on `session`, if there is one; returns whether there was."""
    own = (NoteDraft.session_id == session.id, NoteDraft.author_id == actor.user_id)
    found = db.session.scalar(select(NoteDraft.id).where(*own).limit(1))
    db.session.execute(delete(NoteDraft).where(*own))
    return found is not None
