"""A whole report, and how it is written down: as plain JSON that is read again into the very same values."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from curriculum_app.assessments.rules import Wave
from curriculum_app.reports.rules.outcomes.figures import Flow, Outcome
from curriculum_app.reports.rules.outcomes.items import ItemReport, ScaleItems
from curriculum_app.reports.rules.outcomes.words import OutcomeGrouping

# Part of the question that a result answers: with another shape of the values below the number goes up, and results of
# the earlier shape are worked out again.
SHAPE = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of groups; `key` as addresses have it."""

    key: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Table:
    """One scale by one grouping: the rows of a page, and how many there are in all."""

    group_by: OutcomeGrouping
    scale: str
    later: Wave
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that page and files show, after discretion. `rules` are the versions by which scores were made.

    `left_out` counts sittings of other versions of the instrument in which some scale is scored otherwise.
    """

    flow: Flow
    outcomes: tuple[Outcome, ...]
    tables: tuple[Table, ...]
    rules: tuple[str, ...]
    left_out: int | None
    items: ItemReport | None = None

    def outcome(self, scale: str, later: Wave) -> Outcome | None:
        """One scale against one wave."""
        return next((each for each in self.outcomes if (each.scale, each.later) == (scale, later)), None)

    def table(self, group_by: OutcomeGrouping, scale: str, later: Wave) -> Table | None:
        """The table of one scale; None where it was not worked out."""
        asked = (group_by, scale, later)
        return next((each for each in self.tables if (each.group_by, each.scale, each.later) == asked), None)

    def items_of(self, scale: str, later: Wave) -> ScaleItems | None:
        """The items of one scale; None where they were not worked out, or too few girls answered."""
        return self.items.of(scale, later) if self.items else None


def report_of(report: Report) -> dict[str, Any]:
    """The report as plain JSON."""
    return asdict(report)


def report_from(kept: Mapping[str, Any]) -> Report:
    """The report that `report_of` wrote."""
    found: Report = _read(Report, kept)
    return found


def _read(kind: Any, value: Any) -> Any:  # noqa: ANN401 - any of the types above
    if value is None:
        return None
    if get_origin(kind) in {Union, types.UnionType}:
        return _read(next(each for each in get_args(kind) if each is not type(None)), value)
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        each_kind = parts[:1] * len(value) if parts[-1] is ... else parts
        return tuple(_read(each, item) for each, item in zip(each_kind, value, strict=True))
    if get_origin(kind) is Mapping:
        of_key, of_value = get_args(kind)
        return {_read(of_key, key): _read(of_value, item) for key, item in value.items()}
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _read(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value
