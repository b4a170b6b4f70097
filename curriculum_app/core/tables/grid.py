"""From lines of cells to a table: the first line names the columns, every later one becomes a row by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from typing import NamedTuple

from curriculum_app.core.tables.refusals import CellTooLong, Empty, HeaderTwice, TooManyColumns, TooManyRows

MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 10_000
# Lines among which the header is looked for: offices print a title, a date and their name above it.
MOST_TITLES = 20


class FaultKind(StrEnum):
    """What is wrong with a cell or a row before anyone asks what it means."""

    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    TOO_MANY_CELLS = "too_many_cells"


class Fault(NamedTuple):
    """One thing wrong in one row; `column` is empty when it concerns the whole row."""

    kind: FaultKind
    column: str = ""


class Line(NamedTuple):
    """One line of the file as read: its number there, its cells as text, and faults by position."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, FaultKind], ...] = ()


@dataclass(frozen=True)
class TableRow:
    """One row by column name. `number` is its number in the file, the header being row 1."""

    number: int
    cells: Mapping[str, str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file as read: the columns in its own order, with the headers as typed, and its rows."""

    columns: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]


def header_name(text: str) -> str:
    """A header as the name of a column: "First Name " and "first-name" are both `first_name`."""
    return re.sub(r"[\s_\-]+", "_", text.strip()).strip("_").casefold()


def to_table(lines: Iterable[Line], is_known: Callable[[str], bool] | None = None, most_rows: int = MOST_ROWS) -> Table:
    """Name the cells by the header: the first line, or below titles the one that holds names that are known.

    `is_known` says of a header name whether it means something. Raises Empty, HeaderTwice, TooManyColumns, TooManyRows,
    CellTooLong.
    """
    filled: Iterator[Line] = (_within_limits(line) for line in lines if any(line.cells) or line.faults)
    top = list(islice(filled, MOST_TITLES))
    if not top:
        raise Empty
    at = _header_at(top, is_known) if is_known else 0
    head, filled = top[at], chain(top[at + 1 :], filled)
    columns = tuple(header_name(cell) for cell in head.cells)
    named = [name for name in columns if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise HeaderTwice(column=twice)
    rows: list[TableRow] = []
    for line in filled:
        if len(rows) == most_rows:
            raise TooManyRows(most=most_rows)
        rows.append(_row(columns, line))
    headers = tuple(cell.strip() for cell in head.cells if header_name(cell))
    return Table(tuple(named), headers, tuple(rows))


def _header_at(top: Sequence[Line], is_known: Callable[[str], bool]) -> int:
    """Where the header stands: with two known names, else the first line with more than a title's one cell."""
    known = (at for at, line in enumerate(top) if sum(is_known(header_name(cell)) for cell in line.cells) > 1)
    wide = (at for at, line in enumerate(top) if sum(bool(cell.strip()) for cell in line.cells) > 1)
    return next(known, next(wide, 0))


def _within_limits(line: Line) -> Line:
    if any(len(cell) > MOST_CHARACTERS for cell in line.cells):
        raise CellTooLong(row=line.number, most=MOST_CHARACTERS)
    if any(line.cells[MOST_COLUMNS:]):
        raise TooManyColumns(most=MOST_COLUMNS)
    return line


def _row(columns: tuple[str, ...], line: Line) -> TableRow:
    name_at = {at: name for at, name in enumerate(columns) if name}
    cells = dict.fromkeys(name_at.values(), "")
    cells |= {name_at[at]: cell for at, cell in enumerate(line.cells) if at in name_at}
    faults = [Fault(kind, name_at[at]) for at, kind in line.faults if at in name_at]
    # A cell under no header is most often an unquoted comma, which shifts every cell after it.
    if any(cell and at not in name_at for at, cell in enumerate(line.cells)):
        faults.append(Fault(FaultKind.TOO_MANY_CELLS))
    return TableRow(line.number, cells, tuple(faults))
