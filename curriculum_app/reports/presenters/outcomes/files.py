"""The outcomes report as a table in a file: a line a scale and wave, then a line for each row of the chosen table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from curriculum_app.assessments.service.words import SENTENCES
from curriculum_app.core.exports import Cell
from curriculum_app.reports.presenters.outcomes.words import row_name, too_few
from curriculum_app.reports.queries.outcomes import Asked
from curriculum_app.reports.rules.outcomes import Outcome, Report

# Inside the unit small counts are shown, and the name of the file says so.
INTERNAL_NAME, RELEASED_NAME = "outcomes-internal", "outcomes"
FIGURES = (
    "mean_pre", "mean_post", "mean_difference", "ci_low", "ci_high", "t", "df", "p", "wilcoxon_w", "wilcoxon_p",
    "d_z", "d_av", "hedges_g_av",
)  # fmt: skip
COLUMNS = (
    "instrument", "version", "rule_version", "group_by", "group", "scale", "later", "n_pre", "n_later", "n_pairs",
    "n_unpaired", "n_lost", "n_waiting", *FIGURES, "hedges_g_z", "mean_pre_lost", "yes_to_no", "no_to_yes", "mcnemar_p",
    "alpha_pairwise", "alpha_listwise", "reliable_threshold", "reliable_up", "reliable_down", "note", "as_of",
)  # fmt: skip
WHOLE = ("all", "")


def file_name(*, is_released: bool) -> str:
    """The name of the file, which says whether it may leave the unit."""
    return RELEASED_NAME if is_released else INTERNAL_NAME


def lines(asked: Asked, report: Report, names: Mapping[str, str], at: datetime) -> Iterator[tuple[Cell, ...]]:
    """The lines under COLUMNS; `at` is local. What may not be shown is empty, and its note says so."""
    as_of = at.isoformat(timespec="seconds")
    first: tuple[Cell, ...] = (asked.instrument.key, asked.content_hash[:8], ", ".join(report.rules))
    for outcome in report.outcomes:
        yield (*first, *WHOLE, *_line(outcome, _of_items(report, outcome)), as_of)
    for table in report.tables:
        for row in table.rows:
            name = row_name(table.group_by, row.key, names)
            yield (*first, table.group_by.value, name, *_line(row.outcome, {}), as_of)


def _line(outcome: Outcome, items: Mapping[str, Cell]) -> tuple[Cell, ...]:
    change, lost, moved = outcome.change, outcome.lost, outcome.yes_no
    counts = (outcome.n_pre, outcome.n_later, outcome.n_pairs, outcome.n_unpaired, outcome.n_lost, outcome.n_waiting)
    return (
        outcome.scale, outcome.later.value, *counts,
        *(None if change is None else getattr(change, figure) for figure in FIGURES),
        outcome.g_z, lost.mean_lost if lost else None,
        *((moved.yes_no, moved.no_yes, moved.p) if moved else (None, None, None)),
        *(items.get(name) for name in ("pairwise", "listwise", "threshold", "up", "down")),
        _note(outcome),
    )  # fmt: skip


def _of_items(report: Report, outcome: Outcome) -> dict[str, Any]:
    found = report.items_of(outcome.scale, outcome.later)
    if found is None:
        return {}
    reliable = found.reliable
    return {
        "pairwise": found.pairwise.value, "listwise": found.listwise.value, "threshold": reliable.threshold,
        "up": reliable.up, "down": reliable.down,
    }  # fmt: skip


def _note(outcome: Outcome) -> str:
    """Why a figure is empty."""
    if outcome.change is None:
        return too_few()
    return " ".join(dict.fromkeys(str(SENTENCES[each]) for each in outcome.change.notes.values()))
