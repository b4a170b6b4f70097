"""CSV as it comes from spreadsheets:

UTF-8 (with or without BOM) or Windows-1252, `,` or `;` between cells.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from curriculum_app.core.formulas import restored
from curriculum_app.core.tables.grid import MOST_CHARACTERS, Line
from curriculum_app.core.tables.refusals import BadQuotes, CellTooLong, NotATable, UnknownLetters

# A stray NUL is a typing accident and is taken out later; more than this share of them is not text.
MOST_NULS = 0.05


def lines(content: bytes) -> Iterator[Line]:
    """The lines of a CSV file, numbered as a spreadsheet would number them.

    Cells that our own exports made inert are restored. Raises NotATable, UnknownLetters, BadQuotes,
    CellTooLong.
    """
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise CellTooLong(row=number, most=MOST_CHARACTERS) from None
            raise BadQuotes(row=number) from None
        yield Line(number, tuple(restored(cell) for cell in cells))


def _decoded(content: bytes) -> str:
    if content.count(0) > len(content) * MOST_NULS:
        raise NotATable
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnknownLetters from None


def _delimiter(text: str) -> str:
    """Whichever of the two cuts the header into more cells."""
    head = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    return ";" if _cells(head, ";") > _cells(head, ",") else ","


def _cells(line: str, delimiter: str) -> int:
    return len(next(csv.reader([line], delimiter=delimiter), []))
