"""A whole report: read the sittings that count, say what they say, and take out what may not be shown."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace

from curriculum_app.assessments.rules import Wave
from curriculum_app.reports.queries.outcomes.answers import answers_of, item_places
from curriculum_app.reports.queries.outcomes.asked import Asked, scores_of
from curriculum_app.reports.queries.outcomes.named import row_keys
from curriculum_app.reports.queries.outcomes.question import Question
from curriculum_app.reports.rules.outcomes import (
    LATER,
    Collected,
    Discretion,
    ItemReport,
    Outcome,
    OutcomeGrouping,
    Packed,
    Report,
    Row,
    ScaleItems,
    Table,
    discreet,
    flow_of,
    outcome_of,
    row_of,
    scale_items,
)

# Rows of one table; more are on further pages.
PAGE_SIZE = 50
Wanted = tuple[OutcomeGrouping, str, Wave]
Tell = Callable[[int, str], None]


def report_now(asked: Asked, question: Question, tables: Iterable[Wanted] = (), offset: int = 0) -> Report:
    """The report from the scores, without items; of each table the rows from `offset` on."""
    collected, report = _read(asked, question)
    shown = [_table(asked, collected.by_group(_place(each[0])), question.discretion, each, offset) for each in tables]
    return replace(report, tables=tuple(shown))


def report_whole(asked: Asked, question: Question, tell: Tell) -> Report:
    """The report with every item, from the sealed answers, and the tables of all groupings but cohorts; for a job.

    `tell` is told how far it is, from 0 to 100, and at what.
    """
    tell(5, "reading")
    collected, report = _read(asked, question)
    tell(20, "tables")
    tables: list[Table] = []
    for group_by in (each for each in OutcomeGrouping if each is not OutcomeGrouping.COHORT):
        groups = collected.by_group(_place(group_by))
        wanted = [(group_by, scale, later) for scale in asked.scales for later in LATER]
        tables += [_table(asked, groups, question.discretion, each, 0) for each in wanted]
    answers: dict[Wave, dict[Hashable, bytes]] = {wave: {} for wave in Wave}
    for each in answers_of(asked, question, lambda done, of: tell(30 + 50 * done // max(of, 1), "opening")):
        answers[each.wave][each.girl] = each.points
    tell(80, "items")
    return replace(report, tables=tuple(tables), items=_items(asked, collected, answers, question.discretion))


def _read(asked: Asked, question: Question) -> tuple[Collected, Report]:
    discretion = question.discretion
    sat, rules, left_out = scores_of(asked, question)
    collected = Collected.of(asked.scales, sat)
    found: list[Outcome] = []
    for scale in asked.scales:
        kind = asked.instrument.scale(scale).kind
        found += discretion.scale([outcome_of(collected, scale, kind, later) for later in LATER])
    shown_left_out = None if discretion.is_released else left_out
    return collected, Report(discretion.flow(flow_of(collected)), tuple(found), (), rules, shown_left_out)


def _place(group_by: OutcomeGrouping) -> int:
    """Where a girl's places have the one of this grouping."""
    return list(OutcomeGrouping).index(group_by)


def _table(
    asked: Asked, groups: Mapping[Hashable, Collected], discretion: Discretion, wanted: Wanted, offset: int
) -> Table:
    """One table. What is hidden in it follows from all of its rows; further pages do not change it."""
    group_by, scale, later = wanted
    kind, keys = asked.instrument.scale(scale).kind, row_keys(group_by, groups)
    shown = discretion.groups([row_of(groups[group], scale, kind, later) for group, _key in keys])
    rows = tuple(Row(key, outcome) for (_group, key), outcome in zip(keys, shown, strict=True))
    return Table(group_by, scale, later, rows[offset : offset + PAGE_SIZE], len(rows))


def _items(asked: Asked, collected: Collected, answers: Packed, discretion: Discretion) -> ItemReport:
    places = item_places(asked)
    found: list[ScaleItems] = []
    for key in asked.scales:
        scale = asked.instrument.scale(key)
        exact = scale_items(asked.instrument, scale, places[key], answers, collected)
        found += [figures for each in exact if (figures := discreet(each, discretion))]
    return ItemReport(tuple(found))
