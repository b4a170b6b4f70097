"""Tables of concerns: the record with what its clocks follow from, every answer ever given, who is barred, and notices.

Texts and answers lie under the concern's own key. Nothing here is deleted.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.concerns.rules.words import AboutStaff, Agency, ClockKind, Field, Known, NoticeKind
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import VaultKey, sealed


class Concern(Base):
    """One disclosure or suspicion, and what stands of it now in plain columns: instants and coded answers."""

    __tablename__ = "concerns"
    __table_args__ = (
        CheckConstraint("called_at IS NULL OR call_waived_at IS NULL", name="call"),
        CheckConstraint("written_at IS NULL OR written_waived_at IS NULL", name="written"),
        CheckConstraint("crossed_at IS NULL OR cross_waived_at IS NULL", name="cross"),
        CheckConstraint("learned_at <= entered_at AND entered_at <= received_at", name="instants"),
        CheckConstraint("service_area IS NULL OR service_area BETWEEN 1 AND 8", name="service_area"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(5), unique=True)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("vault_keys.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"), index=True)
    # Where it is counted: the site and area of her group, else her home area.
    service_area: Mapped[int | None]
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    # The information was received · the same as the form or the device said it · it was typed in · it came here.
    learned_at: Mapped[datetime] = mapped_column(index=True)
    learned_said_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    received_at: Mapped[datetime]
    about_staff: Mapped[AboutStaff]
    exploited: Mapped[Known | None]
    # The limit of the day on which she learned of it.
    cross_hours: Mapped[int]
    agency: Mapped[Agency | None]
    called_at: Mapped[datetime | None]
    call_waived_at: Mapped[datetime | None]
    written_at: Mapped[datetime | None]
    written_waived_at: Mapped[datetime | None]
    crossed_at: Mapped[datetime | None]
    cross_waived_at: Mapped[datetime | None]

    key: Mapped[VaultKey] = relationship(lazy="raise")


class ConcernAnswer(Base):
    """One answer as it was given. The newest of a field counts; the others are its history."""

    __tablename__ = "concern_answers"
    __table_args__ = (Index("ix_concern_answers_concern_id_said_at", "concern_id", "said_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    concern_id: Mapped[UUID] = mapped_column(ForeignKey("concerns.id"))
    field: Mapped[Field]
    body_sealed: Mapped[bytes] = sealed("concern.answer")
    said_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    said_at: Mapped[datetime]


class ConcernBarred(Base):
    """Somebody of the staff whom a concern is about: to her it does not exist. A row once written stays."""

    __tablename__ = "concern_barred"

    concern_id: Mapped[UUID] = mapped_column(ForeignKey("concerns.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    named_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    named_at: Mapped[datetime]


class ConcernNotice(Base):
    """Somebody is told something about a concern, once."""

    __tablename__ = "concern_notices"
    __table_args__ = (
        UniqueConstraint("concern_id", "user_id", "kind", "clock"),
        Index("ix_concern_notices_user_id_seen_at", "user_id", "seen_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    concern_id: Mapped[UUID] = mapped_column(ForeignKey("concerns.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[NoticeKind]
    # A new concern is told as that of its call.
    clock: Mapped[ClockKind]
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
