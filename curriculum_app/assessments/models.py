"""Tables of assessments: versions of instruments, sittings, sealed answers, and the scores that stand open.

A girl's answers lie under her enrolment's key, all of one sitting in one text: not even which question she skipped is
to be seen without it. Scores are plain numbers, so that outcomes are computed without opening anything.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.assessments.rules.follow_up import TryOutcome
from curriculum_app.assessments.rules.words import Entry, Form, Medium, SittingState, Wave
from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import sealed

_IS_OPEN = "state IN ('opened', 'started')"
_PAPER_WAITS = "medium = 'paper' AND state = 'started'"


class InstrumentVersion(Base):
    """The exact text of an instrument, found by the hash of its content; never changed or deleted."""

    __tablename__ = "instrument_versions"
    __table_args__ = (Index("ix_instrument_versions_instrument_current_from", "instrument", "current_from"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    instrument: Mapped[str] = mapped_column(String(60))
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[dict[str, Any]]
    loaded_at: Mapped[datetime]
    # The newest is the current version; loading an older text again makes it current again.
    current_from: Mapped[datetime]


class Sitting(Base):
    """One girl asked in one wave: in a session of her group, or (follow-up above all) apart from one.

    `code_hash` is the keyed hash of the code on her slip, `tablet_hash` that of the secret of the tablet on which she
    sits; both end with the sitting, and her code on another tablet takes the old one's place. `instrument` is that of
    the version. There is one sitting for an enrolment, instrument and wave that was not cancelled.
    """

    __tablename__ = "sittings"
    __table_args__ = (
        CheckConstraint(f"{_IS_OPEN} OR (code_hash IS NULL AND tablet_hash IS NULL)", name="code_ends"),
        CheckConstraint("(code_hash IS NULL) = (code_expires_at IS NULL)", name="code_expires"),
        CheckConstraint("state IN ('opened', 'cancelled') OR started_at IS NOT NULL", name="started"),
        CheckConstraint(f"({_IS_OPEN}) = (finished_at IS NULL)", name="finished"),
        Index(
            "uq_sittings_wave",
            "enrolment_id",
            "instrument",
            "wave",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index(
            "ix_sittings_papers",
            "opened_at",
            sqlite_where=text(_PAPER_WAITS),
            postgresql_where=text(_PAPER_WAITS),
        ),
        Index("ix_sittings_session_id_wave", "session_id", "wave"),
        Index("ix_sittings_instrument_wave_state", "instrument", "wave", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("instrument_versions.id"))
    instrument: Mapped[str] = mapped_column(String(60))
    wave: Mapped[Wave]
    form: Mapped[Form]
    language: Mapped[str] = mapped_column(String(2))
    medium: Mapped[Medium] = mapped_column(default=Medium.TABLET)
    state: Mapped[SittingState] = mapped_column(default=SittingState.OPENED)
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    code_expires_at: Mapped[datetime | None]
    tablet_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    enrolment: Mapped[Enrolment] = relationship(lazy="raise")
    session: Mapped[GroupSession | None] = relationship(lazy="raise")
    instrument_version: Mapped[InstrumentVersion] = relationship(lazy="raise")


class AnswerSet(Base):
    """One girl's answers of one sitting as they stand, under her enrolment's key (`rules.write_answers`).

    `given` is what counts. Paper is typed twice, `first` and `second`, by two people; what they agree on, or what a
    person settles, becomes `given`.
    """

    __tablename__ = "answer_sets"
    __table_args__ = (
        UniqueConstraint("sitting_id", "entry"),
        CheckConstraint("entry = 'given' OR entered_by_id IS NOT NULL", name="entered_by"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sittings.id"))
    entry: Mapped[Entry] = mapped_column(default=Entry.GIVEN)
    body_sealed: Mapped[bytes] = sealed("answer_set.body")
    entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    sitting: Mapped[Sitting] = relationship(lazy="raise")


class SittingScore(Base):
    """The points of one scale in one sitting that has ended; None where too little was answered."""

    __tablename__ = "sitting_scores"
    __table_args__ = (
        CheckConstraint("answered BETWEEN 0 AND asked", name="answered"),
        # A row for each girl, wave and scale: no hidden rowid beside the key.
        {"sqlite_with_rowid": False},
    )

    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sittings.id"), primary_key=True)
    scale: Mapped[str] = mapped_column(String(60), primary_key=True)
    points: Mapped[float | None] = mapped_column(Float)
    answered: Mapped[int]
    asked: Mapped[int]
    rule_version: Mapped[str] = mapped_column(String(20))


class FollowUpTry(Base):
    """One try to reach a girl three months later; rows are added, never changed. It says nothing in words."""

    __tablename__ = "follow_up_tries"
    __table_args__ = (Index("ix_follow_up_tries_enrolment_id_tried_at", "enrolment_id", "tried_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    outcome: Mapped[TryOutcome]
    next_on: Mapped[date | None]
    tried_at: Mapped[datetime]
    tried_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
