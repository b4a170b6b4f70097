"""The completion page: headline rates, chart, table, and what every word of it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from curriculum_app.core.pages import Page
from curriculum_app.core.translating import format_number, format_percent, lazy_gettext, locale_name
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.forms import FIELDS, FilterForm
from curriculum_app.reports.presenters.addresses import Addresses
from curriculum_app.reports.presenters.chart import MOST_BARS, Chart, rate_chart
from curriculum_app.reports.presenters.paging import Pager, pager
from curriculum_app.reports.presenters.words import (
    RateText,
    denominator_short,
    figure_name,
    group_name,
    grouping_name,
    moment,
    rate_heading,
    rate_text,
)
from curriculum_app.reports.queries import Completion, GroupCounts, RuleText
from curriculum_app.reports.rules.completion import Counts, Figure, GroupBy
from curriculum_app.reports.rules.rates import Denominator

KEPT_PAGES = 16
COUNTED = (Figure.ENROLLED, Figure.STARTED, Figure.EXITED, Figure.COMPLETED)
TABS = {
    GroupBy.SERVICE_AREA: lazy_gettext("Service area"),
    GroupBy.SITE: lazy_gettext("Site"),
    GroupBy.COHORT: lazy_gettext("Group"),
    GroupBy.PERIOD: lazy_gettext("Period"),
}
Opens = Callable[[Figure, str | None], str]


@dataclass(frozen=True, slots=True)
class Number:
    """A count and the address of the list behind it; empty when there is none to open."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    name: str
    code: str
    url: str
    numbers: tuple[Number, ...]
    rates: tuple[RateText, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class CompletionPage(Page):
    """Everything the page shows; `rows` is empty when the filters find nobody. It equals itself alone."""

    form: FilterForm
    is_filtered: bool
    group_filter: str
    as_of: str
    rule_version: str
    headline: tuple[tuple[str, RateText, str], ...]
    tabs: tuple[tuple[str, str, bool], ...]
    rate_tabs: tuple[tuple[str, str, bool], ...]
    chart: Chart | None
    row_header: str
    figure_headers: tuple[str, ...]
    rate_headers: tuple[str, ...]
    columns: tuple[str | dict[str, object], ...]
    rows: tuple[Row, ...]
    total: Row | None
    pager: Pager | None
    rules: tuple[str, ...]
    csv_url: str
    xlsx_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for, and whether she may open the lists behind the numbers."""

    form: FilterForm
    offset: int
    page_size: int
    may_open: bool
    group_filter: str = ""


def completion_page(asked: Asked, found: Completion, rules: Sequence[RuleText], at: datetime) -> CompletionPage:
    """The page for what was found; `at` is the local instant of the figures, told to the minute.

    The same figures, asked for by the same filters in one minute and language, are one page.
    """
    return _page(asked, found, tuple(rules), at.replace(second=0, microsecond=0), locale_name())


@lru_cache(KEPT_PAGES)
def _page(asked: Asked, found: Completion, rules: tuple[RuleText, ...], at: datetime, _locale: str) -> CompletionPage:
    form, group_by = asked.form, asked.form.grouping
    report, opens = Addresses("reports.show_completion", form), _opener(asked)
    rows = tuple(_row(group, group_by, report, opens) for group in found.groups)
    figure_headers = tuple(figure_name(figure) for figure in COUNTED)
    rate_headers = tuple(denominator_short(each) for each in Denominator)
    return CompletionPage(
        title=_("Completion"),
        errors=form.summary(),
        form=form,
        is_filtered=any(form.query().get(name) for name in FIELDS),
        group_filter=asked.group_filter,
        as_of=moment(at),
        rule_version=found.rule_version,
        headline=_headline(found.total, opens),
        tabs=tuple((str(words), report(group_by=each.value), each is group_by) for each, words in TABS.items()),
        rate_tabs=tuple(
            (denominator_short(each), report(of=each.value), each is form.denominator) for each in Denominator
        ),
        chart=_chart(found, form),
        row_header=grouping_name(group_by),
        figure_headers=figure_headers,
        rate_headers=rate_headers,
        columns=(
            grouping_name(group_by),
            *({"label": each, "numeric": True} for each in (*figure_headers, *rate_headers)),
        ),
        rows=rows,
        total=_total(found.total, opens) if rows else None,
        pager=pager(len(rows), found.number_of_groups, asked.offset, asked.page_size, lambda n: report(page=n)),
        rules=tuple(_rule(rule) for rule in rules),
        csv_url=Addresses("reports.completion_csv", form)(),
        xlsx_url=Addresses("reports.completion_xlsx", form)(),
    )


def _opener(asked: Asked) -> Opens:
    """How a number finds the list behind it: the same filters, the figure, and the row it stands in."""

    if not asked.may_open:
        return lambda _figure, _group: ""
    girls = Addresses("reports.list_girls", asked.form)
    return lambda figure, group: girls(figure=figure.value, **{} if group is None else {"group": group})


def _headline(total: Counts, opens: Opens) -> tuple[tuple[str, RateText, str], ...]:
    """The three rates of everybody: tone, words, and the list of those who completed. The firmest comes first."""
    exited, started, enrolled = total.of_exited(), total.of_started(), total.of_enrolled()
    figures = (Figure.EXITED_COMPLETED, Figure.COMPLETED, Figure.COMPLETED)
    tones = ("accent", "", "")
    return tuple(
        (tone, rate_text(rate), opens(figure, None) if rate.numerator else "")
        for tone, rate, figure in zip(tones, (exited, started, enrolled), figures, strict=True)
    )


def _row(group: GroupCounts, group_by: GroupBy, report: Addresses, opens: Opens) -> Row:
    """A row of the table; the name of a site or of a group narrows the report to it."""
    narrows = {GroupBy.COHORT: {"cohort": group.key}, GroupBy.SITE: {"site": group.key}}.get(group_by)
    url = report(**narrows) if narrows else ""
    return _line(group_name(group, group_by), group.code, url, group.counts, lambda figure: opens(figure, group.key))


def _total(total: Counts, opens: Opens) -> Row:
    return _line(_("All together"), "", "", total, lambda figure: opens(figure, None))


def _line(name: str, code: str, url: str, counts: Counts, opens: Callable[[Figure], str]) -> Row:
    numbers = tuple(
        Number(figure_name(figure), format_number(value), opens(figure) if value else "")
        for figure in COUNTED
        for value in [getattr(counts, figure)]
    )
    return Row(name, code, url, numbers, tuple(rate_text(rate) for rate in counts.rates()))


def _chart(found: Completion, form: FilterForm) -> Chart | None:
    if not found.groups:
        return None
    place = list(Denominator).index(form.denominator)
    shown = found.groups[:MOST_BARS]
    rates = [(group_name(group, form.grouping, months="LLL"), group.counts.rates()[place]) for group in shown]
    return rate_chart(rate_heading(form.denominator), rates, is_whole=len(shown) == len(found.groups))


def _rule(rule: RuleText) -> str:
    text: str = _(
        "Rule %(version)s: %(needed)s of %(offered)s different lessons. A lesson counts when she was there for at "
        "least %(share)s of the session. At most %(make_ups)s of them may be make-ups.",
        version=rule.version,
        needed=rule.lessons_needed,
        offered=rule.lessons_offered,
        share=format_percent(rule.minimum_share),
        make_ups=rule.make_ups_allowed,
    )
    return text
