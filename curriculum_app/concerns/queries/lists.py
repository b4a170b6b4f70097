"""Lists of concerns: codes, instants and coded answers, without a word of their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, select

from curriculum_app.accounts.models import User
from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.queries.reach import has_open_clock, within
from curriculum_app.concerns.rules.clocks import Clock, Facts, Step, clocks_of
from curriculum_app.core.access import Actor, Reach, Scope, Scopes
from curriculum_app.core.db import db

PAGE_SIZE = 30
MOST_OPEN = 100
MOST_SWEPT = 5_000
OWN = frozenset({Scope(Reach.SELF)})


@dataclass(frozen=True)
class ConcernRow:
    """One concern as lists show it; `author` is empty where the list is not for names."""

    id: UUID
    code: str
    learned_at: datetime
    author_id: UUID
    author: str
    clocks: tuple[Clock, ...]

    @property
    def open_clocks(self) -> tuple[Clock, ...]:
        """The clocks that still run, the first to end first."""
        return tuple(clock for clock in self.clocks if clock.is_open)


FACTS = (
    Concern.learned_at, Concern.called_at, Concern.call_waived_at, Concern.written_at, Concern.written_waived_at,
    Concern.crossed_at, Concern.cross_waived_at, Concern.exploited, Concern.cross_hours,
)  # fmt: skip


def facts_of(row: Any) -> Facts:  # noqa: ANN401 - a Concern or a row that carries FACTS
    """What the clocks of a concern follow from."""
    return Facts(
        learned_at=row.learned_at,
        phone=Step(row.called_at, row.call_waived_at),
        written=Step(row.written_at, row.written_waived_at),
        cross=Step(row.crossed_at, row.cross_waived_at),
        exploited=row.exploited,
        cross_hours=row.cross_hours,
    )


def concerns_page(scopes: Scopes, actor: Actor, number: int) -> tuple[list[ConcernRow], bool]:
    """Page `number` (from 1) of the concerns within reach, those with an open clock first, then the newest."""
    order = (case((has_open_clock(), 0), else_=1), Concern.learned_at.desc(), Concern.id)
    query = _rows(within(scopes, actor)).order_by(*order)
    found = _read(query.offset((number - 1) * PAGE_SIZE).limit(PAGE_SIZE + 1))
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def open_clocks(scopes: Scopes, actor: Actor) -> list[ConcernRow]:
    """The concerns within reach with a clock that runs, the first learned first; at most 100."""
    query = _rows(within(scopes, actor), has_open_clock()).order_by(Concern.learned_at, Concern.id)
    return _read(query.limit(MOST_OPEN))


def all_open() -> list[ConcernRow]:
    """For the sweep: every concern with a clock that runs, the newest first; at most 5,000."""
    return _read(_rows(has_open_clock()).order_by(Concern.learned_at.desc(), Concern.id).limit(MOST_SWEPT))


def _rows(*conditions: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - SQL conditions
    columns = (Concern.id, Concern.code, Concern.author_id, User.full_name, *FACTS)
    return select(*columns).join(User, User.id == Concern.author_id).where(*conditions)


def _read(query: Select[*tuple[Any, ...]]) -> list[ConcernRow]:
    rows: Sequence[Any] = db.session.execute(query).all()
    return [
        ConcernRow(row.id, row.code, row.learned_at, row.author_id, row.full_name, clocks_of(facts_of(row)))
        for row in rows
    ]
