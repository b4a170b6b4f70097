"""The first sheet of an XLSX file, read cell by cell without trusting it.

openpyxl parses through defusedxml (it uses it whenever it is installed), so entities are refused. A file that
would unpack to more than a list of people needs is refused before it is opened. Formulas are never followed:
the row that holds one says so, because the value a spreadsheet last showed may not be what it shows today.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from curriculum_app.core.tables.grid import MOST_COLUMNS, MOST_ROWS, FaultKind, Line
from curriculum_app.core.tables.refusals import Damaged, NotATable, TooLarge, TooManyRows, Unreadable

MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1_000
LAST_ROW = 1_048_576

_FAULTS = {"f": FaultKind.FORMULA, "e": FaultKind.ERROR_VALUE}


def lines(content: bytes) -> Iterator[Line]:
    """The lines of the first sheet with their row numbers;

    Raises NotATable, Damaged, TooLarge, TooManyRows.
    """
    _check_parts(content)
    try:
        yield from _sheet_lines(content)
    except Unreadable:
        raise
    except Exception as error:
        # openpyxl answers a broken part with whatever it stumbles over: KeyError, ValueError, a parser's own.
        raise Damaged from error


def _check_parts(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise Damaged from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TooLarge(megabytes=MOST_UNPACKED // (1024 * 1024))
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise NotATable


def _sheet_lines(content: bytes) -> Iterator[Line]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        # The size that the file claims is not believed: rows beyond it would be lost without a word.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            if number > LAST_ROW:
                raise TooManyRows(most=MOST_ROWS)
            faults = tuple((at, _FAULTS[cell.data_type]) for at, cell in enumerate(row) if _is_faulty(cell))
            yield Line(number, tuple(_text(cell.value) for cell in row), faults)
    finally:
        book.close()


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
    return unescape(str(value))


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    return value.isoformat()
