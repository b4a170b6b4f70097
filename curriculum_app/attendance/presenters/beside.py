"""The small pages beside the sheet: sessions that did not happen, make-ups, walk-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from curriculum_app.attendance.models import Visit
from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.presenters.sheets import facts_of, why_closed
from curriculum_app.attendance.queries.make_ups import MadeUp, Missed
from curriculum_app.attendance.queries.visits import Waiting
from curriculum_app.attendance.rules.words import VisitState
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True, kw_only=True)
class SessionPage(Page):
    """A page about one session with a form."""

    cohort_id: UUID
    session_id: UUID
    facts: str


@dataclass(frozen=True, kw_only=True)
class NotHeldPage(SessionPage):
    """Saying that a session did not happen. `marked` is how many marks would be taken back."""

    form: Form
    marked: str
    closed: str


@dataclass(frozen=True, kw_only=True)
class NewVisitPage(SessionPage):
    """Writing down a walk-in."""

    form: Form


@dataclass(frozen=True)
class MadeUpRow:
    """One make-up as a line."""

    id: UUID
    girl: str
    code: str
    day: str
    how: str
    minutes: int
    given_by: str
    is_voided: bool


@dataclass(frozen=True, kw_only=True)
class MakeUpsPage(SessionPage):
    """The make-ups of a session's lesson, and the form for one more."""

    form: Form | None
    rows: tuple[MadeUpRow, ...]
    nobody: str


@dataclass(frozen=True)
class WaitingRow:
    """One walk-in in the list."""

    id: UUID
    name: str
    age: int
    group: str
    session: str
    recorded: str


@dataclass(frozen=True, kw_only=True)
class VisitsPage(Page):
    """Walk-ins that wait for a decision."""

    rows: tuple[WaitingRow, ...]


@dataclass(frozen=True, kw_only=True)
class VisitPage(Page):
    """One walk-in and the two ways to decide."""

    visit_id: UUID
    name: str
    age: int
    group: str
    facts: str
    is_waiting: bool
    enrolling: Form
    declining: Form


def not_held_page(session: GroupSession, form: Form, marked: int, actor: Actor) -> NotHeldPage:
    """Present the page for calling a session off; `marked` girls have a mark already."""
    return NotHeldPage(
        title=_("%(group)s: session %(number)s did not happen", group=session.cohort.name, number=session.number),
        errors=form.summary(),
        cohort_id=session.cohort_id,
        session_id=session.id,
        facts=facts_of(session, ""),
        form=form,
        marked=_("%(number)s marks on this sheet will be taken back. The history keeps them.", number=marked)
        if marked
        else "",
        closed=why_closed(session, actor) if session.not_held_reason else "",
    )


def new_visit_page(session: GroupSession, form: Form) -> NewVisitPage:
    """Present the form for a walk-in."""
    return NewVisitPage(
        title=_("Write down a walk-in"),
        errors=form.summary(),
        cohort_id=session.cohort_id,
        session_id=session.id,
        facts=f"{session.cohort.name} · {facts_of(session, '')}",
        form=form,
    )


def make_ups_page(
    session: GroupSession, rows: Sequence[MadeUp], girls: Sequence[Missed], form: Form | None
) -> MakeUpsPage:
    """Present the make-ups of a session; `form` is None for those who may only look."""
    names = {girl.enrolment_id: girl for girl in girls}
    shown = tuple(_made_up(row, names.get(row.enrolment_id)) for row in rows)
    return MakeUpsPage(
        title=_("%(group)s: make-ups for session %(number)s", group=session.cohort.name, number=session.number),
        errors=form.summary() if form else (),
        cohort_id=session.cohort_id,
        session_id=session.id,
        facts=facts_of(session, ""),
        form=form if girls else None,
        rows=shown,
        nobody="" if girls else _("Nobody has missed this lesson, so nobody needs a make-up."),
    )


def _made_up(row: MadeUp, girl: Missed | None) -> MadeUpRow:
    return MadeUpRow(
        row.id,
        girl.name if girl else _("No longer on this list"),
        girl.code if girl else "",
        words.day(row.made_up_on),
        str(words.HOW[row.how]),
        row.minutes,
        row.given_by,
        row.is_voided,
    )


def visits_page(rows: Sequence[Waiting], today: date) -> VisitsPage:
    """Present the walk-ins that wait."""
    return VisitsPage(title=_("Walk-ins"), rows=tuple(_waiting(row, today) for row in rows))


def _waiting(row: Waiting, today: date) -> WaitingRow:
    session = _("Session %(number)s, %(day)s", number=row.session_number, day=words.day(row.held_on))
    recorded = _(
        "%(name)s, %(when)s", name=words.first_name(row.recorded_by), when=words.moment(row.recorded_at, today)
    )
    return WaitingRow(row.visit_id, row.name, row.age, row.group, session, recorded)


def visit_page(visit: Visit, name: str, enrolling: Form, declining: Form) -> VisitPage:
    """Present one walk-in; her name is in the page, never in its title."""
    return VisitPage(
        title=_("A walk-in"),
        errors=(*enrolling.summary(), *declining.summary()),
        visit_id=visit.id,
        name=name,
        age=visit.age,
        group=visit.session.cohort.name,
        facts=facts_of(visit.session, ""),
        is_waiting=visit.state is VisitState.WAITING,
        enrolling=enrolling,
        declining=declining,
    )
