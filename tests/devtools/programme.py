"""Loading the demonstration in a test's own database, and reading back what it made."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import LargeBinary, select

from curriculum_app.core.db import db
from curriculum_app.core.schema import Base, Identifier
from curriculum_app.devtools.programme.load import Loaded, load_programme
from curriculum_app.devtools.programme.writing import roomy
from tests.factories import Make

DAY = date(2026, 3, 4)
# Made by the factories, by the command or by the database itself, not by the load.
NOT_LOADED = {"editions", "lessons", "audit_events", "audit_links", "completion_counts"}

Snapshot = dict[str, set[tuple[Any, ...]]]


def load(make: Make, girls: int, *, seed: int = 1, day: date = DAY) -> Loaded:
    """Load the demonstration in the test's writing transaction."""
    with roomy(db.session.connection()):
        return load_programme(girls=girls, seed=seed, today=day, password_hash="none", editions=[make.edition()])


def snapshot() -> Snapshot:
    """Every row of every table that the load fills, without what is sealed, wrapped or fingerprinted."""
    return {
        table.name: {tuple(row) for row in db.session.execute(select(*_plain(table)))}
        for table in Base.metadata.sorted_tables
        if table.name not in NOT_LOADED
    }


def _plain(table: Any) -> list[Any]:  # noqa: ANN401 - a table, whose columns are of any type
    def is_plain(column: Any) -> bool:  # noqa: ANN401
        return isinstance(column.type, Identifier) or not isinstance(column.type, LargeBinary)

    return [column for column in table.columns if is_plain(column) and column.name != "edition_id"]
