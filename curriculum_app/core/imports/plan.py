"""What would become of a file, row by row; nothing of it is written yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from curriculum_app.core.tables import Table, TableRow


class RowOutcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    ALREADY_HERE = "already_here"
    REFUSED = "refused"


class Planned(Protocol):
    """One row of the file and what becomes of it."""

    @property
    def row(self) -> TableRow:
        """The row as read."""

    @property
    def outcome(self) -> RowOutcome:
        """What becomes of it."""


R = TypeVar("R", bound=Planned)


@dataclass(frozen=True)
class ImportPlan(Generic[R]):
    """The rows in the order of the file. `ignored` are its headers that mean nothing to us."""

    table: Table
    rows: tuple[R, ...]
    ignored: tuple[str, ...]

    def count(self, outcome: RowOutcome) -> int:
        """How many rows have this outcome."""
        return len(self.those(outcome))

    def those(self, outcome: RowOutcome) -> list[R]:
        """The rows that have this outcome."""
        return [row for row in self.rows if row.outcome is outcome]


def refused_table(plan: ImportPlan[R], why: Callable[[R], Iterable[str]]) -> tuple[list[str], list[Sequence[str]]]:
    """Headers and rows of the refused as they were written, with number and every reason.

    The file's own columns come first, then `row` and `reasons`, which are columns of no import: the mended file can be
    sent again as it is.
    """
    rows: list[Sequence[str]] = [
        [*(each.row.cells[column] for column in plan.table.columns), str(each.row.number), " ".join(why(each))]
        for each in plan.those(RowOutcome.REFUSED)
    ]
    return [*plan.table.headers, "row", "reasons"], rows
