"""Counts of concerns: a coordinator's area now, and quarters for those who see aggregates only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import func, select

from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.queries.reach import has_open_clock, within
from curriculum_app.concerns.rules.quarters import first_day
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db

Quarter = tuple[int, int]


def count_with_open_clock(scopes: Scopes, actor: Actor) -> int:
    """How many concerns within reach have a clock that runs."""
    query = select(func.count()).select_from(Concern).where(within(scopes, actor), has_open_clock())
    return db.session.scalar(query) or 0


def count_by_quarter(scopes: Scopes, actor: Actor, quarters: Sequence[Quarter]) -> dict[Quarter, int]:
    """How many concerns within reach were learned of in each of these quarters, in one statement."""
    counts: list[Any] = [
        func.count().filter(Concern.learned_at >= _begins(quarter), Concern.learned_at < _begins(_next(quarter)))
        for quarter in quarters
    ]
    row = db.session.execute(select(*counts).select_from(Concern).where(within(scopes, actor))).one()
    return dict(zip(quarters, row, strict=True))


def _begins(quarter: Quarter) -> Any:  # noqa: ANN401 - an instant
    day: date = first_day(quarter)
    return clock.instant(day, time(0))


def _next(quarter: Quarter) -> Quarter:
    return (quarter[0] + 1, 1) if quarter[1] == 4 else (quarter[0], quarter[1] + 1)
