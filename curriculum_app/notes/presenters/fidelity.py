"""What the page of a fidelity log shows: the quick way, the activities one by one, and what is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from wtforms import Field

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core import dates
from curriculum_app.core.pages import Page
from curriculum_app.curriculum.models import Lesson
from curriculum_app.notes.forms.fidelity import ENGAGED, WHY, FidelityForm
from curriculum_app.notes.queries import ReplacedLog
from curriculum_app.notes.rules import Stored, Verdict, changeable_until
from curriculum_app.notes.rules.fidelity import Given, LogText, Outcome, Planned, Why
from curriculum_app.notes.service import SavedLog

Option = tuple[str, str, str]


@dataclass(frozen=True)
class ActivityRow:
    """One activity with its fields."""

    title: str
    plan: str
    is_optional: bool
    outcome: Field
    options: tuple[Option, ...]
    reason: Field
    detail: Field
    minutes: Field


@dataclass(frozen=True)
class LogCard:
    """A log to read: when it was written, one line for each activity, and the words below."""

    when: str
    lines: tuple[tuple[str, str], ...]
    remark: str


@dataclass(frozen=True)
class Sheet:
    """The form: where it posts to, its activities, and whether all as written is still one tap away."""

    form: FidelityForm
    action: str
    rows: tuple[ActivityRow, ...]
    engagement: tuple[Option, ...]
    is_new: bool
    is_open: bool
    until: str


@dataclass(frozen=True, kw_only=True)
class FidelityPage(Page):
    """The log of one session; `sheet` is None where nothing can be filled in, and `closed` says why."""

    place: str
    back_url: str
    sheet: Sheet | None
    closed: str
    saved_elsewhere: LogCard | None
    came_late: bool
    log: LogCard | None
    earlier: tuple[LogCard, ...]


@dataclass(frozen=True)
class FidelityDesk:
    """Everything that stands around the form: read once by the view, for whatever it answers."""

    session: GroupSession
    lesson: Lesson | None
    plan: Sequence[Planned]
    stored: Stored[LogText] | None
    earlier: Sequence[ReplacedLog]
    led: bool
    was_held: bool
    at: datetime

    @property
    def is_locked(self) -> bool:
        """Whether the log can no longer be changed."""
        return self.stored is not None and self.at >= changeable_until(self.stored.written_at)

    @property
    def may_fill(self) -> bool:
        """Whether the reader can fill it in now."""
        return self.led and self.was_held and not self.is_locked


def fidelity_page(desk: FidelityDesk, form: FidelityForm, saved: SavedLog | None = None) -> FidelityPage:
    """The page as it stands; `saved` is what became of a save that was not taken."""
    session, stored = desk.session, desk.stored
    conflict = saved is not None and saved.verdict is Verdict.CONFLICT
    is_open = conflict or bool(form.summary())
    card = _card(desk, stored.text, _written(stored)) if stored is not None else None
    return FidelityPage(
        title=_("How session %(number)s went", number=session.number),
        errors=form.summary(),
        place=_place(session, desk.lesson),
        back_url=url_for("cohorts.show_session", cohort_id=session.cohort_id, session_id=session.id),
        sheet=_sheet(desk, form, is_open=is_open) if desk.may_fill else None,
        closed=_closed(desk),
        saved_elsewhere=card if conflict else None,
        came_late=saved is not None and saved.verdict is Verdict.TOO_LATE,
        log=None if is_open else card,
        earlier=tuple(
            _card(desk, each.text, _("Version %(number)s, replaced %(when)s", number=each.version,
                                     when=dates.moment(each.replaced_at)))
            for each in desk.earlier
        ),
    )  # fmt: skip


def _place(session: GroupSession, lesson: Lesson | None) -> str:
    place = _("%(group)s, %(day)s", group=session.cohort.name, day=format_date(session.held_on, "full"))
    if lesson is None:
        return str(place)
    return f"{place}. {_('Lesson %(number)s: %(title)s', number=lesson.number, title=lesson.title)}"


def _sheet(desk: FidelityDesk, form: FidelityForm, *, is_open: bool) -> Sheet:
    session, stored = desk.session, desk.stored
    until = ""
    if stored is not None:
        until = _("You can change this until %(when)s.", when=dates.moment(changeable_until(stored.written_at)))
    titles = _titles(desk)
    return Sheet(
        form=form,
        action=url_for("notes.save_fidelity", cohort_id=session.cohort_id, session_id=session.id),
        rows=tuple(_row(each, titles, form) for each in desk.plan),
        engagement=tuple((str(level), f"{level} {words}", "plain") for level, words in ENGAGED.items()),
        is_new=stored is None,
        is_open=is_open,
        until=until,
    )


def _row(planned: Planned, titles: dict[str, str], form: FidelityForm) -> ActivityRow:
    outcome, reason, detail, minutes = form.of(planned.key)
    plan = _minutes(planned.minutes)
    if not planned.is_required:
        plan = _("If there is time, %(minutes)s", minutes=plan)
    options = (
        (Outcome.DONE.value, _("Done"), "plain"),
        (Outcome.CHANGED.value, _("Changed"), "plain"),
        (Outcome.SKIPPED.value, _skipped(is_optional=not planned.is_required), "plain"),
    )
    return ActivityRow(titles[planned.key], plan, not planned.is_required, outcome, options, reason, detail, minutes)


def _closed(desk: FidelityDesk) -> str:
    if not desk.was_held:
        return str(_("This session has not happened, so there is nothing to fill in."))
    if desk.is_locked:
        return str(_("The 72 hours for changes are over, so this stays as it is. You can still add to your note."))
    if not desk.led:
        return str(_("Only who led this session can fill this in."))
    return ""


def _card(desk: FidelityDesk, text: LogText, when: str) -> LogCard:
    titles = _titles(desk)
    optional = {each.key for each in desk.plan if not each.is_required}
    lines = [(titles.get(key, key), _given(given, is_optional=key in optional)) for key, given in text.given.items()]
    if text.engagement is not None:
        lines.append((_("Engagement"), _("%(level)s of 4", level=text.engagement)))
    return LogCard(when, tuple(lines), text.remark)


def _given(given: Given, *, is_optional: bool) -> str:
    words: dict[Outcome, str] = {
        Outcome.DONE: _("Done"),
        Outcome.CHANGED: _("Changed"),
        Outcome.SKIPPED: _skipped(is_optional=is_optional),
    }
    parts = [words[given.outcome]]
    if given.reason is not None:
        parts.append(given.detail if given.reason is Why.OTHER and given.detail else str(WHY[given.reason]))
    if given.outcome is not Outcome.SKIPPED:
        parts.append(_minutes(given.minutes))
    return " · ".join(parts)


def _skipped(*, is_optional: bool) -> str:
    return str(_("Not used") if is_optional else _("Skipped"))


def _written(stored: Stored[LogText]) -> str:
    return str(_("First written %(when)s", when=dates.moment(stored.written_at)))


def _titles(desk: FidelityDesk) -> dict[str, str]:
    return {row["key"]: row["title"] for row in desk.lesson.activities} if desk.lesson is not None else {}


def _minutes(number: int) -> str:
    return str(ngettext("%(num)s minute", "%(num)s minutes", number))
