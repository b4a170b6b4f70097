"""The outcomes report on paper: two pages at most, the same words as on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from curriculum_app.core.pdf import pdf_bytes
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.presenters.outcomes.page import Line, OutcomesPage

SHEET = Path(__file__).parents[2] / "data/outcomes.typ"
# More rows of a table than these would need a third page; the spreadsheet has them all.
MOST_ROWS = 40


def outcomes_pdf(page: OutcomesPage, filters: Sequence[str], language: str, made_at: datetime) -> bytes:
    """The sheet of a page as PDF; `filters` are those that were chosen, in words."""
    detail = page.detail
    data: dict[str, Any] = {
        "title": page.title,
        "language": language,
        "head": [
            _("Figures of %(moment)s.", moment=page.as_of), page.versions,
            *([_("Only: %(filters)s.", filters=", ".join(filters))] if filters else []),
            page.left_out, note(is_released=page.is_released),
        ],
        "flow": list(page.flow_sentences),
        "compared": " → ".join((page.columns[1], page.columns[2])),
        "columns": list(page.scale_table),
        "scales": [_row(each) for each in page.scales],
        "detail": None if detail is None else {
            "name": detail.name, "sentence": detail.sentence,
            "facts": [list(each) for each in (*detail.facts, *detail.reliability)],
        },
        "group_columns": list(page.group_table),
        "groups": [_row(each) for each in page.groups[:MOST_ROWS]],
        "more_groups": _("More rows stand in the spreadsheet.") if len(page.groups) > MOST_ROWS or page.pager else "",
        "foot": _("The figures say what changed, never why: there is no group to compare with."),
    }  # fmt: skip
    return pdf_bytes(SHEET, data, made_at=made_at)


def _row(line: Line) -> list[str]:
    return [line.name, *line.cells, *([line.reason] if line.reason else [])]


def note(*, is_released: bool) -> str:
    """Whether small numbers are hidden."""
    if is_released:
        return _("Counts of 1 to 10 girls are hidden, and others that would give them away.")
    return _("For use inside the unit only: small numbers are not hidden.")
