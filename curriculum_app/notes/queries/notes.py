"""Notes with their texts opened: those that an actor may read, her own, and the texts that later ones replaced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, VaultKey, open_key
from curriculum_app.notes.models import Addendum, Note, NoteAboutGirl, NoteRevision
from curriculum_app.notes.queries.girls import stood_in_front
from curriculum_app.notes.rules import NoteText, Stored

NOTES_AT_MOST = 50
ROWS_AT_MOST = 1_000


@dataclass(frozen=True)
class ReadAddendum:
    """What the author added later; about one girl where `enrolment_id` is set."""

    written_at: datetime
    enrolment_id: UUID | None
    body: str


@dataclass(frozen=True)
class ReadNote:
    """One note as its readers see it."""

    id: UUID
    author_id: UUID
    author: str
    version: int
    written_at: datetime
    edited_at: datetime | None
    text: NoteText
    addenda: tuple[ReadAddendum, ...]


@dataclass(frozen=True)
class Replaced:
    """A text that a later one replaced."""

    version: int
    replaced_at: datetime
    enrolment_id: UUID | None
    body: str


def notes_readable_by(actor: Actor, session: GroupSession) -> Sequence[ReadNote]:
    """The notes on `session` that `actor` may read: her own, and all when she stood in front of it; oldest first.

    Needs `session.cohort.key`.
    """
    query = (
        select(Note, User.full_name)
        .join(User, User.id == Note.author_id)
        .where(Note.session_id == session.id)
        .where(or_(Note.author_id == actor.user_id, stood_in_front(actor.user_id, session)))
        .order_by(Note.written_at, Note.id)
        .limit(NOTES_AT_MOST)
    )
    rows = db.session.execute(query).all()
    key = open_key(session.cohort.key)
    about = _about([row.Note.id for row in rows])
    addenda = _addenda([row.Note.id for row in rows], key)
    return [
        ReadNote(
            id=note.id,
            author_id=note.author_id,
            author=author,
            version=note.version,
            written_at=note.written_at,
            edited_at=note.edited_at,
            text=NoteText(key.text(Note.body_sealed, note.id, note.body_sealed), about.get(note.id, {})),
            addenda=tuple(addenda.get(note.id, ())),
        )
        for note, author in rows
    ]


def note_of(actor: Actor, session: GroupSession) -> Note | None:
    """The actor's own note on `session`, taken for this transaction alone."""
    own = (Note.session_id == session.id, Note.author_id == actor.user_id)
    return db.session.scalar(select(Note).where(*own).with_for_update())


def own_note_id(actor: Actor, session: GroupSession) -> UUID | None:
    """The id of the actor's own note on `session`."""
    return db.session.scalar(select(Note.id).where(Note.session_id == session.id, Note.author_id == actor.user_id))


def stored(note: Note | None, session: GroupSession) -> Stored[NoteText] | None:
    """The note as the rules look at it, its texts opened; None where there is none."""
    if note is None:
        return None
    body = open_key(session.cohort.key).text(Note.body_sealed, note.id, note.body_sealed)
    return Stored(NoteText(body, _about([note.id]).get(note.id, {})), note.version, note.written_at)


def replaced_texts(note_id: UUID, session: GroupSession) -> Sequence[Replaced]:
    """The texts of a note that later ones replaced, the newest first; whose note it is, the caller has decided."""
    query = (
        select(NoteRevision, VaultKey)
        .outerjoin(Enrolment, Enrolment.id == NoteRevision.enrolment_id)
        .outerjoin(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(NoteRevision.note_id == note_id)
        .order_by(NoteRevision.version.desc(), NoteRevision.enrolment_id, NoteRevision.id)
        .limit(ROWS_AT_MOST)
    )
    return [
        Replaced(
            row.version, row.replaced_at, row.enrolment_id, key.text(NoteRevision.body_sealed, row.id, row.body_sealed)
        )
        for row, key_row in db.session.execute(query)
        for key in [open_key(key_row or session.cohort.key)]
    ]


def _about(note_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, str]]:
    """What the notes say about single girls: note id → enrolment id → text."""
    query = (
        select(NoteAboutGirl, VaultKey)
        .join(Enrolment, Enrolment.id == NoteAboutGirl.enrolment_id)
        .join(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(NoteAboutGirl.note_id.in_(note_ids))
        .order_by(NoteAboutGirl.id)
        .limit(ROWS_AT_MOST)
    )
    found: dict[UUID, dict[UUID, str]] = {}
    for row, key_row in db.session.execute(query):
        text = open_key(key_row).text(NoteAboutGirl.body_sealed, row.id, row.body_sealed)
        found.setdefault(row.note_id, {})[row.enrolment_id] = text
    return found


def _addenda(note_ids: Iterable[UUID], cohort_key: DataKey) -> dict[UUID, list[ReadAddendum]]:
    query = (
        select(Addendum, VaultKey)
        .outerjoin(Enrolment, Enrolment.id == Addendum.enrolment_id)
        .outerjoin(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(Addendum.note_id.in_(note_ids))
        .order_by(Addendum.written_at, Addendum.enrolment_id.is_not(None), Addendum.id)
        .limit(ROWS_AT_MOST)
    )
    found: dict[UUID, list[ReadAddendum]] = {}
    for row, key_row in db.session.execute(query):
        key = open_key(key_row) if key_row else cohort_key
        text = key.text(Addendum.body_sealed, row.id, row.body_sealed)
        found.setdefault(row.note_id, []).append(ReadAddendum(row.written_at, row.enrolment_id, text))
    return found
