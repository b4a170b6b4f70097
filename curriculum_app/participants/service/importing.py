"""A file of referrals: first what would become of every row, then all the good ones in one transaction, or none."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.ids import new_id
from curriculum_app.core.imports import ImportPlan, RowOutcome
from curriculum_app.core.tables import ColumnsMissing, Table, TableRow
from curriculum_app.participants import events
from curriculum_app.participants.rules.rows import COLUMNS as KNOWN_COLUMNS
from curriculum_app.participants.rules.rows import OF_THE_FORM, ReadRow, missing_columns, read_row
from curriculum_app.participants.service.receiving import Known, New, Prints, add_referrals, known_among, prints_of

AT_ONCE = 200  # rows in one statement


@dataclass(frozen=True)
class PlannedRow:
    """One row of the file, how it was read, and what would become of it."""

    row: TableRow
    read: ReadRow
    outcome: RowOutcome
    is_possible_duplicate: bool = False
    prints: Prints | None = None


@dataclass(frozen=True)
class ReferralPlan(ImportPlan[PlannedRow]):
    """What would become of a file of referrals, and what of it is here already."""

    known: Known


@dataclass
class _Seen:
    """Fingerprints that are here or stand in an earlier row of the file."""

    referrals: set[bytes]
    people: set[bytes]

    def plan(self, row: TableRow, read: ReadRow, prints: Prints | None) -> PlannedRow:
        """What becomes of the next row."""
        if prints is None:
            return PlannedRow(row, read, RowOutcome.REFUSED)
        if prints.referral in self.referrals:
            return PlannedRow(row, read, RowOutcome.ALREADY_HERE, prints=prints)
        is_double = prints.identity in self.people
        self.referrals |= {prints.referral, prints.content}
        self.people.add(prints.identity)
        return PlannedRow(row, read, RowOutcome.NEW, is_double, prints)


def plan_import(table: Table, *, today: date) -> ReferralPlan:
    """Read every row and say what would become of it; nothing is written. Raises ColumnsMissing."""
    lacking = missing_columns(table.columns)
    if lacking:
        raise ColumnsMissing(columns=", ".join(lacking))
    read = [(row, _read(row, today)) for row in table.rows]
    prints = [prints_of(each.facts) if each.facts else None for _, each in read]
    known = known_among(print_ for print_ in prints if print_)
    seen = _Seen(set(known.referrals), set(known.people))
    rows = tuple(seen.plan(row, each, print_) for (row, each), print_ in zip(read, prints, strict=True))
    ignored = tuple(
        header
        for header, column in zip(table.headers, table.columns, strict=True)
        if column not in KNOWN_COLUMNS or column in OF_THE_FORM
    )
    return ReferralPlan(table, rows, ignored, known)


def import_referrals(
    plan: ReferralPlan,
    *,
    programme_areas: Collection[int],
    actor: Actor,
    at: datetime,
    progress: Callable[[int], object] = lambda _some: None,
) -> int:
    """Take in the new rows of `plan` in the caller's one transaction; returns how many.

    `progress` is called with the number of rows since its last call.
    """
    arrivals = [
        New(row.read.facts, row.prints, new_id()) for row in plan.those(RowOutcome.NEW) if row.read.facts and row.prints
    ]
    for start in range(0, len(arrivals), AT_ONCE):
        some = arrivals[start : start + AT_ONCE]
        add_referrals(some, plan.known, programme_areas=programme_areas, actor=actor, at=at)
        progress(len(some))
    here, refused = plan.count(RowOutcome.ALREADY_HERE), plan.count(RowOutcome.REFUSED)
    record(events.IMPORTED, actor=actor, at=at, imported=len(arrivals), already_here=here, refused=refused)
    return len(arrivals)


def _read(row: TableRow, today: date) -> ReadRow:
    cells = {column: text for column, text in row.cells.items() if column not in OF_THE_FORM}
    return read_row(cells, today, row.faults)
