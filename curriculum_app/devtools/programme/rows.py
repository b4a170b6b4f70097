"""Rows on their way into the database: collected by table, written in the order in which they refer to each other."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from curriculum_app.core.db import db
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import DataKey, KeyKind, VaultKey, make_key, open_key
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme.writing import Writer


class Rows:
    """Collects rows; `write` sends them, and starts to collect anew."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.by_table: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self.writer = Writer(db.session.connection())
        # The fingerprints of everybody's name and birth date.
        self.known: set[bytes] = set()
        self.written: dict[str, int] = defaultdict(int)

    def add(self, model: type[Base], **columns: Any) -> None:  # noqa: ANN401 - any column of any table
        """Collect one row. Rows of one table carry the same columns, so that they go in one statement."""
        self.by_table[model.__table__].append(columns)

    def key(self, kind: KeyKind, at: datetime) -> tuple[UUID, DataKey]:
        """A fresh data key, its row collected; its id comes from the dice, its secret does not."""
        row = make_key(kind, at, self.dice.id(at))
        self.add(
            VaultKey, id=row.id, kind=row.kind, wrapped=row.wrapped, master_version=row.master_version, created_at=at
        )
        return row.id, open_key(row)

    def write(self) -> None:
        """Send everything collected, tables that others refer to first, and forget it."""
        for table in Base.metadata.sorted_tables:
            rows = self.by_table.pop(table, [])
            if rows:
                self.writer.write(table, rows)
                self.written[table.name] += len(rows)
