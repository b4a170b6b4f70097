"""Text that a spreadsheet would run as a formula, made inert in CSV and restored by our own reader.

A cell that begins with `=`, `+`, `-`, `@`, `|`, a tab or a line break may be taken for a formula (OWASP, "CSV
Injection"). An apostrophe in front makes it text. A cell that already looks so gets one more, so that taking
one away always gives back exactly what went in.
"""

import re

# The full-width forms are folded to the plain ones by some spreadsheets; blanks in front do not protect.
_LEADS = "=+\\-@|\uff1d\uff0b\uff0d\uff20"
_RUNS = re.compile(rf"'*(?:[\t\r\n\x0b\x0c]|\s*[{_LEADS}])")


def is_runnable(text: str) -> bool:
    """Whether a spreadsheet might take `text` for a formula, or for one that was made inert."""
    return _RUNS.match(text) is not None


def inert(text: str) -> str:
    """`text` as a CSV cell that no spreadsheet runs."""
    return f"'{text}" if is_runnable(text) else text


def restored(cell: str) -> str:
    """What `inert` was given, from the cell that it made."""
    return cell[1:] if cell.startswith("'") and is_runnable(cell) else cell
