"""The table of letters that wait to be sent, and of those that were."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base


class Mail(Base):
    """One letter to one member of staff. All of them say the same, so no text lies here."""

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_sent_at_queued_at", "sent_at", "queued_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    to_address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
