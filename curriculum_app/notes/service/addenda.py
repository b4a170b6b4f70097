"""Adding to a note that can no longer be changed: each addition has its own date and stays as it is."""

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import derived_id
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.notes import queries
from curriculum_app.notes.events import ADDENDUM_ADDED
from curriculum_app.notes.models import Addendum
from curriculum_app.notes.rules import NoteText, changeable_until
from curriculum_app.notes.service.drafts import clear_draft
from curriculum_app.notes.service.texts import NothingWritten, checked_keys


class NoteStillOpen(Refusal):
    """There is no note to add to, or it can still be changed itself."""

    message = _l("You can still change the note itself. Reload the page and write it there.")


def add_addendum(session: GroupSession, *, addendum_id: UUID, text: NoteText, actor: Actor, at: datetime) -> bool:
    """Add `text` to the actor's own note on `session`; returns False when this very addendum is there already.

    Needs `session.cohort.key`. Raises NoteStillOpen, NothingWritten, TextTooLong, NotHere.
    """
    if text.is_empty:
        raise NothingWritten
    keys = checked_keys(session, text)
    note = queries.note_of(actor, session)
    if note is None or at < changeable_until(note.written_at):
        raise NoteStillOpen
    parts: dict[UUID | None, tuple[str, DataKey]] = {girl: (said, keys[girl]) for girl, said in text.about.items()}
    if text.body:
        parts[None] = (text.body, open_key(session.cohort.key))
    ids = {enrolment_id: _row_id(addendum_id, enrolment_id) for enrolment_id in parts}
    clear_draft(session, actor)
    if db.session.scalar(select(Addendum.id).where(Addendum.id.in_(ids.values())).limit(1)) is not None:
        return False
    for girl, (said, key) in parts.items():
        body = key.seal(Addendum.body_sealed, ids[girl], said)
        row = Addendum(id=ids[girl], note_id=note.id, enrolment_id=girl, body_sealed=body, written_at=at)
        db.session.add(row)
    record(ADDENDUM_ADDED, actor=actor, at=at, subject=note, girls=len(text.about))
    return True


def _row_id(addendum_id: UUID, enrolment_id: UUID | None) -> UUID:
    """The id of one part of an addendum; it follows from the page's id, so that the same post twice finds itself."""
    return addendum_id if enrolment_id is None else derived_id(addendum_id, str(enrolment_id))
