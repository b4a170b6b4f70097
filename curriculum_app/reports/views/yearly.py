"""Routes of the yearly picture: the page, and files that may leave the unit."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, after_request_audit, may, requires, signed_in_actor
from curriculum_app.core.exports import csv_response, xlsx_response
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import render_page
from curriculum_app.core.pdf import pdf_response
from curriculum_app.reports.events import YEARLY_EXPORTED
from curriculum_app.reports.forms import YearForm
from curriculum_app.reports.presenters import yearly as pages
from curriculum_app.reports.queries.yearly import picture_of, totals_of
from curriculum_app.reports.rules.yearly import Picture, offered, released, years_over
from curriculum_app.reports.views.blueprint import bp


@bp.get("/reports/yearly")
@requires(Permission.YEAR_VIEW)
def show_yearly() -> ResponseReturnValue:
    """Girls referred, served and handed on in a year, and who they are; to whoever is outside the unit, released."""
    actor, is_released = signed_in_actor(), not may(Permission.YEAR_INSIDE)
    years = offered(actor.today, is_released=is_released)
    form = YearForm(request.args, {value: pages.year_name(each) for value, each in years.items()})
    chosen = years.get(form.year.data or "") if (is_good := form.validate()) else None
    shown = [each for each in years.values() if chosen and each.kind is chosen.kind]
    scopes = actor.scopes(Permission.YEAR_VIEW)
    picture = picture_of(scopes, actor, chosen) if chosen else None
    totals = totals_of(scopes, actor, shown) if shown else []
    if is_released:
        picture = released(picture) if picture else None
        totals = [released(Picture(year, counts, {})).totals for year, counts in zip(shown, totals, strict=True)]
    page = pages.yearly_page(
        form, picture, list(zip(shown, totals, strict=True)), at=clock.local(clock.now()), is_released=is_released,
        may_export=may(Permission.YEAR_EXPORT),
    )  # fmt: skip
    return render_page("reports/show_yearly.html", page, 200 if is_good else 422)


@bp.get("/reports/yearly.csv")
@requires(Permission.YEAR_EXPORT)
def yearly_csv() -> ResponseReturnValue:
    """Every federal year that is over, as CSV."""
    lines = list(pages.lines(_released("csv"), clock.local(clock.now())))
    return csv_response(pages.FILE_NAME, pages.COLUMNS, lines)


@bp.get("/reports/yearly.xlsx")
@requires(Permission.YEAR_EXPORT)
def yearly_xlsx() -> ResponseReturnValue:
    """The same as a spreadsheet."""
    lines = list(pages.lines(_released("xlsx"), clock.local(clock.now())))
    return xlsx_response(pages.FILE_NAME, pages.COLUMNS, lines)


@bp.get("/reports/yearly.pdf")
@requires(Permission.YEAR_EXPORT)
def yearly_pdf() -> ResponseReturnValue:
    """The newest of them on paper."""
    made = pages.yearly_pdf(_released("pdf"), current_language(), clock.now())
    return pdf_response(pages.FILE_NAME, made)


def _released(kind: str) -> list[Picture]:
    """The federal years that are over as they may leave the unit, the newest first."""
    actor = signed_in_actor()
    after_request_audit(YEARLY_EXPORTED, actor=actor, details={"format": kind})
    scopes = actor.scopes(Permission.YEAR_EXPORT)
    return [released(picture_of(scopes, actor, each)) for each in years_over(actor.today)]
