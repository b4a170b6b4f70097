"""The table of jobs."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more becomes of it."""
        return self not in {JobState.QUEUED, JobState.RUNNING}


class Job(Base):
    """One piece of work. `claim` is the worker's own mark: only who holds it may write progress or an end."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
        CheckConstraint("(state = 'running') = (claim IS NOT NULL)", name="claim"),
        Index("ix_jobs_state_queued_at", "state", "queued_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    progress: Mapped[int] = mapped_column(default=0)
    # What it is at, or why it failed, as a word that the page translates.
    step: Mapped[str] = mapped_column(String(40), default="")
    queued_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    tries: Mapped[int] = mapped_column(default=0)
    by_user_id: Mapped[UUID | None]
    result_id: Mapped[UUID | None]
