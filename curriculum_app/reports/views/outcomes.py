"""Routes of the outcomes report: the page, its files, and asking for the questions one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flask import abort, make_response, request
from flask.typing import ResponseReturnValue

from curriculum_app.assessments import queries as assessments
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, after_request_audit, may, requires, signed_in_actor
from curriculum_app.core.exports import csv_response, xlsx_response
from curriculum_app.core.i18n import current_language
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.core.pdf import pdf_response
from curriculum_app.reports import queries, service
from curriculum_app.reports.events import OUTCOMES_EXPORTED
from curriculum_app.reports.forms import OutcomeFilterForm, as_id
from curriculum_app.reports.models import OutcomeResult
from curriculum_app.reports.presenters.outcomes import files, sheet
from curriculum_app.reports.presenters.outcomes.page import Around, OutcomesPage, chosen_scale, outcomes_page
from curriculum_app.reports.presenters.outcomes.words import filter_words
from curriculum_app.reports.queries import outcomes
from curriculum_app.reports.queries.outcomes import PAGE_SIZE, Asked, Question
from curriculum_app.reports.queries.reach import Selection, selecting
from curriculum_app.reports.rules.outcomes import OutcomeGrouping, Report, report_from
from curriculum_app.reports.views.blueprint import bp

# Some 7,000 girls in three waves; more are counted by a job.
MOST_AT_ONCE = 20_000
FOLLOWED_EVERY = "3"
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Found:
    """What the reader asked and what came of it; no report where a job has to work it out, or the form is refused."""

    form: OutcomeFilterForm
    around: Around
    asked: Asked | None
    report: Report | None

    @property
    def page(self) -> OutcomesPage:
        """The page of it."""
        return outcomes_page(self.form, self.asked, self.report, self.around)


@bp.get("/reports/outcomes")
@requires(Permission.OUTCOME_VIEW)
def show_outcomes() -> ResponseReturnValue:
    """What changed between the waves, for how many girls, and how sure that is."""
    page = _found().page
    answer = make_response(render_page("reports/show_outcomes.html", page, 422 if page.errors else 200))
    if page.job is not None and page.job.is_going:
        answer.headers["Refresh"] = FOLLOWED_EVERY
    return answer


@bp.get("/reports/outcomes.csv")
@requires(Permission.OUTCOME_VIEW)
def outcomes_csv() -> ResponseReturnValue:
    """The figures as CSV."""
    found, asked, report = _complete("csv")
    lines = files.lines(asked, report, found.around.names, found.around.at)
    return csv_response(files.file_name(is_released=found.around.is_released), files.COLUMNS, lines)


@bp.get("/reports/outcomes.xlsx")
@requires(Permission.OUTCOME_VIEW)
def outcomes_xlsx() -> ResponseReturnValue:
    """The figures as a spreadsheet."""
    found, asked, report = _complete("xlsx")
    lines = files.lines(asked, report, found.around.names, found.around.at)
    return xlsx_response(files.file_name(is_released=found.around.is_released), files.COLUMNS, lines)


@bp.get("/reports/outcomes.pdf")
@requires(Permission.OUTCOME_VIEW)
def outcomes_pdf() -> ResponseReturnValue:
    """The figures on two pages of paper."""
    found, _asked, _whole = _complete("pdf")
    made = sheet.outcomes_pdf(found.page, _filters_in_words(found), current_language(), found.around.at)
    return pdf_response(files.file_name(is_released=found.around.is_released), made)


@bp.post("/reports/outcomes/work-out")
@requires(Permission.OUTCOME_VIEW)
def work_out() -> ResponseReturnValue:
    """Queue the figures that need the answers themselves."""
    actor, at = signed_in_actor(), clock.now()
    form = _form(actor)
    if not form.validate():
        abort(422)
    asked = outcomes.text_of(form.instrument.data or "")
    if asked is not None:
        service.ask_outcomes(asked, _question(form, actor, at), actor=actor, at=at)
    return go_to("reports.show_outcomes", **form.query())


def _complete(kind: str) -> tuple[Found, Asked, Report]:
    """What a file holds: a whole report or nothing."""
    found = _found()
    if found.form.summary() or found.asked is None:
        abort(422)
    if found.report is None:
        abort(409)
    after_request_audit(OUTCOMES_EXPORTED, actor=signed_in_actor(), details={"format": kind})
    return found, found.asked, found.report


def _found() -> Found:
    actor, at = signed_in_actor(), clock.now()
    form = _form(actor)
    question = _question(form, actor, at)
    asked = outcomes.text_of(form.instrument.data or "") if form.validate() else None
    if asked is None:
        return Found(form, _around(question, at), None, None)
    mark = outcomes.fingerprint(asked.instrument.key, asked.content_hash, question)
    kept = outcomes.latest_result(actor.user(), mark)
    report, is_of_now = _report(form, asked, question, kept)
    names = {key: name for table in report.tables for key, name in outcomes.row_names(table).items()} if report else {}
    around = _around(question, at if is_of_now or kept is None else kept.computed_at)
    around = replace(around, names=names, job=outcomes.job_of(actor.user(), mark), kept_at=_local(kept))
    return Found(form, replace(around, group_filter=_group_name(question)), asked, report)


def _report(
    form: OutcomeFilterForm, asked: Asked, question: Question, kept: OutcomeResult | None
) -> tuple[Report | None, bool]:
    """The report of this moment, with the questions as they were worked out last; of very many girls, the kept one.

    And whether it is of this moment.
    """
    wanted = (form.rows_by, chosen_scale(form, asked), form.later)
    whole = report_from(kept.body) if kept else None
    if outcomes.sittings_up_to(asked, question, MOST_AT_ONCE) > MOST_AT_ONCE:
        table = whole.table(*wanted) if whole else None
        return replace(whole, tables=(table,) if table else ()) if whole else None, False
    tables = [wanted] if may(Permission.REPORT_VIEW) or form.rows_by is not OutcomeGrouping.COHORT else []
    now = outcomes.report_now(asked, question, tables, _offset())
    return replace(now, items=whole.items if whole else None), True


def _around(question: Question, at: datetime) -> Around:
    return Around(
        at=clock.local(at),
        language=current_language(),
        is_released=question.discretion.is_released,
        may_group=may(Permission.REPORT_VIEW),
        may_export=may(Permission.OUTCOME_EXPORT),
        offset=_offset(),
    )


def _local(kept: OutcomeResult | None) -> datetime | None:
    return clock.local(kept.computed_at) if kept else None


def _form(actor: Actor) -> OutcomeFilterForm:
    """The choice in the address, with the instruments and, inside the unit, the areas and sites to choose from."""
    scopes = actor.scopes(Permission.OUTCOME_INSIDE)
    sites = queries.sites_in_reach(scopes, actor) if scopes else ()
    is_long = sites is None
    if sites is None:
        chosen = as_id(request.args.get("site", ""))
        sites = queries.site_in_reach(scopes, actor, chosen) if chosen else ()
    return OutcomeFilterForm(
        request.args, limits_on(actor.today).service_areas, sites, has_more_sites=is_long,
        instruments=offered_instruments(), is_released=not scopes,
    )  # fmt: skip


def offered_instruments() -> list[tuple[str, str]]:
    """The instruments by key with what girls read above them."""
    language = current_language()
    texts = [(each.instrument, each.content["words"]) for each in assessments.current_versions()]
    return [(key, words.get(language) or words["en"]) for key, words in texts]


def _question(form: OutcomeFilterForm, actor: Actor, at: datetime) -> Question:
    return outcomes.question_of(actor, form.selection if form.validate() else Selection(), at)


def _group_name(question: Question) -> str:
    chosen = question.chosen.cohort_id
    return (queries.name_of_cohort(question.scopes, question.actor, chosen) or "") if chosen else ""


def _filters_in_words(found: Found) -> tuple[str, ...]:
    """The filters of a page as its reader would say them."""
    form = found.form
    names = {form.cohort.data or "": found.around.group_filter, form.site.data or "": form.site_name}
    return filter_words({name: str(value) for name, value in selecting(form.selection).items()}, names)


def _offset() -> int:
    """How many rows lie on the pages before this one; nonsense is the first page."""
    number = request.args.get("page", 1, type=int)
    return (min(max(number, 1), MOST_PAGES) - 1) * PAGE_SIZE
