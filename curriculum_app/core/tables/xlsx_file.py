"""The first sheet of an XLSX file, read cell by cell without trusting it.

openpyxl parses through defusedxml (it uses it whenever it is installed), so entities are refused. A file that
would unpack to more than a list of people needs is refused before it is opened. Formulas are never worked out: what
counts is the value that the spreadsheet showed when it was saved, and a row whose formula has none says so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from curriculum_app.core.tables.grid import MOST_COLUMNS, MOST_ROWS, FaultKind, Line
from curriculum_app.core.tables.refusals import Damaged, NotATable, TooLarge, TooManyRows, Unreadable

MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1_000
LAST_ROW = 1_048_576

_FAULTS = {"f": FaultKind.FORMULA, "e": FaultKind.ERROR_VALUE}


def _open(content: bytes, *, data_only: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl import load_workbook  # noqa: PLC0415 - 22 MB in every worker, for the few imports of a year

    return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)


def lines(content: bytes) -> Iterator[Line]:
    """The lines of the first sheet with their row numbers;

    Raises NotATable, Damaged, TooLarge, TooManyRows.
    """
    try:
        _check_parts(content)
        yield from _sheet_lines(content)
    except Unreadable:
        raise
    except Exception as error:
        # A broken file is answered with whatever is stumbled over: zipfile's own, a name that is no UTF-8, KeyError.
        raise Damaged from error


def _check_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TooLarge(megabytes=MOST_UNPACKED // (1024 * 1024))
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotATable


def _sheet_lines(content: bytes) -> Iterator[Line]:
    shown = _shown_values(content)
    book = _open(content, data_only=False)
    try:
        sheet = book.worksheets[0]
        # The size that the file claims is not believed: rows beyond it would be lost without a word.
        sheet.reset_dimensions()
        before = None
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            if number > LAST_ROW:
                raise TooManyRows(most=MOST_ROWS)
            values = next(shown, ())
            # Rows that a file leaves out come as one and the same empty row, a million of them if it likes.
            if row is not before:
                yield _line(number, row, values)
            before = row
    finally:
        book.close()


def _shown_values(content: bytes) -> Iterator[tuple[Any, ...]]:
    """The cells of each row as the spreadsheet showed them, formulas by their last value."""
    book = _open(content, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(max_col=MOST_COLUMNS + 1)
    finally:
        book.close()


def _line(number: int, row: tuple[Any, ...], values: tuple[Any, ...]) -> Line:
    cells = [_shown(cell, values[at] if at < len(values) else cell) for at, cell in enumerate(row)]
    faults = tuple((at, _FAULTS[cell.data_type]) for at, cell in enumerate(cells) if _is_faulty(cell))
    return Line(number, tuple(_text(cell.value) for cell in cells), faults)


def _shown(cell: Any, value: Any) -> Any:  # noqa: ANN401
    """A formula's last value where it has one, else the cell as it is."""
    return value if cell.data_type == "f" and value.value is not None else cell


def _is_faulty(cell: Any) -> bool:  # noqa: ANN401 - openpyxl mixes two classes of cells
    return cell.data_type in _FAULTS and cell.value is not None


def _text(value: object) -> str:
    """A cell's value as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time):
        return _moment(value)
    # A file writes what XML cannot hold, such as a carriage return, as _x000D_, and openpyxl leaves it so.
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 - as above

    return unescape(str(value))


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    return value.isoformat()
