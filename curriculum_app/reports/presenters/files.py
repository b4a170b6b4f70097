"""The completion report as a file: one line a group, the columns of the program's contract, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from curriculum_app.core.exports import Cell
from curriculum_app.reports.presenters.words import group_name
from curriculum_app.reports.queries import Completion
from curriculum_app.reports.rules.completion import GroupBy
from curriculum_app.reports.rules.rates import Rate

# Until small counts are suppressed, nothing here may leave the unit; the name of the file says so.
FILE_NAME = "completion-internal"
COLUMNS = (
    "group_by", "group", "enrolled", "started", "exited", "completed",
    "of_enrolled", "of_started", "of_exited", "rule_version", "as_of",
)  # fmt: skip


def lines(found: Completion, group_by: GroupBy, at: datetime) -> Iterator[tuple[Cell, ...]]:
    """The lines under COLUMNS; `at` is local. Rates are shares from 0 to 1 (four places), empty for nobody."""
    as_of = at.isoformat(timespec="seconds")
    for group in found.groups:
        counts = group.counts
        yield (
            group_by.value, group_name(group, group_by),
            counts.enrolled, counts.started, counts.exited, counts.completed,
            *(_share(rate) for rate in counts.rates()), group.rule_version, as_of,
        )  # fmt: skip


def _share(rate: Rate) -> float | None:
    return None if rate.share is None else round(rate.share, 4)
