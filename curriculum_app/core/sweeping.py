"""What is due: each room says what it does when time has passed, and `flask sweep` does it, a timer runs that.

A room's part looks for what is due and not done yet, so that running it twice, or late, does no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import Event, record
from curriculum_app.core.db import command_transaction, db

SWEPT = Event("sweep:part:done", keys=("part", "count"))
Part = Callable[[Actor, datetime], int]
# Any number that no other lock of ours has.
ONE_SWEEP = 20_260_713
_parts: dict[str, Part] = {}


def due(name: str) -> Callable[[Part], Part]:
    """Register a part: `part(actor, at)` does what is due at `at` and returns how many it did."""

    def register(part: Part) -> Part:
        _parts[name] = part
        return part

    return register


def sweep(actor: Actor, at: datetime) -> dict[str, int]:
    """Do every part, each in a transaction of its own with a line in the audit when it did something."""
    done = {}
    for name, part in _parts.items():
        with command_transaction():
            _wait_for_the_other()
            done[name] = part(actor, at)
            if done[name]:
                record(SWEPT, actor=actor, at=at, part=name, count=done[name])
    return done


def _wait_for_the_other() -> None:
    """Two sweeps at one instant come one after the other, and the second finds nothing left. SQLite has one writer."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(ONE_SWEEP)))
