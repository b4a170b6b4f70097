"""Saving a note: a new one, a changed one, or a text that cannot take its place and is kept as a draft."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.notes import queries
from curriculum_app.notes.events import NOTE_CAME_LATE, NOTE_CHANGED, NOTE_CONFLICTED, NOTE_WRITTEN
from curriculum_app.notes.models import Note, NoteAboutGirl, NoteRevision
from curriculum_app.notes.rules import NoteText, Stored, Verdict, decide
from curriculum_app.notes.service.drafts import clear_draft, keep_draft
from curriculum_app.notes.service.texts import NothingWritten, checked_keys


@dataclass(frozen=True)
class Saved:
    """What a save did; `stored` is the note that stood against it (conflict, too late), else None."""

    verdict: Verdict
    stored: Stored[NoteText] | None = None


def save_note(
    session: GroupSession, *, note_id: UUID, text: NoteText, base_version: int, actor: Actor, at: datetime
) -> Saved:
    """Save the actor's note on `session`, typed on `base_version` of it (0: on none).

    The same text again changes nothing. A text that conflicts, or comes after 72 hours, is kept as her draft and
    replaces nothing. Needs `session.cohort.key`. Raises NothingWritten, TextTooLong, NotHere.
    """
    if text.is_empty:
        raise NothingWritten
    note = queries.note_of(actor, session)
    stored = queries.stored(note, session)
    keys = checked_keys(session, text, beside=stored.text if stored else None)
    verdict = decide(stored, text, base_version=base_version, at=at)
    if verdict in (Verdict.CONFLICT, Verdict.TOO_LATE) and note is not None and stored is not None:
        keep_draft(session, text, keys, base_version=stored.version, actor=actor, at=at)
        _record_refused(verdict, note, actor, at)
        return Saved(verdict, stored)
    clear_draft(session, actor)
    pen = _Pen(open_key(session.cohort.key), keys, at)
    if note is None:
        note = pen.create(session, actor, _free_id(note_id), text)
        record(NOTE_WRITTEN, actor=actor, at=at, subject=note, girls=len(text.about))
    elif verdict is Verdict.CHANGED and stored is not None:
        pen.change(note, stored.text, text)
        record(NOTE_CHANGED, actor=actor, at=at, subject=note, version=note.version, girls=len(text.about))
    return Saved(verdict)


def _record_refused(verdict: Verdict, note: Note, actor: Actor, at: datetime) -> None:
    if verdict is Verdict.CONFLICT:
        record(NOTE_CONFLICTED, actor=actor, at=at, subject=note, version=note.version)
    else:
        record(NOTE_CAME_LATE, actor=actor, at=at, subject=note)


def _free_id(wanted: UUID) -> UUID:
    """The id that the page was made with; one of our own where another note has it, which no page of ours does."""
    return wanted if db.session.get(Note, wanted) is None else new_id()


@dataclass(frozen=True)
class _Pen:
    """Writes the rows of one note at one instant: the keys it seals with, and the girls' by enrolment id."""

    cohort_key: DataKey
    girl_keys: dict[UUID, DataKey]
    at: datetime

    def create(self, session: GroupSession, actor: Actor, note_id: UUID, text: NoteText) -> Note:
        body = self.cohort_key.seal(Note.body_sealed, note_id, text.body)
        note = Note(
            id=note_id, session_id=session.id, author_id=actor.user(), body_sealed=body, written_at=self.at, version=1
        )
        db.session.add(note)
        db.session.flush()
        for girl, said in text.about.items():
            self._say_about(note, girl, said)
        return note

    def change(self, note: Note, old: NoteText, new: NoteText) -> None:
        """Put `new` in place of `old`; what is replaced is kept under the version it had."""
        if new.body != old.body:
            self._keep(note, None, old.body)
            note.body_sealed = self.cohort_key.seal(Note.body_sealed, note.id, new.body)
        rows = {row.enrolment_id: row for row in db.session.scalars(_rows_about(note))}
        for girl in sorted(girl for girl in {*old.about, *new.about} if old.about.get(girl) != new.about.get(girl)):
            if girl not in rows:
                self._say_about(note, girl, new.about[girl])
                continue
            self._keep(note, girl, old.about[girl])
            if girl in new.about:
                self._say_anew(rows[girl], new.about[girl])
            else:
                db.session.delete(rows[girl])
        note.version += 1
        note.edited_at = self.at

    def _say_about(self, note: Note, girl: UUID, said: str) -> None:
        row_id = new_id()
        body = self.girl_keys[girl].seal(NoteAboutGirl.body_sealed, row_id, said)
        row = NoteAboutGirl(id=row_id, note_id=note.id, enrolment_id=girl, body_sealed=body, written_at=self.at)
        db.session.add(row)

    def _say_anew(self, row: NoteAboutGirl, said: str) -> None:
        row.body_sealed = self.girl_keys[row.enrolment_id].seal(NoteAboutGirl.body_sealed, row.id, said)
        row.edited_at = self.at

    def _keep(self, note: Note, girl: UUID | None, said: str) -> None:
        row_id = new_id()
        key = self.cohort_key if girl is None else self.girl_keys[girl]
        body = key.seal(NoteRevision.body_sealed, row_id, said)
        kept = NoteRevision(id=row_id, note_id=note.id, enrolment_id=girl, version=note.version)
        kept.body_sealed, kept.replaced_at = body, self.at
        db.session.add(kept)


def _rows_about(note: Note) -> Select[NoteAboutGirl]:
    return select(NoteAboutGirl).where(NoteAboutGirl.note_id == note.id).order_by(NoteAboutGirl.id)
