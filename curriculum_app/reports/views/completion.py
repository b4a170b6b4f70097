"""Routes of reports: the completion and fidelity pages, their files, and the girls behind each number."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, Scopes, after_request_audit, may, requires, signed_in_actor
from curriculum_app.core.exports import Cell, csv_response, xlsx_response
from curriculum_app.core.i18n import current_language
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import render_page
from curriculum_app.core.translating import locale_name
from curriculum_app.reports import queries
from curriculum_app.reports.events import EXPORTED, FIDELITY_EXPORTED, GIRLS_READ
from curriculum_app.reports.forms import FilterForm, SessionFilterForm, as_id
from curriculum_app.reports.presenters import fidelity_files, files
from curriculum_app.reports.presenters.completion import Asked, completion_page
from curriculum_app.reports.presenters.fidelity import fidelity_report
from curriculum_app.reports.presenters.girls import girls_page, group_title
from curriculum_app.reports.rules.completion import Counts, Figure
from curriculum_app.reports.views.blueprint import bp

Filters = TypeVar("Filters", bound=FilterForm)
Areas = tuple[int, ...]
Sites = tuple[tuple[UUID, str], ...]
PAGE_SIZE = 50
KEPT_FILTERS = 16
MOST_PAGES = 10_000


@bp.get("/reports/completion")
@requires(Permission.REPORT_VIEW, figures=True)
def show_completion() -> ResponseReturnValue:
    """Who was enrolled, started, left and completed, with every denominator named."""
    actor, at = signed_in_actor(), clock.now()
    form, scopes, offset = _filters(FilterForm), actor.scopes(Permission.REPORT_VIEW), _offset()
    is_good = not form.errors
    found = queries.Completion((), Counts(), 0, "")
    if is_good:
        found = queries.completion(scopes, actor, form.selection, form.grouping, offset=offset, limit=PAGE_SIZE)
    only = _group_filter(form, scopes) if is_good else ""
    asked = Asked(form, offset, PAGE_SIZE, may(Permission.ROSTER_VIEW), only)
    page = completion_page(asked, found, queries.rules_in_use(), clock.local(at))
    return render_page("reports/show_completion.html", page, status=200 if is_good else 422)


@bp.get("/reports/completion.csv")
@requires(Permission.REPORT_VIEW, figures=True)
def completion_csv() -> ResponseReturnValue:
    """The table as CSV."""
    made = _lines()
    after_request_audit(EXPORTED, actor=signed_in_actor(), details={"format": "csv"})
    return csv_response(files.FILE_NAME, files.COLUMNS, made)


@bp.get("/reports/completion.xlsx")
@requires(Permission.REPORT_VIEW, figures=True)
def completion_xlsx() -> ResponseReturnValue:
    """The table as a spreadsheet."""
    made = _lines()
    after_request_audit(EXPORTED, actor=signed_in_actor(), details={"format": "xlsx"})
    return xlsx_response(files.FILE_NAME, files.COLUMNS, made)


@bp.get("/reports/completion/list")
@requires(Permission.ROSTER_VIEW, reads=GIRLS_READ)
def list_girls() -> ResponseReturnValue:
    """The girls behind one number of the report."""
    actor, form, offset = signed_in_actor(), _filters(FilterForm), _offset()
    figure, group = request.args.get("figure", Figure.ENROLLED.value), request.args.get("group")
    if form.errors or figure not in set(Figure):
        abort(404)
    scopes = actor.scopes(Permission.ROSTER_VIEW)
    asked = None if group is None else (form.grouping, group)
    try:
        found = queries.girls_behind(
            scopes, actor, form.selection, Figure(figure), group=asked, offset=offset, limit=PAGE_SIZE
        )
    except ValueError:
        abort(404)
    title = "" if asked is None else group_title(*asked, found)
    page = girls_page(form, Figure(figure), group, title, found, offset=offset, size=PAGE_SIZE)
    return render_page("reports/list_girls.html", page)


@bp.get("/reports/fidelity")
@requires(Permission.REPORT_VIEW, figures=True)
def show_fidelity() -> ResponseReturnValue:
    """How held sessions went beside their lessons, by lesson and edition; of nobody by name."""
    actor, form = signed_in_actor(), _filters(SessionFilterForm)
    scopes = actor.scopes(Permission.REPORT_VIEW)
    is_good = not form.errors
    lessons = queries.fidelity(scopes, actor, form.selection, current_language()) if is_good else ()
    group = _group_filter(form, scopes) if is_good else ""
    minutes = None
    if group and (chosen := form.selection.cohort_id):
        minutes = queries.girls_minutes(scopes, actor, chosen)
    page = fidelity_report(form, lessons, group=group, minutes=minutes, at=clock.local(clock.now()))
    return render_page("reports/show_fidelity.html", page, status=200 if is_good else 422)


@bp.get("/reports/fidelity.csv")
@requires(Permission.REPORT_VIEW, figures=True)
def fidelity_csv() -> ResponseReturnValue:
    """The table as CSV."""
    made = _fidelity_lines()
    after_request_audit(FIDELITY_EXPORTED, actor=signed_in_actor(), details={"format": "csv"})
    return csv_response(fidelity_files.FILE_NAME, fidelity_files.COLUMNS, made)


@bp.get("/reports/fidelity.xlsx")
@requires(Permission.REPORT_VIEW, figures=True)
def fidelity_xlsx() -> ResponseReturnValue:
    """The table as a spreadsheet."""
    made = _fidelity_lines()
    after_request_audit(FIDELITY_EXPORTED, actor=signed_in_actor(), details={"format": "xlsx"})
    return xlsx_response(fidelity_files.FILE_NAME, fidelity_files.COLUMNS, made)


def _filters(kind: type[Filters]) -> Filters:
    """The filters of the address, with the areas and sites that the reader may choose from."""
    actor = signed_in_actor()
    scopes = actor.scopes(Permission.REPORT_VIEW)
    sites = queries.sites_in_reach(scopes, actor)
    is_long = sites is None
    if sites is None:
        chosen = as_id(request.args.get("site", ""))
        sites = queries.site_in_reach(scopes, actor, chosen) if chosen else ()
    asked = tuple(request.args.items(multi=True))
    form: Filters = _read(
        kind, asked, tuple(limits_on(actor.today).service_areas), tuple(sites), is_long, locale_name()
    )
    return form


@lru_cache(KEPT_FILTERS)
def _read(
    kind: type[Filters], asked: tuple[tuple[str, str], ...], areas: Areas, sites: Sites, is_long: bool, _locale: str
) -> Filters:
    """The filters of an address, read and checked once; nothing changes them afterwards."""
    form = kind(MultiDict(asked), areas, sites, has_more_sites=is_long)
    form.validate()
    return form


def _group_filter(form: FilterForm, scopes: Scopes) -> str:
    """The name of the one group the report is narrowed to; empty when it is not, or when it is not the reader's."""
    chosen = form.selection.cohort_id
    return (queries.name_of_cohort(scopes, signed_in_actor(), chosen) or "") if chosen else ""


def _offset() -> int:
    """How many rows lie on the pages before this one; nonsense is the first page."""
    number = request.args.get("page", 1, type=int)
    return (min(max(number, 1), MOST_PAGES) - 1) * PAGE_SIZE


def _lines() -> list[tuple[Cell, ...]]:
    actor, form = signed_in_actor(), _filters(FilterForm)
    if form.errors:
        abort(422)
    found = queries.completion(actor.scopes(Permission.REPORT_VIEW), actor, form.selection, form.grouping)
    return list(files.lines(found, form.grouping, clock.local(clock.now())))


def _fidelity_lines() -> list[tuple[Cell, ...]]:
    actor, form = signed_in_actor(), _filters(SessionFilterForm)
    if form.errors:
        abort(422)
    scopes = actor.scopes(Permission.REPORT_VIEW)
    lessons = queries.fidelity(scopes, actor, form.selection, current_language())
    return list(fidelity_files.lines(lessons, clock.local(clock.now())))
