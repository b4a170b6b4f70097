"""Tables of the curriculum: editions (one exact text each) and their lessons."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base


class Edition(Base):
    """The exact text of a curriculum and its completion rule, found by the hash of its content."""

    __tablename__ = "editions"
    __table_args__ = (
        CheckConstraint("lessons_needed <= lessons_offered", name="lessons"),
        CheckConstraint("minimum_share > 0 AND minimum_share <= 1", name="minimum_share"),
        CheckConstraint("make_ups_allowed >= 0", name="make_ups"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    curriculum: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    loaded_at: Mapped[datetime]
    # The newest is the current edition; loading an older text again makes it current again.
    current_from: Mapped[datetime]
    rule_version: Mapped[str] = mapped_column(String(20))
    lessons_needed: Mapped[int]
    lessons_offered: Mapped[int]
    minimum_share: Mapped[float] = mapped_column(Float)
    make_ups_allowed: Mapped[int]


class Lesson(Base):
    """One lesson of one edition in one language. `lesson_key` is stable across editions and languages."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("edition_id", "language", "number"),
        UniqueConstraint("edition_id", "language", "lesson_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    language: Mapped[str] = mapped_column(String(2))
    number: Mapped[int]
    lesson_key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(120))
    minutes: Mapped[int]
    version: Mapped[int]
    objectives: Mapped[list[str]] = mapped_column(JSON)
    materials: Mapped[list[str]] = mapped_column(JSON)
    activities: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    body: Mapped[str] = mapped_column(Text)

    edition: Mapped[Edition] = relationship(lazy="raise")
