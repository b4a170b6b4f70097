"""The outcomes page: who was asked, what changed, one scale in full, and the same by area, period, edition or group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for

from curriculum_app.assessments.rules import Instrument, Wave
from curriculum_app.core.jobs import Job, JobState
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.forms import OutcomeFilterForm
from curriculum_app.reports.presenters.outcomes import words
from curriculum_app.reports.presenters.outcomes.charts import Drawing, flow_drawing, pairs_drawing
from curriculum_app.reports.presenters.outcomes.detail import Detail, detail_of
from curriculum_app.reports.presenters.outcomes.sentences import change_sentence, flow_sentence
from curriculum_app.reports.presenters.paging import Pager, pager
from curriculum_app.reports.presenters.words import moment
from curriculum_app.reports.queries.outcomes import PAGE_SIZE, Asked
from curriculum_app.reports.rules.outcomes import LATER, Outcome, OutcomeGrouping, Report, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its name, where it leads, its cells in the order of the columns; and where it ends early,
    why, over the `span` columns that are left."""

    name: str
    url: str
    cells: tuple[str, ...]
    reason: str = ""
    span: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class JobText:
    """How far the work on the questions is; `is_going` while it is on its way."""

    text: str
    progress: int
    is_going: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the figures: who may do what, what is kept, what is on its way."""

    at: datetime
    language: str
    is_released: bool
    may_group: bool
    may_export: bool
    offset: int
    names: Mapping[str, str] = field(default_factory=dict)
    group_filter: str = ""
    job: Job | None = None
    kept_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomesPage(Page):
    """Everything the page shows; without a `report` there is nothing yet, and `job` or `empty` says why."""

    form: OutcomeFilterForm
    is_filtered: bool
    is_released: bool
    may_group: bool
    group_filter: str
    as_of: str
    versions: str
    left_out: str
    empty: str
    job: JobText | None
    kept: str
    wave_tabs: tuple[tuple[str, str, bool], ...]
    flow_sentences: tuple[str, ...]
    flow: Drawing | None
    pairs: Drawing | None
    columns: tuple[str, ...]
    scale_table: tuple[str, ...]
    group_table: tuple[str, ...]
    item_table: tuple[str, ...]
    scales: tuple[Line, ...]
    detail: Detail | None
    item_columns: tuple[str, ...]
    group_tabs: tuple[tuple[str, str, bool], ...]
    group_header: str
    groups: tuple[Line, ...]
    no_groups: str
    pager: Pager | None
    may_work_out: bool
    is_waiting: bool
    urls: Mapping[str, str]


def _may_work_out(around: Around) -> bool:
    """Whether there is a button for it: not while it is on its way."""
    return around.job is None or around.job.state.is_over


def outcomes_page(form: OutcomeFilterForm, asked: Asked | None, report: Report | None, around: Around) -> OutcomesPage:
    """The page of a report; `report` is None where it has to be worked out first, or nothing was asked."""
    later, has_girls = form.later, report is not None and report.flow.first != 0
    scale = chosen_scale(form, asked)
    table = report.table(form.rows_by, scale, later) if report else None
    shown = _of_wave(report, later) if report and has_girls else ()
    instrument = asked.instrument if asked else None
    return OutcomesPage(
        title=_("Outcomes"),
        errors=form.summary(),
        form=form,
        is_filtered=bool(form.selection_words),
        is_released=around.is_released,
        may_group=around.may_group,
        group_filter=around.group_filter,
        as_of=moment(around.at),
        versions=versions_text(asked, report),
        left_out=_left_out(report),
        empty=_empty(asked, report, form),
        job=_job(around.job),
        kept=_("Worked out from the answers on %(moment)s.", moment=moment(around.kept_at)) if around.kept_at else "",
        wave_tabs=tuple((words.wave_name(wave), _here(form, wave=wave.value), wave is later) for wave in LATER),
        flow_sentences=_flow_sentences(report) if has_girls else (),
        flow=flow_drawing(report.flow) if report else None,
        pairs=pairs_drawing(instrument, shown, around.language) if instrument else None,
        columns=scale_columns(later),
        scale_table=(_("Scale"), *scale_columns(later)),
        group_table=(words.grouping_name(form.rows_by), *scale_columns(later)),
        item_table=(_("Question"), *item_columns(later)),
        scales=tuple(_scale_line(instrument, each, form, around.language) for each in shown) if instrument else (),
        detail=_detail(instrument, report, scale, later, around) if instrument and report and has_girls else None,
        item_columns=item_columns(later),
        group_tabs=_group_tabs(form, around),
        group_header=words.grouping_name(form.rows_by),
        groups=group_lines(table, around.names) if table and has_girls else (),
        no_groups=_("Groups are not counted among so many girls. Choose dates, an area or a site.")
        if report and table is None else "",
        pager=_pager(form, table, around.offset),
        may_work_out=_may_work_out(around),
        is_waiting=asked is not None and report is None,
        urls=_urls(form, around),
    )  # fmt: skip


def chosen_scale(form: OutcomeFilterForm, asked: Asked | None) -> str:
    """The scale that is shown in full: the first unless another one is named."""
    if asked is None:
        return ""
    return form.scale.data if form.scale.data in asked.scales else asked.scales[0]


def versions_text(asked: Asked | None, report: Report | None) -> str:
    """By which text and by which rule."""
    if asked is None:
        return ""
    rules = ", ".join(report.rules) if report and report.rules else "–"
    return _(
        "Questions %(key)s, version %(version)s. Scoring rule %(rules)s.",
        key=asked.instrument.key, version=asked.content_hash[:8], rules=rules,
    )  # fmt: skip


def scale_columns(later: Wave) -> tuple[str, ...]:
    """The columns of a table of scales or groups, after its first."""
    return (_("Pairs"), words.wave_name(Wave.PRE), words.wave_name(later), _("Difference"), _("Effect size g_av"))


def item_columns(later: Wave) -> tuple[str, ...]:
    """The columns of the table of questions, after its first."""
    return (
        words.wave_name(Wave.PRE),
        words.wave_name(later),
        _("Fell"),
        _("Rose"),
        _("Item-total"),
        _("Note"),
    )


def line_of(name: str, outcome: Outcome, *, url: str = "", sentence: str = "") -> Line:
    """One row of such a table."""
    cells, reason = _cells(outcome)
    return Line(name, url, cells, reason, len(scale_columns(outcome.later)) - len(cells), sentence)


def _cells(outcome: Outcome) -> tuple[tuple[str, ...], str]:
    """The figures of a row, or as many as there are and why there are no more."""
    change = outcome.change
    if outcome.n_pairs is None:
        return (), words.too_few()
    pairs = words.count(outcome.n_pairs)
    if change is None:
        return (pairs,), words.too_few()
    if change.mean_pre is None or change.mean_post is None or change.mean_difference is None:
        return (pairs,), words.why(change, "mean_pre")
    edges = ""
    if change.ci_low is not None and change.ci_high is not None:
        edges = " " + _("(%(low)s to %(high)s)", low=words.number(change.ci_low), high=words.number(change.ci_high))
    effect = "–" if change.hedges_g_av is None else words.number(change.hedges_g_av)
    means = (words.number(change.mean_pre), words.number(change.mean_post))
    return (pairs, *means, f"{words.signed(change.mean_difference)}{edges}", effect), ""


def group_lines(table: Table, names: Mapping[str, str]) -> tuple[Line, ...]:
    """The rows of a table of groups."""
    return tuple(line_of(words.row_name(table.group_by, each.key, names), each.outcome) for each in table.rows)


def _of_wave(report: Report, later: Wave) -> tuple[Outcome, ...]:
    return tuple(each for each in report.outcomes if each.later is later)


def _scale_line(instrument: Instrument, outcome: Outcome, form: OutcomeFilterForm, language: str) -> Line:
    name = words.scale_name(instrument, outcome.scale, language)
    most = words.highest(instrument, outcome.scale)
    url, sentence = _here(form, scale=outcome.scale) + "#scale", change_sentence(instrument, outcome)
    return line_of(_("%(name)s, of %(most)s", name=name, most=most), outcome, url=url, sentence=sentence)


def _detail(instrument: Instrument, report: Report, scale: str, later: Wave, around: Around) -> Detail | None:
    outcome = report.outcome(scale, later)
    if outcome is None:
        return None
    items = report.items_of(scale, later)
    return detail_of(instrument, outcome, items, around.language, has_items=report.items is not None)


def _flow_sentences(report: Report | None) -> tuple[str, ...]:
    flow = report.flow if report else None
    return tuple(flow_sentence(each) for each in flow.later) if flow else ()


def _left_out(report: Report | None) -> str:
    if report is None or not report.left_out:
        return ""
    return _(
        "%(number)s sittings asked an earlier version that scores a scale in another way; those scores are left out.",
        number=words.count(report.left_out),
    )


def _empty(asked: Asked | None, report: Report | None, form: OutcomeFilterForm) -> str:
    if form.summary():
        return ""
    if asked is None:
        return _("No questions are loaded yet.")
    if report is None:
        return _("So many girls are counted in the background. It takes a few minutes; the result stays here.")
    return (
        _("Nobody was asked here before the group. Choose other filters, or clear them.")
        if not report.flow.first and report.flow.first is not None
        else ""
    )


def _job(job: Job | None) -> JobText | None:
    if job is None or job.state is JobState.DONE:
        return None
    steps = {
        "": _("Waiting to begin"), "reading": _("Reading the scores"), "tables": _("Working out the tables"),
        "opening": _("Opening the answers"), "items": _("Working out the questions"),
    }  # fmt: skip
    if job.state.is_over:
        return JobText(_("The figures could not be worked out. Try again."), 0, is_going=False)
    return JobText(steps.get(job.step, steps["reading"]), job.progress, is_going=True)


def _group_tabs(form: OutcomeFilterForm, around: Around) -> tuple[tuple[str, str, bool], ...]:
    short = {
        OutcomeGrouping.SERVICE_AREA: _("Service area"), OutcomeGrouping.PERIOD: _("Period"),
        OutcomeGrouping.EDITION: _("Edition"), OutcomeGrouping.COHORT: _("Group"),
    }  # fmt: skip
    offered = [each for each in OutcomeGrouping if around.may_group or each is not OutcomeGrouping.COHORT]
    return tuple((short[each], _here(form, group_by=each.value) + "#groups", each is form.rows_by) for each in offered)


def _pager(form: OutcomeFilterForm, table: Table | None, offset: int) -> Pager | None:
    if table is None:
        return None
    return pager(len(table.rows), table.total, offset, PAGE_SIZE, lambda page: _here(form, page=page) + "#groups")


def _here(form: OutcomeFilterForm, **changes: str) -> str:
    return url_for("reports.show_outcomes", **form.query(**changes))


def _urls(form: OutcomeFilterForm, around: Around) -> dict[str, str]:
    query = form.query()
    found = {kind: url_for(f"reports.outcomes_{kind}", **query) for kind in ("csv", "xlsx", "pdf")}
    found["work_out"] = url_for("reports.work_out", **query)
    found["own"] = _here(form)
    if around.may_export:
        found["export"] = url_for("reports.new_export", instrument=form.instrument.data or "")
    return found
