"""The page before a de-identified export."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.forms import ExportForm


@dataclass(frozen=True, kw_only=True)
class ExportPage(Page):
    """The form, and where to set up a second factor when there is none."""

    form: ExportForm
    back_url: str
    set_up_url: str


def export_page(form: ExportForm) -> ExportPage:
    """The page; it asks for a code only when the second factor was not shown just now."""
    return ExportPage(
        title=_("De-identified export"),
        errors=form.summary(),
        form=form,
        back_url=url_for("reports.show_outcomes"),
        set_up_url=url_for("accounts.show_second_factor") if form.needs_code else "",
    )
