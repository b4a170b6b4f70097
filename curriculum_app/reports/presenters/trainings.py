"""The report of trained people as page and file: one row a Title II year and audience, of nobody by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from curriculum_app.core.exports import Cell
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import format_number, format_percent
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.reports.forms import TrainingDatesForm
from curriculum_app.reports.presenters.words import FigureText, moment, part_of
from curriculum_app.reports.queries.trainings import TrainingFigures
from curriculum_app.trainings.rules.courses import Audience, hours_of
from curriculum_app.trainings.rules.figures import Trained

FILE_NAME = "trainings"
COLUMNS = (
    "year", "audience", "trainings", "people", "organisations", "hours", "certificates_in_force", "asked", "answered",
    "applied", "not_yet", "no_answer", "applied_share", "as_of",
)  # fmt: skip


AUDIENCES = {Audience.PARTNERS: _l("Partners"), Audience.STAFF: _l("Staff")}


@dataclass(frozen=True, slots=True)
class Row:
    """One year and audience, or the total."""

    name: str
    audience: str
    figures: tuple[FigureText, ...]


@dataclass(frozen=True, kw_only=True)
class TrainingsReport(Page):
    """Everything the page shows; `rows` is empty when the dates find no training."""

    form: TrainingDatesForm
    is_filtered: bool
    as_of: str
    headline: tuple[FigureText, ...]
    columns: tuple[str | dict[str, object], ...]
    rows: tuple[Row, ...]
    total: Row
    csv_url: str
    xlsx_url: str


def trainings_report(form: TrainingDatesForm, found: TrainingFigures, at: datetime) -> TrainingsReport:
    """The page; `at` is local."""
    query: dict[str, Any] = {**form.query()}
    total = _figures(found.total)
    return TrainingsReport(
        title=_("Trained people"),
        errors=form.summary(),
        form=form,
        is_filtered=bool(query),
        as_of=moment(at),
        headline=(total[1], total[3], total[5]),
        columns=(_("Year"), _("For whom"), *({"label": each.label, "numeric": True} for each in total)),
        rows=tuple(Row(_year(each.year), str(AUDIENCES[each.audience]), _figures(each.figures)) for each in found.rows),
        total=Row(_("All years"), "", total),
        csv_url=url_for("reports.trainings_csv", **query),
        xlsx_url=url_for("reports.trainings_xlsx", **query),
    )


def lines(found: TrainingFigures, at: datetime) -> Iterator[tuple[Cell, ...]]:
    """The lines under COLUMNS, the total last; `at` is local. The share is from 0 to 1, empty where nobody answered."""
    as_of = at.isoformat(timespec="seconds")
    rows = [(str(each.year), each.audience.value, each.figures) for each in found.rows]
    for year, audience, each in [*rows, ("all", "all", found.total)]:
        share = each.applied_share
        yield (
            year, audience, each.trainings, each.people, each.organisations, float(hours_of(each.minutes)),
            each.in_force, each.asked, each.answered, each.used, each.not_yet, each.silent,
            None if share is None else round(share, 4), as_of,
        )  # fmt: skip


def _figures(each: Trained) -> tuple[FigureText, ...]:
    return (
        FigureText(_("Trainings"), format_number(each.trainings)),
        FigureText(_("People"), format_number(each.people)),
        FigureText(_("Organizations"), format_number(each.organisations)),
        FigureText(_("Hours"), format_number(float(hours_of(each.minutes)))),
        FigureText(_("Certificates"), format_number(each.in_force)),
        _share(each),
        FigureText(_("No answer"), part_of(each.silent, each.asked) if each.asked else "0"),
    )


def _share(each: Trained) -> FigureText:
    """The people who used it, of those who answered; where nobody did, a sentence."""
    label, share = _("Used it"), each.applied_share
    if share is None:
        return FigureText(label, _("Nobody answered yet"))
    return FigureText(label, part_of(each.used, each.answered), format_percent(share))


def _year(year: int) -> str:
    return str(_("Oct %(first)s to Sep %(last)s", first=year - 1, last=year))
