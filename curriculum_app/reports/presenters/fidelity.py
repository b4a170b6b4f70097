"""The fidelity report as a page: one row a lesson and edition, nobody's name, a denominator beside each figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_date

from curriculum_app.core import clock
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import format_number, format_percent
from curriculum_app.core.translating import gettext as _
from curriculum_app.notes.rules.fidelity import MOST_ENGAGED
from curriculum_app.notes.rules.figures import Figures
from curriculum_app.reports.forms import SessionFilterForm
from curriculum_app.reports.presenters.words import FigureText, moment, part_of
from curriculum_app.reports.queries.fidelity import LessonFigures, Minutes, total


@dataclass(frozen=True, slots=True)
class FidelityRow:
    """One row of the table."""

    name: str
    edition: str
    figures: tuple[FigureText, ...]


@dataclass(frozen=True, kw_only=True)
class FidelityReport(Page):
    """Everything the page shows; `rows` is empty when the filters find no held session."""

    form: SessionFilterForm
    is_filtered: bool
    group_filter: str
    as_of: str
    headline: tuple[FigureText, ...]
    columns: tuple[str | dict[str, object], ...]
    rows: tuple[FidelityRow, ...]
    total: FidelityRow
    csv_url: str
    xlsx_url: str


def fidelity_report(
    form: SessionFilterForm, lessons: tuple[LessonFigures, ...], *, group: str, minutes: Minutes | None, at: datetime
) -> FidelityReport:
    """The page; `group` names the one group it is narrowed to, `minutes` are then its girls'; `at` is local."""
    summed, query = total(lessons), form.query()
    headline = _figures(summed)
    if minutes is not None:
        headline = (
            *headline,
            _of(_("Minutes the girls attended, of those offered"), minutes.attended, minutes.offered),
        )
    return FidelityReport(
        title=_("Fidelity"),
        errors=form.summary(),
        form=form,
        is_filtered=bool(query),
        group_filter=group,
        as_of=moment(at),
        headline=headline,
        columns=(_("Lesson"), *({"label": each.label, "numeric": True} for each in _figures(summed))),
        rows=tuple(_row(each) for each in lessons),
        total=FidelityRow(_("All lessons"), "", headline[:5]),
        csv_url=url_for("reports.fidelity_csv", **query),
        xlsx_url=url_for("reports.fidelity_xlsx", **query),
    )


def _row(each: LessonFigures) -> FidelityRow:
    edition = f"{each.edition}, {format_date(clock.local(each.loaded_at).date(), 'medium')}"
    return FidelityRow(f"{each.number}. {each.title}", edition, _figures(each.figures))


def _figures(found: Figures) -> tuple[FigureText, ...]:
    """The five figures of a row and of the headline, in the order of the columns."""
    return (
        _of(_("Sessions logged"), found.logged, found.held),
        _of(_("Required parts given"), found.required_given, found.required_planned),
        _of(_("Optional parts given"), found.optional_given, found.optional_planned, is_logged=bool(found.logged)),
        _of(_("Minutes given"), found.minutes_given, found.minutes_planned),
        _engagement(found),
    )


def _of(label: str, part: int, whole: int, *, is_logged: bool = False) -> FigureText:
    """A part of a whole. Without a whole: none of that kind where there are logs, else nothing is logged."""
    if not whole:
        return FigureText(label, _("None planned") if is_logged else _("Not logged"))
    return FigureText(label, part_of(part, whole), format_percent(part / whole))


def _engagement(found: Figures) -> FigureText:
    label = _("Engagement, mean")
    if found.engagement is None:
        return FigureText(label, _("Not logged"))
    words = _("%(mean)s of %(most)s", mean=f"{found.engagement:.1f}", most=MOST_ENGAGED)
    return FigureText(label, words, _("n = %(number)s", number=format_number(found.engagement_n)))
