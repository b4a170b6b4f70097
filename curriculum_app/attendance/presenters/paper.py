"""The paper sheet: one page to print with codes and initials, and the page on which it is typed back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.presenters.sheets import Refused, facts_of, owes_because
from curriculum_app.attendance.queries.chairs import Guest
from curriculum_app.attendance.queries.sheets import Around, SheetRow
from curriculum_app.attendance.rules.typed import Typed, typed_of
from curriculum_app.attendance.rules.words import LETTERS, Reason
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.forms import Form
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True)
class PaperRow:
    """One line of paper: its number, her code and initials."""

    number: int
    code: str
    initials: str


@dataclass(frozen=True)
class PaperGuest:
    """One line for a guest, who is answered on the screen afterwards and has no letter."""

    code: str
    initials: str
    lesson_number: int


@dataclass(frozen=True, kw_only=True)
class PaperPage(Page):
    """A sheet to print. Neither title nor foot says what the programme is about."""

    cohort_id: UUID
    session_id: UUID
    facts: str
    staff: str
    rows: tuple[PaperRow, ...]
    spare: tuple[int, ...]
    guests: tuple[PaperGuest, ...]
    letters: tuple[tuple[str, str], ...]
    hotline: str


@dataclass(frozen=True)
class TypedRow:
    """One girl while a paper sheet is typed in."""

    id: UUID
    number: int
    name: str
    code: str
    saved: str
    version: int
    op: UUID
    typed: Typed
    message: str


@dataclass(frozen=True, kw_only=True)
class TranscriptPage(Page):
    """Typing a paper sheet back: one letter a girl."""

    cohort_id: UUID
    session_id: UUID
    facts: str
    form: Form
    asks_because: bool
    rows: tuple[TypedRow, ...]
    letters: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    minutes: int


def paper_page(
    session: GroupSession, rows: Sequence[SheetRow], around: Around, guests: Sequence[Guest], *, hotline: str
) -> PaperPage:
    """Present the sheet for paper, in the order of the screen, with three lines to spare and the guests below."""
    lines = tuple(PaperRow(number, row.code, initials(row.name)) for number, row in enumerate(rows, start=1))
    return PaperPage(
        title=_("%(group)s: session %(number)s", group=session.cohort.name, number=session.number),
        cohort_id=session.cohort_id,
        session_id=session.id,
        facts=facts_of(session, ""),
        staff=", ".join(around.staff),
        rows=lines,
        spare=tuple(range(len(lines) + 1, len(lines) + 4)),
        guests=tuple(PaperGuest(each.code, initials(each.name), each.lesson_number) for each in guests),
        letters=letter_words(),
        hotline=hotline,
    )


def transcript_page(
    session: GroupSession, rows: Sequence[SheetRow], form: Form, refused: Refused, *, actor: Actor
) -> TranscriptPage:
    """Present the page for typing a paper sheet in; `refused` brings it back as typed."""
    shown = tuple(_typed_row(number, row, refused, session.minutes) for number, row in enumerate(rows, start=1))
    whole = ((refused.whole_field, refused.whole),) if refused.whole else ()
    return TranscriptPage(
        title=_("%(group)s: type in a paper sheet", group=session.cohort.name),
        errors=(*form.summary(), *whole, *_row_errors(shown)),
        cohort_id=session.cohort_id,
        session_id=session.id,
        facts=facts_of(session, ""),
        form=form,
        asks_because=owes_because(session, actor),
        rows=shown,
        letters=letter_words(),
        reasons=tuple((reason.value, str(words.REASON[reason])) for reason in Reason),
        minutes=session.minutes,
    )


def initials(name: str) -> str:
    """The initials of a chosen name: "Maya R." is "M. R."."""
    return " ".join(f"{part[0].upper()}." for part in name.split() if part)


def letter_words() -> tuple[tuple[str, str], ...]:
    """Each letter and the word it stands for."""
    return tuple((letter, str(words.STATUS[status])) for letter, status in LETTERS.items())


def _typed_row(number: int, row: SheetRow, refused: Refused, minutes: int) -> TypedRow:
    problems: Mapping[UUID, str] = {girl: words.problem(problem, minutes) for girl, problem in refused.problems.items()}
    return TypedRow(
        row.enrolment_id,
        number,
        row.name,
        row.code,
        words.said(row.current.value),
        row.current.version,
        new_id(),
        refused.typed.get(row.enrolment_id) or typed_of(row.current.value),
        problems.get(row.enrolment_id, ""),
    )


def _row_errors(rows: Sequence[TypedRow]) -> tuple[tuple[str, str], ...]:
    return tuple((f"girl-{row.id}", f"{row.number}. {row.name}: {row.message}") for row in rows if row.message)
