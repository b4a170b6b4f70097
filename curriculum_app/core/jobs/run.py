"""Doing jobs: each in a child process with a time limit, while the worker that holds it keeps saying that it lives.

The child is started afresh (`spawn`), so it shares no connection and no lock, and can be killed at any moment.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

from config import Settings
from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.core.jobs import queue
from curriculum_app.core.jobs.queue import Taken
from curriculum_app.core.logging import log_exception

LIMIT = timedelta(minutes=5)
Do = Callable[["Work"], None]
_known: dict[str, Do] = {}
_limits: dict[str, timedelta] = {}


class JobFailed(Exception):
    """The work could not be done; the text is a word that the page translates."""


@dataclass(frozen=True)
class Work:
    """What a job's function is given: its arguments, who asked, and the ways to say how far it is and to end it."""

    taken: Taken

    @property
    def arguments(self) -> dict[str, Any]:
        """Ids and numbers, as they were queued."""
        return self.taken.arguments

    @property
    def by_user_id(self) -> UUID | None:
        """Who asked for it; None for a command."""
        return self.taken.by_user_id

    def tell(self, progress: int, step: str) -> None:
        """Say how far it is. Raises JobFailed when nobody wants it any more. Outside any transaction."""
        if not queue.tell(self.taken, progress, step, clock.now()):
            raise JobFailed("not-ours")

    def finish(self, session: Session, result_id: UUID | None = None) -> None:
        """End the job in the transaction of its result. Raises JobFailed when it is not ours any more."""
        if not queue.finish(session, self.taken, result_id, clock.now()):
            raise JobFailed("not-ours")


def does(kind: str, *, limit: timedelta = LIMIT) -> Callable[[Do], Do]:
    """Register what does the jobs of a kind, and how long one of them may take."""

    def register(function: Do) -> Do:
        _known[kind], _limits[kind] = function, limit
        return function

    return register


def do(taken: Taken) -> None:
    """Do a job here and now; whatever goes wrong ends it as failed."""
    function = _known.get(taken.kind)
    if function is None:
        queue.fail(taken, "unknown", clock.now())
        return
    try:
        function(Work(taken))
    except JobFailed as failure:
        db.session.rollback()
        queue.fail(taken, str(failure), clock.now())
    except Exception as error:  # noqa: BLE001 - a job that breaks is told on its page, not on a terminal
        db.session.rollback()
        log_exception("job-failed", error)
        queue.fail(taken, "broke", clock.now())


def do_apart(settings: Settings, taken: Taken) -> None:
    """The child's whole life: an application of its own, one job, the end."""
    from curriculum_app import create_app  # noqa: PLC0415 - the child alone makes an application here

    app: Flask = create_app(settings)
    with app.app_context():
        do(taken)
        for engine in db.engines.values():
            engine.dispose()


class Worker:
    """Takes one job after the other; `step` is called about once a second and never waits for a job."""

    def __init__(self, limit: timedelta | None = None) -> None:
        """`limit` is for every job, in place of that of its kind."""
        self.limit = limit
        self.child: BaseProcess | None = None
        self.taken: Taken | None = None
        self.since: datetime | None = None

    def step(self) -> bool:
        """Look after the running job, or take the next; whether there is one in hand."""
        if self.child is not None and self.taken is not None:
            self._look_after(self.child, self.taken)
        if self.child is None:
            self._take()
        return self.child is not None

    def end(self) -> None:
        """Stop the child; its job is taken again when it has been silent for long enough."""
        if self.child is not None:
            self._stop(self.child)

    def _take(self) -> None:
        self.taken = queue.take(clock.now())
        if self.taken is None:
            return
        context = multiprocessing.get_context("spawn")
        self.child = context.Process(target=do_apart, args=(current_app.config["SETTINGS"], self.taken), daemon=True)
        self.since = clock.now()
        self.child.start()

    def _look_after(self, child: BaseProcess, taken: Taken) -> None:
        at = clock.now()
        if not child.is_alive():
            child.join()
            queue.fail(taken, "broke", at)  # says nothing where the job has ended by itself
            self.child = None
        elif self.since is not None and at - self.since > self._limit_of(taken):
            self._stop(child)
            queue.fail(taken, "too-long", at)
        elif not queue.beat(taken, at):
            self._stop(child)

    def _limit_of(self, taken: Taken) -> timedelta:
        return _limits.get(taken.kind, LIMIT) if self.limit is None else self.limit

    def _stop(self, child: BaseProcess) -> None:
        child.kill()
        child.join()
        self.child = None
