"""Kept statements: compiled once in the life of the process, then handed to the driver as text.

Around a short statement SQLAlchemy takes two to seven times as long as the database in it. One that is built once and
run on every page is compiled here with the types of what goes in and comes out, and handed to the driver of
SQLAlchemy's connection: transactions are what they are everywhere, and so are errors (`_told`) and who hears of a
statement before it runs.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

KEPT = 1_000
Translate = Callable[[Any], Any]
Values = Mapping[str, Any]
# The maker of a row, and who reads which of its columns.
Reading = tuple[Translate, tuple[tuple[int, Translate], ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A compiled statement: the parameters of its text with what the driver is given for them, and where they are from.

    `fixed` are values that stand in the statement itself; `spread` names the parameters that stand for several values,
    with the one in the text for each of these. `readings` are how its rows become ours, found with the first of them.
    """

    text: str
    binds: tuple[tuple[str, Translate | None], ...]
    fixed: Values
    spread: Mapping[str, Sequence[str]]
    is_positional: bool
    readings: dict[Any, Reading] = field(default_factory=dict, compare=False)

    def bound(self, values: Values) -> Any:  # noqa: ANN401 - the driver's own
        """The parameters of one run, as the driver takes them. Raises KeyError for a value that is missing."""
        given = {**self.fixed, **values}
        for name, each in self.spread.items():
            given.update(zip(each, given[name], strict=True))
        if self.is_positional:
            return tuple([given[name] if send is None else send(given[name]) for name, send in self.binds])
        return {name: given[name] if send is None else send(given[name]) for name, send in self.binds}


def found(
    connection: Connection,
    statement: Any,  # noqa: ANN401 - any SELECT
    values: Values,
    kind: Any = None,  # noqa: ANN401 - a NamedTuple
) -> list[Any]:
    """Every row that the kept `statement` finds, as a named tuple. Several values of one parameter are a collection.

    `kind` is the NamedTuple to make, whose fields are the statement's columns in their order. Raises TypeError when
    they are not.
    """
    lengths = tuple([len(values[name]) for name in _expanding(statement, connection.dialect)])
    kept = _kept(statement, connection.dialect, (), lengths)
    reading = kept.readings.get(kind)
    columns, lines = _driven(connection, kept.text, kept.bound(values), tells_columns=reading is None)
    if reading is None:
        reading = kept.readings[kind] = _reading(statement, connection.dialect, columns, kind)
    make, readers = reading
    return [make(_read(line, readers)) for line in lines]


def written(connection: Connection, statement: Any, rows: Sequence[Values]) -> None:  # noqa: ANN401 - INSERT or UPDATE
    """Run the kept `statement` once for each of `rows`; all of them name the same columns, and every one they need."""
    kept = _kept(statement, connection.dialect, tuple(rows[0]), ())
    _driven(connection, kept.text, [kept.bound(row) for row in rows], is_many=True)


def _driven(
    connection: Connection,
    text: str,
    given: Any,  # noqa: ANN401 - as the driver takes it
    *,
    is_many: bool = False,
    tells_columns: bool = False,
) -> tuple[Any, Any]:
    """Have the driver run a statement; its columns as the driver describes them, if asked for, and its lines."""
    cursor = connection.connection.cursor()
    for hear in connection.dispatch.before_cursor_execute:
        hear(connection, cursor, text, given, None, is_many)
    try:
        if is_many:
            cursor.executemany(text, given)
            return (), ()
        cursor.execute(text, given)
        return (cursor.description if tells_columns else ()), cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, cursor, text, error) from error
    finally:
        cursor.close()


def _told(connection: Connection, cursor: DBAPICursor, text: str, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy tells it, without what was sent; a connection that is gone is given up."""
    dialect, driver = connection.dialect, connection.connection.dbapi_connection
    is_gone = dialect.is_disconnect(error, driver, cursor)  # type: ignore[arg-type]
    if is_gone:
        connection.invalidate(error)
    return DBAPIError.instance(
        text, None, error, dialect.loaded_dbapi.Error, connection_invalidated=is_gone, dialect=dialect
    )


def _read(row: Sequence[Any], readers: tuple[tuple[int, Translate], ...]) -> list[Any]:
    values = list(row)
    for index, read in readers:
        values[index] = read(values[index])
    return values


@lru_cache(KEPT)
def _expanding(statement: Any, dialect: Dialect) -> tuple[str, ...]:  # noqa: ANN401 - as above
    """The parameters that stand for several values, `… IN (:ids)`, and get them with each run."""
    names = statement.compile(dialect=dialect).bind_names
    return tuple(name for bind, name in names.items() if bind.expanding and bind.required)


@lru_cache(KEPT)
def _kept(statement: Any, dialect: Dialect, columns: tuple[str, ...], lengths: tuple[int, ...]) -> Kept:  # noqa: ANN401
    compiled = statement.compile(dialect=dialect, column_keys=columns or None)
    several = zip(_expanding(statement, dialect), lengths, strict=True) if lengths else ()
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    asked: dict[str, Any] = {name: None for name, bind in binds.items() if bind.required}
    state = compiled.construct_expanded_state(asked | {name: [None] * length for name, length in several})
    whose = {each: name for name, all_ in state.parameter_expansion.items() for each in all_}
    is_positional = state.positiontup is not None
    sent = tuple(
        (name, _impl(binds[whose.get(name, name)].type, dialect).bind_processor(dialect))
        for name in (state.positiontup or state.parameters)
    )
    fixed = {name: value for name, value in compiled.params.items() if not binds[name].required}
    return Kept(state.statement, sent, fixed, state.parameter_expansion, is_positional)


def _reading(
    statement: Any,  # noqa: ANN401 - as above
    dialect: Dialect,
    described: Sequence[Sequence[Any]],
    kind: Any,  # noqa: ANN401 - a NamedTuple or None
) -> Reading:
    """How a row becomes one of ours; `described` are the columns as the driver tells of them."""
    columns = list(statement.selected_columns)
    names = tuple(column.key for column in columns)
    row: Any = kind or namedtuple("Found", names, rename=True)
    if kind is not None and names != row._fields:
        raise TypeError(f"{kind.__name__} has {row._fields}, and its statement finds {names}.")
    pairs = zip(columns, described, strict=True)
    readers = [_impl(column.type, dialect).result_processor(dialect, told[1]) for column, told in pairs]
    return row._make, tuple((index, read) for index, read in enumerate(readers) if read is not None)


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
