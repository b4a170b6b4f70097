"""Tables that people send: CSV and XLSX files read into rows of text, within limits, with clear words when
not.

The content decides what a file is, never its name. Headers come in any order and case; empty rows are
skipped, but every row keeps the number it has in the file, so that a person finds it there. Nothing is
written to disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from curriculum_app.core.tables import csv_file, xlsx_file
from curriculum_app.core.tables.grid import MOST_ROWS, Fault, FaultKind, Table, TableRow, header_name, to_table
from curriculum_app.core.tables.refusals import ColumnsMissing, NotATable, ProtectedFile, TooLarge, Unreadable

__all__ = ["ColumnsMissing", "Fault", "FaultKind", "Table", "TableRow", "Unreadable", "header_name", "read_rows"]

MOST_BYTES = 10 * 1024 * 1024

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHER_FORMATS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x1f\x8b",
)


def read_rows(
    stream: BinaryIO,
    is_known: Callable[[str], bool] | None = None,
    *,
    most_rows: int = MOST_ROWS,
    most_bytes: int = MOST_BYTES,
) -> Table:
    """Read the table in `stream`: CSV (UTF-8 or Windows-1252, `,` or `;`) or the first sheet of an XLSX file.

    `is_known` says which header names mean something, so that titles above the header are passed over. The limits are
    those of an upload; a command, which serves nobody else meanwhile, may take more. Raises a refusal of `refusals`
    (all are Unreadable) when the file is something else, damaged or over a limit.
    """
    content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TooLarge(megabytes=most_bytes // (1024 * 1024))
    if content.startswith(_COMPOUND_FILE):
        raise ProtectedFile
    if content.startswith(_OTHER_FORMATS):
        raise NotATable
    if content.startswith(_ZIP):
        return to_table(xlsx_file.lines(content), is_known, most_rows)
    return to_table(csv_file.lines(content), is_known, most_rows)
