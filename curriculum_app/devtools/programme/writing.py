"""Many rows into a table as fast as its driver takes them, with every value bound by the column's own type.

SQLAlchemy's insert looks at each row anew, which costs more than the database does. Here the statement and the
binding of each column are made once a table, and the values are bound column by column. On SQLite the rows go to
`executemany`, on PostgreSQL to `COPY`. Whatever the database holds us to (foreign keys, checks, unique keys) it
holds these rows to as well.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Date, Dialect, Engine, Enum, LargeBinary, Table, Time
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from curriculum_app.core.schema import Identifier

Row = dict[str, Any]
Bind = Callable[[Any], Any]
# Types with few different values, which are bound once each.
FEW_VALUES = (Enum, Date, Time)
CACHE_KIBIBYTES = 128_000


@dataclass(frozen=True)
class Form:
    """How rows of one table are written: its columns with their bindings, and what fills those that no row gives."""

    binds: Mapping[str, Bind]
    constants: Row
    columns: str

    def bound(self, rows: Sequence[Row]) -> Iterable[tuple[Any, ...]]:
        """Return the rows as the driver takes them. Raises ValueError when one carries more columns than the first."""
        given = len(self.binds) - len(self.constants)
        if any(len(row) != given for row in rows):
            raise ValueError(f"Rows of one table carry the same columns, here {given} of: {self.columns}.")
        return zip(*(self._column(rows, *each) for each in self.binds.items()), strict=True)

    def _column(self, rows: Sequence[Row], name: str, bind: Bind) -> Iterable[Any]:
        if name in self.constants:
            return repeat(bind(self.constants[name]), len(rows))
        return map(bind, (row[name] for row in rows))


class Writer:
    """Writes through one connection, in its transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.forms: dict[Table, Form] = {}

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert `rows`; every one carries the columns of the first that this table was given."""
        form = self.forms.get(table)
        if form is None:
            form = self.forms[table] = _form(table, rows[0], self.connection.dialect)
        if self.connection.dialect.name == "postgresql":
            self._copy(f"COPY {table.name} ({form.columns}) FROM STDIN", form.bound(rows))
            return
        places = ", ".join("?" * len(form.binds))
        statement = f"INSERT INTO {table.name} ({form.columns}) VALUES ({places})"  # noqa: S608 - names of our models
        self.connection.exec_driver_sql(statement, list(form.bound(rows)))

    def _copy(self, statement: str, bound: Iterable[tuple[Any, ...]]) -> None:
        driver: Any = self.connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in bound:
                copy.write_row(row)


def _form(table: Table, row: Row, dialect: Dialect) -> Form:
    """The form of a table whose rows carry the columns of `row`; the others get their default, else stay empty."""
    unknown = row.keys() - table.columns.keys()
    if unknown:
        raise ValueError(f"{table.name} has no {sorted(unknown)}.")
    constants = {
        column.name: column.default.arg
        for column in table.columns
        if column.name not in row and isinstance(column.default, ScalarElementColumnDefault)
    }
    named = [column for column in table.columns if column.name in row or column.name in constants]
    quote = dialect.identifier_preparer.quote
    return Form(
        {column.name: _bind(column, dialect) for column in named}, constants, ", ".join(quote(c.name) for c in named)
    )


def _bind(column: Column[Any], dialect: Dialect) -> Bind:
    if dialect.name == "sqlite" and isinstance(column.type, LargeBinary | Identifier):
        # The same bytes without the wrapping that only asks the driver to look for an adapter.
        return _sixteen_bytes if isinstance(column.type, Identifier) else _as_it_is
    process: Bind | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return _as_it_is
    return lru_cache(maxsize=4096)(process) if isinstance(column.type, FEW_VALUES) else process


def _sixteen_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.int.to_bytes(16)


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - the driver's own
    return value


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """While rows are loaded, keep more of the database in memory than requests need (PostgreSQL sees to itself).

    Rows hold each other in no circles, so the collector of circles rests: it would walk through all of them again
    and again, for a fifth of the time.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one() if is_sqlite else None
    if is_sqlite:
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if is_sqlite:
            connection.exec_driver_sql(f"PRAGMA cache_size={before}")
    if not is_sqlite:
        connection.exec_driver_sql("ANALYZE")  # or it plans as if the tables were empty


def fold_log(engine: Engine) -> None:
    """After the commit of a load, carry SQLite's log, which is as large as the load, into the database file."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
