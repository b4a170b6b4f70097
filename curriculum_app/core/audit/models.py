"""Tables of the audit: what happened, and the chain of hashes beside it. Neither can be changed or deleted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base


class AuditEvent(Base):
    """One thing that somebody did, read or was denied. Ids, words and numbers only: no names, no free text."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_object", "object_type", "object_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None]
    roles: Mapped[str | None] = mapped_column(String(100))
    sign_in_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str | None] = mapped_column(String(40))
    object_id: Mapped[UUID | None]
    reason_code: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(10))
    details: Mapped[dict[str, Any] | None]


class AuditLink(Base):
    """One link of the chain: the hash of an event together with the hash before it."""

    __tablename__ = "audit_links"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    event_id: Mapped[UUID] = mapped_column(unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    linked_at: Mapped[datetime]
