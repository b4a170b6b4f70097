"""What the pages of an import show: the rows that need a look first, the counts, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.imports import RowOutcome
from curriculum_app.core.pages import Page
from curriculum_app.core.tables import Table
from curriculum_app.participants.rules.names import display_name
from curriculum_app.participants.rules.rows import COLUMNS, OF_THE_FORM, REQUIRED
from curriculum_app.participants.service.importing import PlannedRow, ReferralPlan
from curriculum_app.participants.service.problems import sentence_of
from curriculum_app.participants.service.uploads import Upload

ROWS_A_PAGE = 100
# What a column is shown by: this many different values, of so many characters, from so many rows.
SAMPLES, MOST_SHOWN, MOST_LOOKED_AT = 2, 40, 20
# What needs a look stands first.
ORDER = (RowOutcome.REFUSED, RowOutcome.NEW, RowOutcome.ALREADY_HERE)


@dataclass(frozen=True)
class RowLine:
    """One row of the file."""

    number: int
    name: str
    outcome: str
    words: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChooseImportPage(Page):
    """The form, and the columns that a file may have."""

    form: Any
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ImportPage(Page):
    """One upload before its import, or after."""

    is_done: bool
    figures: tuple[tuple[str, str], ...]
    lines: tuple[RowLine, ...]
    ignored: str
    columns_url: str
    import_text: str
    refused_url: str
    range_text: str
    previous_url: str
    next_url: str


@dataclass(frozen=True, kw_only=True)
class ColumnsPage(Page):
    """The headers of a file, each with what stands under it, to be said which is which."""

    form: Any
    samples: dict[str, str]
    back_url: str


def columns_page(table: Table, form: Any) -> ColumnsPage:  # noqa: ANN401 - a form
    """The page that asks which column is which."""
    samples = {}
    for field, name in zip(form, table.columns, strict=True):
        seen = dict.fromkeys(row.cells[name].strip() for row in table.rows[:MOST_LOOKED_AT])
        words = ", ".join([text[:MOST_SHOWN] for text in seen if text][:SAMPLES])
        samples[field.name] = _("Like: %(samples)s", samples=words) if words else _("Nothing stands in it.")
    return ColumnsPage(
        title=_("Which column is which?"),
        errors=form.summary(),
        form=form,
        samples=samples,
        back_url=url_for("participants.choose_import"),
    )


def choose_page(form: Any) -> ChooseImportPage:  # noqa: ANN401 - a form
    """The page to choose a file on."""
    needed = dict.fromkeys(REQUIRED, _("needed")) | dict.fromkeys(("zip", "street"), _("one of the two is needed"))
    examples = {
        "birth_date": _("2011-03-04 or 3/4/2011"),
        "race_ethnicity": _("; between several"),
        "availability": _("Tue 15:00-18:00; Thu 16:00-18:00"),
    }
    columns = tuple(
        (column, ". ".join(filter(None, (needed.get(column, ""), examples.get(column, "")))))
        for column in COLUMNS
        if column not in OF_THE_FORM
    )
    return ChooseImportPage(title=_("Import referrals"), errors=form.summary(), form=form, columns=columns)


def import_page(upload_id: UUID, upload: Upload, plan: ReferralPlan, number: int) -> ImportPage:
    """The rows of a file, those first that need a look; a hundred a page."""
    rows = sorted(plan.rows, key=lambda row: (ORDER.index(row.outcome), row.row.number))
    start = (number - 1) * ROWS_A_PAGE
    shown = rows[start : start + ROWS_A_PAGE]
    here = "participants.show_import"
    ids: dict[str, Any] = {"upload_id": upload_id}
    new, refused = plan.count(RowOutcome.NEW), plan.count(RowOutcome.REFUSED)
    span = {"first": start + 1, "last": start + len(shown), "all": len(rows)}
    return ImportPage(
        title=_("Imported") if upload.is_done else _("Look at the rows"),
        is_done=upload.is_done,
        figures=_figures(upload, plan),
        lines=tuple(_line(row) for row in shown),
        ignored=", ".join(plan.ignored),
        columns_url="" if upload.is_done else url_for("participants.show_columns", **ids),
        import_text="" if upload.is_done or not new else ngettext("Import %(num)d row", "Import %(num)d rows", new),
        refused_url=url_for("participants.download_refused", **ids) if refused else "",
        range_text=_("%(first)s-%(last)s of %(all)s", **span),
        previous_url=url_for(here, page=number - 1, **ids) if number > 1 else "",
        next_url=url_for(here, page=number + 1, **ids) if start + ROWS_A_PAGE < len(rows) else "",
    )


def _figures(upload: Upload, plan: ReferralPlan) -> tuple[tuple[str, str], ...]:
    refused = str(plan.count(RowOutcome.REFUSED))
    if upload.is_done:
        figures = ((upload.imported, _("imported")), (upload.already_here, _("already here")))
        return (*((str(count), words) for count, words in figures), (refused, _("refused")))
    new, here = str(plan.count(RowOutcome.NEW)), str(plan.count(RowOutcome.ALREADY_HERE))
    return ((new, _("new")), (here, _("already here")), (refused, _("refused")))


def _line(row: PlannedRow) -> RowLine:
    # Whether a girl of this name is on record is told after the import, and only to those who may know of her.
    facts = row.read.facts
    name = display_name(facts.first_name, facts.last_name, facts.chosen_name) if facts else _name_as_written(row)
    remarks = [sentence_of(problem) for problem in row.read.problems]
    remarks += [_("%(column)s: hidden characters were taken out.", column=each) for each in row.read.stripped]
    words = {
        RowOutcome.NEW: _("New"),
        RowOutcome.ALREADY_HERE: _("Already here"),
        RowOutcome.REFUSED: _("Refused"),
    }
    return RowLine(row.row.number, name, row.outcome.value, str(words[row.outcome]), tuple(remarks))


def _name_as_written(row: PlannedRow) -> str:
    first, last = row.row.cells.get("first_name", "").strip(), row.row.cells.get("last_name", "").strip()
    return display_name(first, last) if first or last else str(_("No name"))
