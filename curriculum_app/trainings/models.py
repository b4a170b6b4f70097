"""The table of staff's trainings."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.accounts.models import User
from curriculum_app.core.db import Base
from curriculum_app.core.ids import new_id
from curriculum_app.trainings.rules import TrainingKind


class StaffTraining(Base):
    """A member of staff is trained from `valid_from` to `valid_until` (None: open), both included."""

    __tablename__ = "staff_trainings"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="dates"),
        UniqueConstraint("user_id", "kind", "valid_from"),
        Index("ix_staff_trainings_recorded_by_id", "recorded_by_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[TrainingKind]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    staff: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])
