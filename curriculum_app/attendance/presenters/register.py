"""The register of a group: a row a girl, a column a session, and how often they came."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from curriculum_app.attendance.queries.register import Seat
from curriculum_app.attendance.rules.register import Came, Cell, came, cell_of, unmarked
from curriculum_app.attendance.rules.words import Status
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.queries import SessionRow
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.dates import day, short_day
from curriculum_app.core.pages import Page, addresses
from curriculum_app.core.translating import format_number, format_percent
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True, slots=True)
class Column:
    """One session: its number, what it is for a reader who cannot see the column, and who came of those marked."""

    number: int
    title: str
    day: str
    url: str
    came: str


@dataclass(frozen=True, slots=True)
class Line:
    """One girl: a cell a session, and how often she came."""

    name: str
    code: str
    left: str
    cells: tuple[Cell, ...]
    came: str


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Page):
    """The attendance of one group."""

    group_url: str
    told: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    came: str
    kinds: tuple[Cell, ...] = tuple(Cell)


def register_page(
    cohort: Cohort,
    sessions: Sequence[SessionRow],
    seats: Sequence[Seat],
    marks: Mapping[int, Mapping[Hashable, Status]],
    *,
    today: date,
) -> RegisterPage:
    """The register of `cohort`; `sessions` in the order of their days."""
    columns = [_column(session, seats, marks.get(session.number, {}), today) for session in sessions]
    grid = list(zip(*columns, strict=True)) or [()] * len(seats)
    whole = came([cell for cells in grid for cell in cells])
    to_sheet = addresses("attendance.show_sheet", "session_id", cohort_id=cohort.id)
    return RegisterPage(
        title=_("Attendance of %(group)s", group=cohort.name),
        group_url=url_for("cohorts.show_cohort", cohort_id=cohort.id),
        told=_told(sessions, whole),
        columns=tuple(
            Column(session.number, session.title, short_day(session.held_on), to_sheet(session.id), _of(came(column)))
            for session, column in zip(sessions, columns, strict=True)
        ),
        lines=tuple(
            Line(seat.name, seat.code, _left(seat), cells, _of(came(cells)))
            for seat, cells in zip(seats, grid, strict=True)
        ),
        came=_of(whole),
    )


def _column(session: SessionRow, seats: Sequence[Seat], marks: Mapping[Hashable, Status], today: date) -> list[Cell]:
    """One session, a cell a girl."""
    on, without = session.held_on, unmarked(session.state, session.held_on, today)
    return [
        cell_of(marks.get(seat.key), without, had_seat=seat.enrolled_on <= on <= (seat.exited_on or date.max))
        for seat in seats
    ]


def _left(seat: Seat) -> str:
    return "" if seat.exited_on is None else _("Left on %(day)s", day=day(seat.exited_on))


def _of(number: Came) -> str:
    if not number.marked:
        return ""
    return _("%(part)s of %(whole)s", part=format_number(number.times), whole=format_number(number.marked))


def _told(sessions: Sequence[SessionRow], whole: Came) -> tuple[str, ...]:
    """What the whole register says, in sentences."""
    held = sum(session.state is SessionState.HELD for session in sessions)
    planned = sum(session.state is not SessionState.NOT_HELD for session in sessions)
    told = [_("Sessions held so far: %(held)s of %(planned)s.", held=held, planned=planned)]
    if whole.marked:
        share = format_percent(whole.times / whole.marked)
        told.append(_("Girls came %(times)s times (%(share)s).", times=_of(whole), share=share))
    return tuple(told)
