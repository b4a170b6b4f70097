"""Jobs: each is done by one worker, survives a dead one, can be stopped, and never ends twice."""

from __future__ import annotations

import threading
import time
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.service.forming.proposing import KIND
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.db import begin_reading, begin_writing, command_transaction, db
from curriculum_app.core.jobs import Job, JobState, cancel_job, queue, queue_job
from curriculum_app.core.jobs.queue import Taken
from curriculum_app.core.jobs.run import Work, Worker, do, does
from tests.factories import Make
from tests.factories.drafts import draft, possible_group, waiting

ACTOR = command_line(date(2026, 11, 25))
PATIENCE = 60.0


def queued(make: Make, kind: str = "tests.nothing", **arguments: int | str) -> Job:
    """A job that waits, shown to everybody; no transaction is left open."""
    begin_writing()
    job = queue_job(kind, arguments, actor=ACTOR, at=clock.now())
    make.commit()
    db.session.rollback()
    return job


def state_of(job: Job) -> tuple[JobState, int, str]:
    db.session.rollback()
    row = db.session.execute(select(Job.state, Job.progress, Job.step).where(Job.id == job.id)).one()
    db.session.rollback()
    return row[0], row[1], row[2]


@does("tests.nothing")
def nothing(work: Work) -> None:
    """Ends at once."""
    work.tell(50, "half")
    with command_transaction() as session:
        work.finish(session)


@does("tests.broken")
def broken(_work: Work) -> None:
    """Breaks."""
    raise ZeroDivisionError


def test_a_job_is_done_once_and_says_so(make: Make) -> None:
    job = queued(make)
    taken = queue.take(clock.now())
    assert taken is not None
    do(taken)
    assert state_of(job) == (JobState.DONE, 100, "")
    assert queue.take(clock.now()) is None


@pytest.mark.parametrize("kind", ["tests.broken", "tests.unheard-of"])
def test_a_job_that_cannot_be_done_ends_as_failed(make: Make, kind: str) -> None:
    job = queued(make, kind)
    taken = queue.take(clock.now())
    assert taken is not None
    do(taken)
    assert state_of(job)[0] is JobState.FAILED


def test_of_many_workers_each_job_goes_to_one(app: Flask, make: Make) -> None:
    jobs = [queued(make) for _ in range(12)]
    gate, taken = threading.Barrier(4), list[Taken]()

    def work() -> None:
        with app.app_context():
            gate.wait()
            # PostgreSQL passes over a row that another worker is just taking, so a miss is tried once more.
            misses = 0
            while misses < 5:
                found = queue.take(clock.now())
                misses = 0 if found else misses + 1
                taken.extend([found] if found else [])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.id for each in taken) == sorted(job.id for job in jobs)


def test_the_job_of_a_silent_worker_is_taken_again_and_the_old_one_writes_nothing(make: Make) -> None:
    job = queued(make)
    at = clock.now()
    first = queue.take(at)
    assert first is not None
    assert queue.take(at + timedelta(seconds=5)) is None
    second = queue.take(at + queue.SILENT + timedelta(seconds=1))
    assert second is not None
    assert second.id == first.id == job.id
    assert not queue.beat(first, at)
    do(first)
    assert state_of(job)[0] is JobState.RUNNING
    do(second)
    assert state_of(job)[0] is JobState.DONE


def test_a_job_that_kills_its_workers_is_given_up(make: Make) -> None:
    job = queued(make)
    at = clock.now()
    for _ in range(queue.MOST_TRIES):
        assert queue.take(at) is not None
        at += queue.SILENT + timedelta(seconds=1)
    assert queue.take(at) is None
    assert state_of(job)[0] is JobState.FAILED


def test_a_cancelled_job_is_not_finished(make: Make) -> None:
    job = queued(make)
    taken = queue.take(clock.now())
    assert taken is not None
    begin_writing()
    cancel_job(db.session.get_one(Job, job.id), at=clock.now())
    make.commit()
    db.session.rollback()
    do(taken)
    assert state_of(job)[0] is JobState.CANCELLED


def follow(worker: Worker, job: Job, *until: JobState) -> JobState:
    """Let the worker work until the job stands where it should."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        worker.step()
        found = state_of(job)[0]
        if found in until:
            return found
        time.sleep(0.1)
    raise AssertionError(f"The job is still {found}.")


def a_proposal(make: Make) -> tuple[Proposal, Job]:
    """A draft of seven girls and a group, and the job that solves it."""
    make.edition()
    proposal = draft(make)
    possible_group(make, proposal)
    for _ in range(7):
        waiting(make)
    job = queue_job(KIND, {"proposal": str(proposal.id)}, actor=ACTOR, at=clock.now())
    proposal.job_id = job.id
    make.commit()
    db.session.rollback()
    return proposal, job


def test_a_worker_solves_a_draft_in_a_process_of_its_own(make: Make) -> None:
    proposal, job = a_proposal(make)
    worker = Worker()
    assert follow(worker, job, JobState.DONE, JobState.FAILED) is JobState.DONE
    worker.step()
    begin_reading()
    assert db.session.get_one(Proposal, proposal.id, populate_existing=True).gap == 0


def test_a_killed_child_ends_its_job_and_the_next_worker_may_go_on(make: Make) -> None:
    proposal, job = a_proposal(make)
    worker = Worker()
    follow(worker, job, JobState.RUNNING)
    assert worker.child is not None
    worker.child.kill()  # kill -9, in the middle of it
    worker.child.join()
    # Its worker dies with it, so nobody ends the job; it falls silent and is taken again.
    begin_writing()
    row = db.session.get_one(Job, job.id, populate_existing=True)
    row.beat_at = clock.now() - queue.SILENT - timedelta(seconds=1)
    make.commit()
    db.session.rollback()
    assert follow(Worker(), job, JobState.DONE, JobState.FAILED) is JobState.DONE
    begin_reading()
    assert db.session.get_one(Proposal, proposal.id, populate_existing=True).version == 2


def test_a_job_that_takes_too_long_is_stopped(make: Make) -> None:
    _proposal, job = a_proposal(make)
    worker = Worker(limit=timedelta(0))
    assert follow(worker, job, JobState.FAILED, JobState.DONE) is JobState.FAILED
    assert state_of(job)[2] == "too-long"
    assert worker.child is None
