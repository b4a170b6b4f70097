"""The queue: putting a job in, taking the next one, keeping it alive, ending it.

What a worker writes goes through short transactions of its own (`worker_transaction`), so that a page sees it at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from curriculum_app.core.access import Actor
from curriculum_app.core.db import WRITING, db
from curriculum_app.core.ids import new_id
from curriculum_app.core.jobs.models import Job, JobState

SILENT = timedelta(seconds=15)  # a job whose worker has said nothing for so long is taken again
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in a worker's hands."""

    id: UUID
    claim: UUID
    kind: str
    arguments: dict[str, Any]
    by_user_id: UUID | None


def queue_job(kind: str, arguments: dict[str, int | str], *, actor: Actor, at: datetime) -> Job:
    """Ask for a piece of work, in the transaction of the wish."""
    job = Job(id=new_id(), kind=kind, arguments=arguments, queued_at=at, by_user_id=actor.user_id)
    db.session.add(job)
    db.session.flush()
    return job


def cancel_job(job: Job, *, at: datetime) -> None:
    """Say that a job is not wanted any more; one that is over stays as it is; its worker stops."""
    _end(db.session, Job.id == job.id, JobState.CANCELLED, at, "")
    db.session.flush()
    db.session.refresh(job)


@contextmanager
def worker_transaction() -> Iterator[Session]:
    """A short durable writing transaction of a worker, never open beside another one of its own."""
    with Session(db.get_engine(WRITING)) as session, session.begin():
        yield session


def take(at: datetime) -> Taken | None:
    """The oldest job that waits, or whose worker fell silent, now in our hands; each goes to one worker only."""
    silent = and_(Job.state == JobState.RUNNING, Job.beat_at < at - SILENT)
    with worker_transaction() as session:
        query = (
            select(Job)
            .where(or_(Job.state == JobState.QUEUED, silent))
            .order_by(Job.queued_at, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        job = session.scalar(query)
        if job is None:
            return None
        if job.tries >= MOST_TRIES:
            _end(session, Job.id == job.id, JobState.FAILED, at, "gave-up")
            return None
        job.state, job.claim, job.tries = JobState.RUNNING, new_id(), job.tries + 1
        job.started_at, job.beat_at, job.progress = at, at, 0
        return Taken(job.id, job.claim, job.kind, dict(job.arguments), job.by_user_id)


def beat(taken: Taken, at: datetime) -> bool:
    """Say that the worker lives; False when the job is not its own any more (cancelled, or taken by another)."""
    with worker_transaction() as session:
        return _changed(session, update(Job).where(_is_mine(taken)).values(beat_at=at))


def tell(taken: Taken, progress: int, step: str, at: datetime) -> bool:
    """Write how far the job is, from 0 to 100, and at what; False as in `beat`."""
    values = {"progress": min(max(progress, 0), 100), "step": step, "beat_at": at}
    with worker_transaction() as session:
        return _changed(session, update(Job).where(_is_mine(taken)).values(**values))


def fail(taken: Taken, step: str, at: datetime) -> None:
    """End a job without a result; `step` is the word for why."""
    with worker_transaction() as session:
        _end(session, _is_mine(taken), JobState.FAILED, at, step)


def finish(session: Session, taken: Taken, result_id: UUID | None, at: datetime) -> bool:
    """End a job in the transaction of its result; False when it is not ours any more, and then nothing may be kept."""
    values = {
        "state": JobState.DONE, "progress": 100, "claim": None, "step": "", "finished_at": at, "result_id": result_id,
    }  # fmt: skip
    return _changed(session, update(Job).where(_is_mine(taken)).values(**values))


def _is_mine(taken: Taken) -> ColumnElement[bool]:
    return and_(Job.id == taken.id, Job.claim == taken.claim, Job.state == JobState.RUNNING)


def _end(session: Session, which: ColumnElement[bool], state: JobState, at: datetime, step: str) -> None:
    going = Job.state.in_((JobState.QUEUED, JobState.RUNNING))
    values = {"state": state, "claim": None, "finished_at": at, "step": step}
    session.execute(update(Job).where(which, going).values(**values).execution_options(synchronize_session=False))


def _changed(session: Session, statement: Any) -> bool:  # noqa: ANN401 - an UPDATE, whose type says nothing of rows
    result: Any = session.execute(statement.execution_options(synchronize_session=False))
    return bool(result.rowcount)
