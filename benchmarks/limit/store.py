"""The limit's database: one plain connection a thread, on SQLite or PostgreSQL, with the same SQL for both."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

HERE = Path(__file__).parent
Row = Sequence[Any]


class Store:
    """Connections to the database at `url`: a file's path, or an address that begins with postgresql://."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_postgresql = url.startswith("postgresql://")
        self.local = threading.local()

    def connection(self) -> Any:  # noqa: ANN401 - of one driver or the other
        """This thread's connection."""
        if not hasattr(self.local, "connection"):
            self.local.connection = (
                psycopg.connect(self.url, autocommit=True) if self.is_postgresql else _sqlite(self.url)
            )
        return self.local.connection

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - a cursor
        """Run one statement; its parameters are question marks on both databases."""
        return self.connection().execute(self._own(sql), values)

    def executemany(self, sql: str, rows: Iterable[Row]) -> None:
        """Run one statement for each row."""
        self.connection().cursor().executemany(self._own(sql), rows)

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[None]:
        """One transaction; on SQLite a writing one takes its lock at once."""
        self.execute("BEGIN IMMEDIATE" if writes and not self.is_postgresql else "BEGIN")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")

    def run_file(self, name: str) -> None:
        """Run the statements of an SQL file beside this one."""
        text = (HERE / name).read_text()
        if not self.is_postgresql:
            text = text.replace("/* WITHOUT ROWID */", "WITHOUT ROWID")
        for statement in filter(str.strip, text.split(";")):
            self.execute(statement)

    def _own(self, sql: str) -> str:
        return sql.replace("?", "%s") if self.is_postgresql else sql


def _sqlite(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
