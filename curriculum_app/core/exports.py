"""Tables that leave the program: CSV and XLSX files in which no cell can run, complete before the first byte
goes out.

Text stays text: in CSV what a spreadsheet might run is made inert (and restored by our own reader), in XLSX
strings are never written as formulas or links. Numbers are written as numbers. File names are neutral,
nothing about what the programme is or who is in it, and nothing is written to disk on the way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from flask import Response

from curriculum_app.core.formulas import inert, is_runnable

Cell = str | int | float | Decimal | date | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CELL_CHARACTERS = 32_767  # what one XLSX cell can hold

_INERT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,  # nothing of it in the system's temporary folder
}
_NEUTRAL_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file:

    UTF-8 with BOM (spreadsheets then know the encoding), `,` between cells, CRLF after lines.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([inert(header) for header in headers])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(headers: Sequence[str], rows: Iterable[Sequence[Cell]], sheet: str = "Sheet1") -> bytes:
    """An XLSX file with one sheet, its header row frozen.

    Raises ValueError for text that no cell can hold.
    """
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _INERT)
    # A fixed date: the same rows give the same bytes, and the file does not say when it was made.
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    page = book.add_worksheet(sheet)
    # Marked as quoted, such a cell stays text even when somebody edits it in the spreadsheet.
    quoted = book.add_format({"quote_prefix": True})
    bold = book.add_format({"bold": True, "quote_prefix": True})
    for column, header in enumerate(headers):
        page.write_string(0, column, _fitting(header), bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(page, number, column, cell, quoted)
    page.freeze_panes(1, 0)
    book.close()
    return made.getvalue()


def csv_response(name: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A download `name`.csv;

    `name` is neutral, of small letters, digits and hyphens, and carries no person's name.
    """
    return _download(csv_bytes(headers, rows), f"{neutral(name)}.csv", CSV_TYPE)


def xlsx_response(name: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A download `name`.xlsx; as csv_response."""
    return _download(xlsx_bytes(headers, rows), f"{neutral(name)}.xlsx", XLSX_TYPE)


def _csv_cell(cell: Cell) -> str | int | float | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return inert(cell) if isinstance(cell, str) else cell


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, quoted: object) -> None:
    if isinstance(cell, int | float | Decimal):
        page.write_number(row, column, cell)
    elif cell is not None:
        text = _fitting(cell.isoformat() if isinstance(cell, date) else cell)
        page.write_string(row, column, text, quoted if is_runnable(text) else None)


def _fitting(text: str) -> str:
    if len(text) > MOST_CELL_CHARACTERS:
        raise ValueError("One cell cannot hold this text; an export is complete or it is not made.")
    return text


def neutral(name: str) -> str:
    """The name of a file that leaves; raises ValueError unless it is of small letters, digits and single hyphens."""
    if not _NEUTRAL_NAME.fullmatch(name):
        raise ValueError("A file name is made of small letters, digits and single hyphens.")
    return name


def _download(content: bytes, name: str, media_type: str) -> Response:
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
