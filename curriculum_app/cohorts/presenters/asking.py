"""Pages that ask for something about one group: a form, its way back, and what is known already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask import url_for

from curriculum_app.cohorts.forms import NewCohortForm
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.presenters.readiness import planned_lines
from curriculum_app.cohorts.queries import EnrolmentRow
from curriculum_app.cohorts.rules.states import EnrolmentState, ReadinessGap
from curriculum_app.cohorts.rules.timetable import Timetable
from curriculum_app.core.dates import span
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.participants.queries import DisplayName
from curriculum_app.participants.rules.eligibility import Finding
from curriculum_app.participants.service.findings import sentence_of


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """A form about one group."""

    form: Form
    group: str
    back_url: str
    back_text: str
    about: tuple[tuple[str, str], ...] = ()
    against: tuple[str, ...] = ()
    consents_url: str = ""
    days: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanPage(Page):
    """The form of a new group, and the dates it would have once they were asked for."""

    form: NewCohortForm
    back_url: str
    days: tuple[tuple[int, str, str], ...]
    skipped: tuple[str, ...]
    summary: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Leaver:
    """A girl whose group closes: completed by the rule, or with a reason to choose."""

    field_name: str
    name: str
    code: str
    lessons: str
    is_completed: bool
    chosen: str
    error: str


@dataclass(frozen=True, kw_only=True)
class ClosePage(Page):
    """The check page of closing a group."""

    group: str
    back_url: str
    version: int
    leavers: tuple[Leaver, ...]
    reasons: tuple[tuple[str, str], ...]


def form_page(cohort: Cohort, form: Form, *, title: str = "", about: Iterable[tuple[str, str]] = ()) -> FormPage:
    """A form that belongs to `cohort`; its title says what it is for."""
    return FormPage(
        title=title or _("Edit %(group)s", group=cohort.name),
        errors=form.summary(),
        form=form,
        group=cohort.name,
        back_url=url_for("cohorts.show_cohort", cohort_id=cohort.id),
        back_text=cohort.name,
        about=tuple(about),
    )


def session_form_page(
    session: GroupSession, form: Form, *, title: str, dates: Iterable[tuple[GroupSession, date]] = ()
) -> FormPage:
    """A form that belongs to one session; `dates` are the sessions that would move, with their new days."""
    when = f"{words.full_day(session.held_on)}, {span(session.starts_at, session.minutes)}"
    return FormPage(
        title=title,
        errors=form.summary(),
        form=form,
        group=session.cohort.name,
        back_url=url_for("cohorts.show_session", cohort_id=session.cohort_id, session_id=session.id),
        back_text=_("Session %(number)s", number=session.number),
        about=((_("Group"), session.cohort.name), (_("Now planned for"), when)),
        days=tuple(
            (each.number, words.full_day(each.held_on), words.full_day(day))
            for each, day in dates
            if day != each.held_on or each is session
        ),
    )


def girl_form_page(
    enrolment: Enrolment, form: Form, name: DisplayName, *, title: str, found: Iterable[Finding] = ()
) -> FormPage:
    """A form about one girl's seat: her name stands in the page, never in its title. `found` speaks against a place."""
    since = words.short_day(enrolment.enrolled_on)
    girl = f"{name.name} {name.code}"
    page = form_page(enrolment.cohort, form, title=title, about=((_("Girl"), girl), (_("Joined"), since)))
    url = url_for("participants.show_consents", participant_id=enrolment.participant_id)
    return replace(page, against=tuple(sentence_of(each) for each in found), consents_url=url)


def plan_page(
    form: NewCohortForm,
    laid: Timetable | None,
    titles: Sequence[str],
    today: date,
    gaps: Mapping[date, Iterable[ReadinessGap]],
) -> PlanPage:
    """The page of a new group; with `laid`, the dates to look over before it is made, and what they lack."""
    days = () if laid is None else laid.days
    return PlanPage(
        title=_("New group"),
        errors=form.summary(),
        form=form,
        back_url=url_for("cohorts.list_cohorts"),
        days=tuple((number, words.full_day(day), titles[number - 1]) for number, day in enumerate(days, start=1)),
        skipped=tuple(_skipped(each.day, each.occasion) for each in (laid.skipped if laid else ())),
        summary=_summary(days, today),
        missing=planned_lines([(number, day, gaps.get(day, ())) for number, day in enumerate(days, start=1)]),
    )


def close_page(
    cohort: Cohort,
    rows: Iterable[EnrolmentRow],
    names: Mapping[UUID, DisplayName],
    *,
    reasons: Sequence[tuple[str, str]],
    chosen: Mapping[str, str],
    missing: Iterable[UUID] = (),
    problem: str = "",
) -> ClosePage:
    """The check page of closing `cohort`: each girl still in it, and how she leaves."""
    needed, lacking = cohort.edition.lessons_needed, set(missing)
    message = _("Choose how she left.")
    leavers = tuple(
        Leaver(
            field_name=f"reason-{row.id}",
            name=names[row.participant_id].name,
            code=row.code,
            lessons=_("%(done)s of %(needed)s lessons needed", done=row.lessons, needed=needed),
            is_completed=row.is_completed,
            chosen=chosen.get(f"reason-{row.id}", ""),
            error=message if row.id in lacking else "",
        )
        for row in rows
        if row.state is EnrolmentState.ACTIVE
    )
    errors = [("", problem)] if problem else []
    errors += [(each.field_name, f"{each.code}: {message}") for each in leavers if each.error]
    return ClosePage(
        title=_("Close %(group)s", group=cohort.name),
        errors=tuple(errors),
        group=cohort.name,
        back_url=url_for("cohorts.show_cohort", cohort_id=cohort.id),
        version=cohort.version,
        leavers=leavers,
        reasons=tuple(reasons),
    )


def _skipped(day: date, occasion: str) -> str:
    return f"{words.full_day(day)}: {occasion}" if occasion else words.full_day(day)


def _summary(days: Sequence[date], today: date) -> str:
    if not days:
        return ""
    span = _("%(first)s to %(last)s", first=words.full_day(days[0]), last=words.full_day(days[-1]))
    if days[0] < today:
        return str(_("%(span)s. The first session lies in the past.", span=span))
    return str(span)
