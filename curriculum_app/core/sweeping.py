"""What is due: each room says what it does when time has passed, and `flask sweep` does it, a timer runs that.

A room's part looks for what is due and not done yet, so that running it twice, or late, does no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import Event, record
from curriculum_app.core.db import command_transaction

SWEPT = Event("sweep:part:done", keys=("part", "count"))
Part = Callable[[Actor, datetime], int]
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
            done[name] = part(actor, at)
            if done[name]:
                record(SWEPT, actor=actor, at=at, part=name, count=done[name])
    return done
