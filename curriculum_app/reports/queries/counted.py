"""What a report sums up: rows that say how many girls are where, from the kept counts as far as those reach.

The kept counts know edition, site, areas and month. All of time and whole months come from them, so that no page grows
with the number of girls; the days at both ends of a chosen span, and everything about single cohorts, come from the
girls' tallies by an index.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, and_, bindparam, case, cast, extract, func, select, union_all

from curriculum_app.cohorts import queries as cohorts
from curriculum_app.cohorts.models import Cohort, CompletionCount, ParticipantTally
from curriculum_app.core.access import Reach, Scopes, areas_of
from curriculum_app.reports.queries.reach import Filters, Selection, conditions, within
from curriculum_app.reports.rules.completion import Figure, GroupBy

MONTHS = 12
OF_ALL_TIME = 0
NEVER = (date.max, date.min)
SPAN = frozenset({"from_on", "until_on"})


def is_of_cohorts(scopes: Scopes, group_by: GroupBy, filters: Filters) -> bool:
    """Whether single cohorts matter: the rows are cohorts, one was chosen, or the reader's reach is those she leads."""
    leads = any(scope.reach is Reach.OWN_COHORTS for scope in scopes)
    return leads or group_by is GroupBy.COHORT or "cohort_id" in filters


def span(chosen: Selection) -> dict[str, Any]:
    """The parameters of the chosen days: the whole months among them, and the days `before` and `after` those."""
    first, last = chosen.from_on or date.min, chosen.until_on or date.max
    begin, end = _month_of(first), _month_of(last)
    begins_amid, ends_amid = first.day > 1, last.day < _days_in(last)
    before = (first, first.replace(day=_days_in(first))) if begins_amid else NEVER
    after = (last.replace(day=1), last) if ends_amid else NEVER
    if first > last:
        before, after = NEVER, NEVER
    elif begin == end and (begins_amid or ends_amid):
        before, after = (first, last), NEVER
    return {
        "first_month": begin + begins_amid, "last_month": end - ends_amid,
        "before_from": before[0], "before_to": before[1], "after_from": after[0], "after_to": after[1],
    }  # fmt: skip


def _days_in(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def _month_of(day: date) -> int:
    """Months since the year 0, as the kept counts number them."""
    return day.year * MONTHS + day.month - 1


def counted(scopes: Scopes, group_by: GroupBy, filters: Filters) -> Subquery:
    """Rows of `edition_id`, `site_id`, `home` (0 is undecided), `quarter` (20264), or `cohort_id`, and the figures.

    They are within `scopes` and what the filters leave. A key may come several times.
    """
    if is_of_cohorts(scopes, group_by, filters):
        return _of_tallies(scopes, filters, by_quarter=group_by is GroupBy.PERIOD)
    by_quarter = group_by is GroupBy.PERIOD
    by_site = group_by is GroupBy.SITE or "site_id" in filters or any(scope.site_id for scope in scopes)
    months = _kept(scopes, filters, by_quarter=by_quarter, by_site=by_site)
    if not filters & SPAN:
        kept: Subquery = months.subquery("counted")
        return kept
    days = (_days(scopes, filters - SPAN, part, by_quarter=by_quarter) for part in ("before", "after"))
    return union_all(months, *days).subquery("counted")


def _kept(scopes: Scopes, filters: Filters, *, by_quarter: bool, by_site: bool) -> Any:  # noqa: ANN401
    """The kept counts, by site or not: of all of time, of each month, or of the whole months of the chosen span."""
    kept = CompletionCount
    where = kept.site_id.is_not(None) if by_site else kept.site_id.is_(None)
    when: ColumnElement[bool] = kept.period == OF_ALL_TIME
    if filters & SPAN:
        when = kept.period.between(bindparam("first_month"), bindparam("last_month"))
    elif by_quarter:
        when = kept.period > OF_ALL_TIME
    columns: list[Any] = [kept.edition_id, kept.site_id, kept.home_service_area.label("home")]
    if by_quarter:
        columns.append((kept.period // MONTHS * 10 + kept.period % MONTHS // 3 + 1).label("quarter"))
    figures = [getattr(kept, figure).label(figure) for figure in Figure]
    reach = _within(scopes, kept.cohort_service_area, kept.site_id, kept.home_service_area)
    chosen = [getattr(kept, _KEPT[name]) == bindparam(name) for name in sorted(filters - SPAN)]
    return select(*columns, *figures).where(when, where, *reach, *chosen)


_KEPT = {"service_area": "home_service_area", "site_id": "site_id"}


def _days(scopes: Scopes, filters: Filters, part: str, *, by_quarter: bool) -> Any:  # noqa: ANN401
    """The girls first enrolled on the days at one end of the span, each a row of her own."""
    tally = ParticipantTally
    home = func.coalesce(tally.home_service_area, 0)
    columns: list[Any] = [Cohort.edition_id, tally.site_id, home.label("home")]
    if by_quarter:
        columns.append(quarter().label("quarter"))
    figures = [number.label(figure) for figure, number in _numbers().items()]
    reach = _within(scopes, tally.cohort_service_area, tally.site_id, home)
    when = tally.first_enrolled_on.between(bindparam(f"{part}_from"), bindparam(f"{part}_to"))
    query: Any = select(*columns, *figures).join(Cohort, Cohort.id == tally.cohort_id)
    return query.where(when, *reach, *conditions(filters))


def _within(scopes: Scopes, meets_in: Any, site: Any, home: Any) -> list[ColumnElement[bool]]:  # noqa: ANN401 - columns
    """The reach by areas and sites, as `cohorts.within` has it, on columns that are kept beside the figures."""
    if any(scope.reach is Reach.PROGRAMME for scope in scopes):
        return []
    areas, sites = areas_of(scopes)
    return [meets_in.in_(areas) | site.in_(sites) | home.in_(areas)]


def _of_tallies(scopes: Scopes, filters: Filters, *, by_quarter: bool) -> Subquery:
    """The girls' tallies summed up by cohort and home area, and by quarter where that is asked."""
    tally = ParticipantTally
    columns: list[Any] = [tally.cohort_id, func.coalesce(tally.home_service_area, 0).label("home")]
    if by_quarter:
        columns.append(quarter().label("quarter"))
    sums = [func.sum(number).label(figure) for figure, number in _numbers().items()]
    query: Any = select(*columns, *sums).where(*conditions(filters), *_of_leaders(scopes)).group_by(*columns)
    inner: Subquery = query.subquery("summed")
    names = [column for column in inner.c if column is not inner.c.cohort_id]
    joined: Any = select(Cohort.edition_id, Cohort.site_id, inner.c.cohort_id, *names)
    joined = joined.join(inner, inner.c.cohort_id == Cohort.id).where(within(scopes, cohorts.ANYBODY, inner.c.home))
    found: Subquery = joined.subquery("counted")
    return found


def _of_leaders(scopes: Scopes) -> list[ColumnElement[bool]]:
    """Who reaches nothing but the cohorts that she leads has only their girls looked at."""
    if any(scope.reach is not Reach.OWN_COHORTS for scope in scopes):
        return []
    return [ParticipantTally.cohort_id.in_(select(Cohort.id).where(cohorts.within(scopes, cohorts.ANYBODY)))]


def quarter() -> ColumnElement[int]:
    """The quarter of a girl's first enrolment as a number: 20264."""
    day = ParticipantTally.first_enrolled_on
    month = cast(extract("month", day), Integer)
    return cast(extract("year", day), Integer) * 10 + (month + 2) // 3


def _numbers() -> dict[Figure, ColumnElement[int]]:
    """What one girl adds to each figure."""
    tally = ParticipantTally
    flags = {
        Figure.STARTED: tally.is_started, Figure.EXITED: tally.is_exited, Figure.COMPLETED: tally.is_completed,
        Figure.EXITED_COMPLETED: and_(tally.is_exited, tally.is_completed),
    }  # fmt: skip
    return {Figure.ENROLLED: case((tally.participant_id.is_not(None), 1), else_=0)} | {
        figure: case((flag, 1), else_=0) for figure, flag in flags.items()
    }
