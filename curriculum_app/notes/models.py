"""Tables of notes: one note of each author on a session with all that hangs on it, and one fidelity log a session.

What is said of the group lies under the cohort's key; what is said about one girl lies under her own enrolment's.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import sealed
from curriculum_app.notes.rules.fidelity import Outcome, Why


class Note(Base):
    """What one facilitator wrote about one session."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("session_id", "author_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    body_sealed: Mapped[bytes] = sealed("note.body")
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[GroupSession] = relationship(lazy="raise")


class NoteAboutGirl(Base):
    """What a note says about one girl, under her enrolment's key."""

    __tablename__ = "notes_about_girls"
    __table_args__ = (UniqueConstraint("note_id", "enrolment_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), index=True)
    body_sealed: Mapped[bytes] = sealed("note.about_girl")
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]


class NoteRevision(Base):
    """A text that a later one replaced, under the key it had."""

    __tablename__ = "note_revisions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), index=True)
    enrolment_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolments.id"), index=True)
    version: Mapped[int]
    body_sealed: Mapped[bytes] = sealed("note.revision")
    replaced_at: Mapped[datetime]


class Addendum(Base):
    """What the author added after the note could no longer be changed."""

    __tablename__ = "addenda"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("notes.id"), index=True)
    enrolment_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolments.id"), index=True)
    body_sealed: Mapped[bytes] = sealed("note.addendum")
    written_at: Mapped[datetime]


class NoteDraft(Base):
    """What somebody is typing: kept until the note is saved, seen by its author only."""

    __tablename__ = "note_drafts"
    __table_args__ = (
        Index(
            "uq_note_drafts_session",
            "session_id",
            "author_id",
            unique=True,
            sqlite_where=text("enrolment_id IS NULL"),
            postgresql_where=text("enrolment_id IS NULL"),
        ),
        UniqueConstraint("session_id", "author_id", "enrolment_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    enrolment_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolments.id"), index=True)
    body_sealed: Mapped[bytes] = sealed("note.draft")
    base_version: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime]


class FidelityLog(Base):
    """How one session went beside its lesson. What no exception names was as written; sums are kept for reports."""

    __tablename__ = "fidelity_logs"
    __table_args__ = (
        CheckConstraint("engagement BETWEEN 1 AND 4", name="engagement"),
        CheckConstraint("required_given BETWEEN 0 AND required_planned", name="required"),
        CheckConstraint("optional_given BETWEEN 0 AND optional_planned", name="optional"),
        CheckConstraint("minutes_planned >= 0 AND minutes_given >= 0", name="minutes"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"), unique=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    engagement: Mapped[int | None]
    remark_sealed: Mapped[bytes | None] = sealed("fidelity.remark")
    required_planned: Mapped[int]
    required_given: Mapped[int]
    optional_planned: Mapped[int]
    optional_given: Mapped[int]
    minutes_planned: Mapped[int]
    minutes_given: Mapped[int]
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class FidelityException(Base):
    """One activity that was not as the lesson has it."""

    __tablename__ = "fidelity_exceptions"
    __table_args__ = (
        UniqueConstraint("log_id", "activity_key"),
        CheckConstraint("minutes BETWEEN 0 AND 480", name="minutes"),
        CheckConstraint("outcome <> 'skipped' OR minutes = 0", name="skipped"),
        CheckConstraint("outcome <> 'done' OR reason IS NULL", name="done"),
        CheckConstraint("outcome <> 'changed' OR reason IS NOT NULL", name="changed"),
        CheckConstraint("(reason IS NOT NULL AND reason = 'other') = (detail_sealed IS NOT NULL)", name="detail"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    log_id: Mapped[UUID] = mapped_column(ForeignKey("fidelity_logs.id"))
    activity_key: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[Outcome]
    minutes: Mapped[int]
    reason: Mapped[Why | None]
    detail_sealed: Mapped[bytes | None] = sealed("fidelity.detail")


class FidelityRevision(Base):
    """A log that a later one replaced, whole, as JSON under the cohort's key."""

    __tablename__ = "fidelity_revisions"
    __table_args__ = (UniqueConstraint("log_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    log_id: Mapped[UUID] = mapped_column(ForeignKey("fidelity_logs.id"))
    version: Mapped[int]
    body_sealed: Mapped[bytes] = sealed("fidelity.revision")
    replaced_at: Mapped[datetime]
