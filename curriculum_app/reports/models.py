"""The one table of reports: outcomes that a job worked out, frozen with their instant, filters and rule version."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base


class OutcomeResult(Base):
    """Figures as they were at `computed_at`, for whoever asked and as far as she reached; never changed.

    `question` is the fingerprint of instrument, filters and reach, `body` what `rules.outcomes.report_of` wrote: counts
    and figures after discretion, nothing of one girl.
    """

    __tablename__ = "outcome_results"
    __table_args__ = (Index("ix_outcome_results_question", "asked_by_id", "question", "computed_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    question: Mapped[str] = mapped_column(String(64))
    instrument: Mapped[str] = mapped_column(String(60))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("instrument_versions.id"))
    filters: Mapped[dict[str, Any]]
    rule_version: Mapped[str] = mapped_column(String(60))
    computed_at: Mapped[datetime]
    body: Mapped[dict[str, Any]]
