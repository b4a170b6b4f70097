"""The table of limits: what held from which day on, and who said so. Rows are added, never changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from curriculum_app.core.ids import new_id
from curriculum_app.core.limits.rules import LimitName
from curriculum_app.core.schema import Base


class ProgrammeLimit(Base):
    """One limit from a day on. The ground knows no staff, so the name of whoever set it is kept as she had it then."""

    __tablename__ = "programme_limits"
    __table_args__ = (Index("ix_programme_limits_name_in_force_from", "name", "in_force_from"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[LimitName]
    value: Mapped[str] = mapped_column(String(60))
    in_force_from: Mapped[date]
    set_by_id: Mapped[UUID | None]
    set_by_name: Mapped[str] = mapped_column(String(200), default="")
    set_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200), default="")
