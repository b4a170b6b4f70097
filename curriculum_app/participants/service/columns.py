"""Which column of a file is which of ours: known names, and what somebody said about a file with the same headers.

No header is kept as text: a file without a header row would leave a girl's name behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.tables import Table, TableRow
from curriculum_app.core.vault import fingerprint
from curriculum_app.participants import events
from curriculum_app.participants.models import ColumnMapping
from curriculum_app.participants.rules.headers import assigned
from curriculum_app.participants.rules.rows import COLUMNS, REQUIRED

# The columns that our file of refused rows adds: with them it is still the same kind of file.
OF_REFUSED_ROWS = ("row", "reasons")


def in_our_words(table: Table) -> Table:
    """The table with our names for its columns, as far as they are known; its headers stay as they were typed."""
    ours = assigned(table.columns, remembered(table))
    rows = tuple(_renamed(row, ours) for row in table.rows)
    return replace(table, columns=tuple(ours[name] for name in table.columns), rows=rows)


def remembered(table: Table) -> dict[str, str]:
    """What somebody said about the columns of a file with these headers; empty when nobody did."""
    row = db.session.get(ColumnMapping, _fingerprint(table))
    if row is None:
        return {}
    return {name: row.columns[str(at)] for at, name in enumerate(_names(table)) if str(at) in row.columns}


def remember_columns(table: Table, chosen: Mapping[str, str], *, actor: Actor, at: datetime) -> ColumnMapping:
    """Remember which column is which, by header name ("" leaves one out), for every file with the same headers."""
    columns = {str(at): chosen[name] for at, name in enumerate(_names(table)) if name in chosen}
    row = db.session.get(ColumnMapping, _fingerprint(table)) or ColumnMapping(fingerprint=_fingerprint(table))
    row.columns, row.saved_at, row.saved_by_id = columns, at, actor.user_id
    db.session.add(row)
    db.session.flush()
    record(events.COLUMNS_MAPPED, actor=actor, at=at, columns=sum(bool(ours) for ours in columns.values()))
    return row


def can_be_asked(table: Table) -> bool:
    """Whether a file has columns enough for somebody to say which is which."""
    return len(table.columns) >= len(REQUIRED)


def _names(table: Table) -> list[str]:
    return sorted(name for name in table.columns if name not in OF_REFUSED_ROWS)


def _fingerprint(table: Table) -> bytes:
    return fingerprint("participants.columns", *_names(table))


def _renamed(row: TableRow, ours: Mapping[str, str]) -> TableRow:
    """One row by our names; what is wrong in a column that is left out does not matter."""
    cells = {ours[name]: text for name, text in row.cells.items()}
    faults = [fault._replace(column=ours.get(fault.column, "")) for fault in row.faults]
    kept = tuple(fault for fault in faults if not fault.column or fault.column in COLUMNS)
    return replace(row, cells=cells, faults=kept)
