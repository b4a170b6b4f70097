"""Tables of attendance: the mark as it stands, everything that was ever asked of it, walk-ins and make-ups."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.attendance.rules.words import (
    DeclineReason,
    HowMadeUp,
    Reason,
    Source,
    Status,
    Verdict,
    VisitState,
)
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base, words
from curriculum_app.core.vault import sealed


class Mark(Base):
    """One girl in one session of her group, as it stands. A status of None was unmarked again; the row stays.

    There is no index by enrolment: her marks are found through the sessions of her group, which costs no more
    and spares each mark a third of its bytes.
    """

    __tablename__ = "marks"
    __table_args__ = (
        CheckConstraint(
            "(minutes IS NOT NULL) = (status IS NOT NULL AND status IN ('present', 'late', 'left_early'))",
            name="minutes",
        ),
        CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes_range"),
        CheckConstraint("NOT is_credited OR minutes IS NOT NULL", name="credit"),
        CheckConstraint("version >= 1", name="version"),
        # Three million rows lie here: no hidden rowid beside the key.
        {"sqlite_with_rowid": False},
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    status: Mapped[Status | None]
    reason: Mapped[Reason | None]
    minutes: Mapped[int | None]
    is_credited: Mapped[bool] = mapped_column(default=False)
    is_disputed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    marked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    marked_at: Mapped[datetime]


class MarkChange(Base):
    """One operation that was asked of a mark, with old and new values and its verdict; never changed or deleted."""

    __tablename__ = "mark_changes"
    __table_args__ = (
        Index("ix_mark_changes_cell", "session_id", "enrolment_id", "version"),
        {"sqlite_with_rowid": False},
    )

    op_id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    was_status: Mapped[Status | None] = mapped_column(words(Status, "was_status"))
    was_reason: Mapped[Reason | None] = mapped_column(words(Reason, "was_reason"))
    was_minutes: Mapped[int | None]
    status: Mapped[Status | None]
    reason: Mapped[Reason | None]
    minutes: Mapped[int | None]
    base_version: Mapped[int]
    version: Mapped[int]
    verdict: Mapped[Verdict]
    source: Mapped[Source]
    changed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[datetime]
    device_id: Mapped[UUID | None]
    device_at: Mapped[datetime | None]
    paper_on: Mapped[date | None]
    because_sealed: Mapped[bytes | None] = sealed("mark_change.because")


class Visit(Base):
    """A walk-in: somebody who came without a seat, until a coordinator decides. Named under the cohort's key."""

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint("age BETWEEN 5 AND 25", name="age"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
        Index("ix_visits_state_session_id", "state", "session_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"), index=True)
    first_name_sealed: Mapped[bytes | None] = sealed("visit.first_name")
    last_initial_sealed: Mapped[bytes | None] = sealed("visit.last_initial")
    age: Mapped[int]
    state: Mapped[VisitState] = mapped_column(default=VisitState.WAITING)
    decline_reason: Mapped[DeclineReason | None]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    enrolment_id: Mapped[UUID | None] = mapped_column(ForeignKey("enrolments.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referrals.id"))

    session: Mapped[GroupSession] = relationship(lazy="raise")


class MakeUp(Base):
    """A missed lesson that was made up; counted once for each lesson of a curriculum, across cohorts."""

    __tablename__ = "make_ups"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        Index(
            "uq_make_ups_lesson",
            "participant_id",
            "curriculum",
            "lesson_key",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), index=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    curriculum: Mapped[str] = mapped_column(String(40))
    lesson_key: Mapped[str] = mapped_column(String(60))
    made_up_on: Mapped[date]
    how: Mapped[HowMadeUp]
    minutes: Mapped[int]
    given_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    voided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    session: Mapped[GroupSession] = relationship(lazy="raise")
