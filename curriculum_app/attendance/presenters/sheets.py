"""The sheet of one session as a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from flask import url_for

from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.presenters.guests import GuestLine, guest_lines
from curriculum_app.attendance.presenters.rows import Reader, Row, make_row
from curriculum_app.attendance.queries.chairs import Guest as BookedGuest
from curriculum_app.attendance.queries.history import Change
from curriculum_app.attendance.queries.sheets import Around, Guest, SheetRow
from curriculum_app.attendance.rules.correcting import is_too_early, needs_because
from curriculum_app.attendance.rules.typed import Typed
from curriculum_app.attendance.rules.values import Problem
from curriculum_app.attendance.rules.words import Reason, Status
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _

BUTTONS = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY, Status.EXCUSED, Status.UNEXCUSED)


@dataclass(frozen=True)
class Refused:
    """A form that was not saved: everything as typed, what is wrong with each girl, and with the whole."""

    typed: Mapping[UUID, Typed] = field(default_factory=dict)
    problems: Mapping[UUID, Problem] = field(default_factory=dict)
    whole: str = ""
    whole_field: str = ""
    because: str = ""


NOT_REFUSED = Refused()


@dataclass(frozen=True, kw_only=True)
class SheetPage(Page):
    """The sheet of one session. `url` is its address, `session_url` that of the session, below which all others lie."""

    url: str
    session_url: str
    op: str
    facts: str
    staff: str
    rows: tuple[Row, ...]
    guests: tuple[Guest, ...]
    booked: tuple[GuestLine, ...]
    summary: str
    state: str
    closed: str
    may_record: bool
    may_manage: bool
    asks_because: bool
    because: str
    has_unmarked: bool
    buttons: tuple[tuple[str, str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    minutes: int
    starts_ms: int
    ends_ms: int
    now_ms: int
    undo: Mapping[str, str]
    disputed: tuple[Row, ...]


def sheet_page(
    session: GroupSession,
    rows: Sequence[SheetRow],
    around: Around,
    changes: Sequence[Change],
    *,
    actor: Actor,
    at: datetime,
    filled: int | None = None,
    refused: Refused = NOT_REFUSED,
    booked: Sequence[BookedGuest] = (),
) -> SheetPage:
    """Present the sheet to `actor`; `filled` is the moment (ms) of an "Everyone else is here" that can be undone."""
    shown = _rows(session, rows, changes, Reader(actor.user_id, actor.today), refused)
    starts = clock.instant(session.held_on, session.starts_at)
    may_manage = actor.may(Permission.COHORT_MANAGE)
    closed = why_closed(session, actor)
    url = url_for("attendance.show_sheet", cohort_id=session.cohort_id, session_id=session.id)
    return SheetPage(
        title=_("%(group)s: session %(number)s", group=session.cohort.name, number=session.number),
        errors=_errors(refused, shown),
        url=url,
        session_url=url.removesuffix("/attendance"),
        op=str(new_id()),
        facts=facts_of(session, around.lesson_title),
        staff=", ".join(around.staff),
        rows=shown,
        guests=around.guests,
        booked=guest_lines(booked, session.minutes),
        summary=words.summary(row.current.value for row in rows),
        state=_state(rows, actor),
        closed=closed,
        may_record=actor.may(Permission.ATTENDANCE_RECORD) and not closed,
        may_manage=may_manage,
        asks_because=owes_because(session, actor),
        because=refused.because,
        has_unmarked=any(row.current.value is None for row in rows),
        buttons=_buttons(may_manage=may_manage),
        reasons=tuple((reason.value, str(words.REASON[reason])) for reason in Reason),
        minutes=session.minutes,
        starts_ms=_ms(starts),
        ends_ms=_ms(starts + timedelta(minutes=session.minutes)),
        now_ms=_ms(at),
        undo=_undo(rows, filled),
        disputed=tuple(row for row in shown if row.dispute),
    )


def _rows(
    session: GroupSession, rows: Sequence[SheetRow], changes: Sequence[Change], reader: Reader, refused: Refused
) -> tuple[Row, ...]:
    history: dict[UUID, list[Change]] = defaultdict(list)
    for change in changes:
        history[change.enrolment_id].append(change)
    return tuple(
        make_row(
            row,
            history[row.enrolment_id],
            reader,
            typed=refused.typed.get(row.enrolment_id),
            message=_message(refused, row.enrolment_id, session.minutes),
        )
        for row in rows
    )


def facts_of(session: GroupSession, lesson_title: str) -> str:
    """Which lesson, when and where, in one line."""
    lesson = lesson_title or _("Lesson %(number)s", number=session.lesson_number)
    when = words.span(session.held_on, session.starts_at, session.minutes)
    return " · ".join([lesson, words.day(session.held_on), when, session.cohort.site.name])


def why_closed(session: GroupSession, actor: Actor) -> str:
    """Why nobody can be marked on this sheet now; empty when it is open."""
    if session.state is SessionState.NOT_HELD and session.not_held_reason is not None:
        reason = words.NOT_HELD[session.not_held_reason]
        return str(_("This session did not happen: %(reason)s. It counts against nobody.", reason=reason))
    if is_too_early(session.held_on, actor.today):
        return str(_("You can take attendance from %(day)s on.", day=words.day(session.held_on)))
    return ""


def owes_because(session: GroupSession, actor: Actor) -> bool:
    """Whether a change by `actor` needs a written reason now."""
    return needs_because(session.held_on, actor.today) and not actor.may(Permission.COHORT_MANAGE)


def _buttons(*, may_manage: bool) -> tuple[tuple[str, str, str], ...]:
    shown = [(status.value, str(words.STATUS[status]), status.value) for status in BUTTONS]
    if may_manage:
        shown.append((Status.NOT_EXPECTED.value, str(words.STATUS[Status.NOT_EXPECTED]), "plain"))
    return (*shown, ("", _("Clear"), "clear"))


def _state(rows: Sequence[SheetRow], actor: Actor) -> str:
    moments = [row.marked_at for row in rows if row.marked_at is not None]
    return saved_text(max(moments), actor) if moments else _("Nothing saved yet")


def saved_text(at: datetime, actor: Actor) -> str:
    """The save state in words, for example "Saved 4:12 PM"."""
    return str(_("Saved %(when)s", when=words.moment(at, actor.today)))


def _message(refused: Refused, girl: UUID, minutes: int) -> str:
    return words.problem(refused.problems[girl], minutes) if girl in refused.problems else ""


def _errors(refused: Refused, rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    whole = [(refused.whole_field, refused.whole)] if refused.whole else []
    each = [(f"girl-{row.id}", f"{row.name}: {row.message}") for row in rows if row.message]
    return (*whole, *each)


def _undo(rows: Sequence[SheetRow], filled: int | None) -> Mapping[str, str]:
    """The fields that take back what "Everyone else is here" filled at the moment `filled`."""
    fields: dict[str, str] = {}
    for row in rows:
        if filled is None or row.marked_at is None or _ms(row.marked_at) != filled:
            continue
        if row.current.value is not None and row.current.value.status is Status.PRESENT:
            fields |= {
                f"mark-{row.enrolment_id}": "",
                f"version-{row.enrolment_id}": str(row.current.version),
                f"op-{row.enrolment_id}": str(new_id()),
            }
    return fields


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
