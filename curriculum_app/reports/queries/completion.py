"""The completion report: groups and their total in one statement over the kept counts (`counted.py`).

Totals are window sums over the groups, so that a page of groups still tells the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Subquery, bindparam, func, select

from curriculum_app.cohorts import queries as cohorts
from curriculum_app.cohorts.models import Cohort
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import rows
from curriculum_app.curriculum.models import Edition
from curriculum_app.places.models import Site
from curriculum_app.reports.queries.counted import SPAN, counted, is_of_cohorts, span
from curriculum_app.reports.queries.reach import Filters, Selection, filters_of, selecting
from curriculum_app.reports.rules.completion import Counts, Figure, GroupBy, Quarter

MOST_ROWS = 100_000
# The key of the group of girls whose home area is undecided.
NOBODYS_AREA = "none"


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """One row. `key` names it in addresses; `name` is a service area's number, `none`, a name or a quarter's key."""

    key: str
    name: str
    code: str
    counts: Counts
    rule_version: str


@dataclass(frozen=True, slots=True)
class Completion:
    """The groups of this page in order, the total over all groups, and how many groups there are."""

    groups: tuple[GroupCounts, ...]
    total: Counts
    number_of_groups: int
    rule_version: str


def completion(
    scopes: Scopes, actor: Actor, chosen: Selection, group_by: GroupBy, *, offset: int = 0, limit: int = MOST_ROWS
) -> Completion:
    """Count the girls in reach by `group_by`: at most `limit` groups from `offset` on, and the total of all."""
    filters = filters_of(chosen)
    values = {"limit": limit, "offset": offset} | selecting(chosen) | cohorts.asks(actor)
    if filters & SPAN and not is_of_cohorts(scopes, group_by, filters):
        values |= span(chosen)
    found = rows(_statement(scopes, group_by, filters), values)
    if not found:
        return Completion((), Counts(), 0, "")
    first = found[0]
    total = _counts(first, "all_")
    groups = tuple(_group(row, group_by) for row in found)
    return Completion(groups, total, first.groups, _versions(first.all_oldest_rule, first.all_newest_rule))


@lru_cache(maxsize=512)
def _statement(scopes: Scopes, group_by: GroupBy, filters: Filters) -> Select[*tuple[Any, ...]]:
    """The statement for one reach, one grouping and one choice of filters: built once, for it is long."""
    inner = counted(scopes, group_by, filters)
    key, name, code, order = _grouping(group_by, inner)
    sums = [func.sum(inner.c[figure]).label(figure) for figure in Figure]
    query = select(
        key.label("key"),
        name.label("name"),
        code.label("code"),
        *sums,
        *(func.sum(func.sum(inner.c[figure])).over().label(f"all_{figure}") for figure in Figure),
        func.count().over().label("groups"),
        *_rules(),
    ).join_from(inner, Edition, Edition.id == inner.c.edition_id)
    if group_by is GroupBy.SITE:
        query = query.join(Site, Site.id == inner.c.site_id)
    if group_by is GroupBy.COHORT:
        query = query.join(Cohort, Cohort.id == inner.c.cohort_id)
    return (
        query.group_by(*dict.fromkeys((key, name, code, *order)))
        # Nobody is no group: kept counts may stand at nought where a girl once was.
        .having(func.sum(inner.c[Figure.ENROLLED]) > 0)
        .order_by(*(column.asc() for column in order), key)
        .limit(bindparam("limit", type_=Integer))
        .offset(bindparam("offset", type_=Integer))
    )


def _grouping(
    group_by: GroupBy, inner: Subquery
) -> tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any], Sequence[ColumnElement[Any]]]:
    """Key, name, code and order of the groups. Girls whose home area is undecided come last."""
    columns: dict[GroupBy, tuple[Any, Any, Any, Sequence[Any]]] = {
        GroupBy.SITE: (Site.id, Site.name, Site.id, (Site.name,)),
        GroupBy.COHORT: (Cohort.id, Cohort.name, Cohort.code, (Cohort.ordinal,)),
    }
    if group_by in columns:
        return columns[group_by]
    if group_by is GroupBy.PERIOD:
        quarter = inner.c.quarter
        return quarter, quarter, quarter, (quarter,)
    home = inner.c.home
    return home, home, home, (func.coalesce(func.nullif(home, 0), 9),)


def _rules() -> list[ColumnElement[Any]]:
    oldest, newest = func.min(Edition.rule_version), func.max(Edition.rule_version)
    return [
        oldest.label("oldest_rule"),
        newest.label("newest_rule"),
        func.min(oldest).over().label("all_oldest_rule"),
        func.max(newest).over().label("all_newest_rule"),
    ]


def _group(row: Any, group_by: GroupBy) -> GroupCounts:  # noqa: ANN401 - a row of `completion`
    key, name = str(row.key or NOBODYS_AREA), str(row.name or NOBODYS_AREA)
    if group_by is GroupBy.PERIOD:
        key = name = Quarter(*divmod(row.key, 10)).key
    code = row.code if group_by is GroupBy.COHORT else ""
    return GroupCounts(key, name, code, _counts(row), _versions(row.oldest_rule, row.newest_rule))


def _counts(row: Any, prefix: str = "") -> Counts:  # noqa: ANN401 - a row of `completion`
    return Counts(**{str(figure): int(getattr(row, prefix + figure)) for figure in Figure})


def _versions(oldest: str, newest: str) -> str:
    return oldest if oldest == newest else f"{oldest} – {newest}"
