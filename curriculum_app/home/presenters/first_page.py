"""What the first page shows, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.concerns.queries.lists import ConcernRow
from curriculum_app.concerns.queries.notices import NoticeRow
from curriculum_app.concerns.rules.clocks import Clock
from curriculum_app.concerns.rules.words import NoticeKind
from curriculum_app.concerns.service.clock_words import CLOCKS, ClockLine, Reader, Watch, clock_line
from curriculum_app.core.dates import day, span
from curriculum_app.core.pages import Page
from curriculum_app.home.queries import SessionRow, Waiting
from curriculum_app.reports.rules.rates import Rate


@dataclass(frozen=True)
class SessionCard:
    """One session: where and when, how far its sheet is, and the way to it; `log_url` where a log is missing."""

    group: str
    when: str
    site: str
    progress: str
    is_finished: bool
    action: str
    url: str
    log_url: str = ""
    lesson_url: str = ""


@dataclass(frozen=True)
class Task:
    """Something that waits, with the way to it."""

    figure: str
    words: str
    url: str


@dataclass(frozen=True)
class Told:
    """A sentence about a concern, with the way to it."""

    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The first page; a section that is None is not this person's."""

    to_report: tuple[Told, ...] = ()
    notices: tuple[Told, ...] = ()
    clocks: tuple[str, ...] | None = None
    today: tuple[SessionCard, ...] | None = None
    unfinished: tuple[SessionCard, ...] = ()
    coming: tuple[SessionCard, ...] = ()
    tasks: tuple[Task, ...] = ()
    completion: tuple[str, str] | None = None
    links: tuple[tuple[str, str], ...] = field(default=())


def session_card(row: SessionRow, *, with_day: bool, with_log: bool = False) -> SessionCard:
    """A session as a card; `with_day` says the date beside the time, `with_log` offers the log that is missing."""
    hours = span(row.starts_at, row.minutes)
    address: dict[str, Any] = {"cohort_id": row.cohort_id, "session_id": row.session_id}
    return SessionCard(
        group=_("%(group)s, session %(number)s", group=row.cohort_name, number=row.number),
        when=f"{day(row.held_on)}, {hours}" if with_day else hours,
        site=row.site,
        progress=_progress(row),
        is_finished=row.is_finished,
        action=_("Open the sheet") if row.is_finished else _("Take attendance"),
        url=url_for("attendance.show_sheet", **address),
        lesson_url=url_for("home.show_session_lesson", **address) if row.state is not SessionState.NOT_HELD else "",
        log_url=url_for("notes.show_fidelity", **address) if with_log and row.waits_for_log else "",
    )


def session_cards(rows: Iterable[SessionRow], *, with_day: bool, with_log: bool) -> tuple[SessionCard, ...]:
    """Sessions as cards; see `session_card`."""
    return tuple(session_card(row, with_day=with_day, with_log=with_log) for row in rows)


def coming_cards(rows: Iterable[SessionRow]) -> tuple[SessionCard, ...]:
    """Sessions to come: they lead to the session's own page, where the lesson is."""
    cards = []
    for row in rows:
        card = session_card(row, with_day=True)
        url = url_for("cohorts.show_session", cohort_id=row.cohort_id, session_id=row.session_id)
        cards.append(SessionCard(card.group, card.when, card.site, "", False, _("See the session"), url))
    return tuple(cards)


def tasks(waiting: Waiting) -> tuple[Task, ...]:
    """What waits for a decision, and the room there is."""
    referrals = url_for("participants.list_referrals")
    people = url_for("participants.list_participants")
    groups = url_for("cohorts.list_cohorts")
    visits = url_for("attendance.list_visits")
    undecided, free = waiting.undecided_areas, waiting.free_seats
    found = [
        (waiting.referrals, ngettext("referral to look at", "referrals to look at", waiting.referrals), referrals),
        (waiting.visits, ngettext("walk-in waits for you", "walk-ins wait for you", waiting.visits), visits),
        (undecided, ngettext("home area to decide", "home areas to decide", undecided), people),
        (waiting.waitlisted, ngettext("girl on the waitlist", "girls on the waitlist", waiting.waitlisted), referrals),
        (free, ngettext("free seat in open groups", "free seats in open groups", free), groups),
    ]
    return tuple(Task(str(figure), words, url) for figure, words, url in found)


def completion_words(rate: Rate) -> tuple[str, str]:
    """The completion rate as "8 of 10" with its denominator, for the first page."""
    figure = _("%(part)s of %(whole)s", part=rate.numerator, whole=rate.denominator)
    return figure, _("girls who left a group had completed the curriculum")


def own_clocks(rows: Iterable[ConcernRow], on: Watch) -> tuple[Told, ...]:
    """What somebody herself still has to do, one line for each clock, the first to end first."""
    found = [(each.due_at, row, each) for row in rows for each in row.open_clocks]
    return tuple(
        _told(row.id, row.code, clock_line(each, Reader(is_author=True), on))
        for _due, row, each in sorted(found, key=lambda one: one[0])
    )


def notices(rows: Iterable[NoticeRow], on: Watch) -> tuple[Told, ...]:
    """What somebody was told, each with the state of its clock as it is now."""
    return tuple(_notice(row, on) for row in rows)


def watched_clocks(rows: Iterable[ConcernRow], on: Watch) -> tuple[str, ...]:
    """How many clocks of each kind run, and the end of the first, without a name."""
    running: dict[str, list[Clock]] = {}
    for each in sorted((each for row in rows for each in row.open_clocks), key=lambda each: each.due_at):
        running.setdefault(str(CLOCKS[each.kind]), []).append(each)
    return tuple(
        ngettext(
            "%(what)s: %(num)s clock runs. The first: %(state)s.",
            "%(what)s: %(num)s clocks run. The first: %(state)s.",
            len(clocks), what=what, state=clock_line(clocks[0], Reader(), on).tag,
        )
        for what, clocks in running.items()
    )  # fmt: skip


def _notice(row: NoticeRow, on: Watch) -> Told:
    if row.kind is NoticeKind.NEW or row.clock is None:
        url = url_for("concerns.show_concern", concern_id=row.concern_id)
        return Told(_("Concern %(code)s was recorded.", code=row.code), url)
    return _told(row.concern_id, row.code, clock_line(row.clock, Reader(), on))


def _told(concern_id: UUID, code: str, line: ClockLine) -> Told:
    words = _("Concern %(code)s. %(what)s: %(state)s", code=code, what=line.name, state=line.sentence)
    return Told(words, url_for("concerns.show_concern", concern_id=concern_id))


def _progress(row: SessionRow) -> str:
    if row.state is SessionState.NOT_HELD:
        return str(_("Did not happen"))
    if not row.girls:
        return str(_("Nobody is in this group yet"))
    return str(_("%(marked)s of %(girls)s marked", marked=row.marked, girls=row.girls))
