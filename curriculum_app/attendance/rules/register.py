"""The register: what stands in it for one girl and one session, and how often she came.

She is counted for a session that was held, when she had her seat and somebody marked her. Not expected and not marked
count for nothing, as in the tallies (`rules.tallies`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from curriculum_app.attendance.rules.words import ABSENT, ATTENDED, Status
from curriculum_app.cohorts.rules.states import SessionState


class Cell(StrEnum):
    """What a girl's row says of a session: her mark, or why there is none."""

    PRESENT = Status.PRESENT.value
    LATE = Status.LATE.value
    LEFT_EARLY = Status.LEFT_EARLY.value
    EXCUSED = Status.EXCUSED.value
    UNEXCUSED = Status.UNEXCUSED.value
    NOT_EXPECTED = Status.NOT_EXPECTED.value
    NOT_MARKED = "not_marked"
    NOT_HELD = "not_held"
    NO_SEAT = "no_seat"
    TO_COME = "to_come"


_CELLS = {status: Cell(status.value) for status in Status}
CAME = tuple(Cell(each.value) for each in ATTENDED)
STAYED_AWAY = tuple(Cell(each.value) for each in ABSENT)


class Came(NamedTuple):
    """How often: `times` of the `marked` times that somebody was expected and marked."""

    times: int = 0
    marked: int = 0


def unmarked(state: SessionState, held_on: date, today: date) -> Cell:
    """Return what a session says of a girl who has her seat and no mark in it."""
    if state is SessionState.NOT_HELD:
        return Cell.NOT_HELD
    is_over = state is SessionState.HELD or held_on < today
    return Cell.NOT_MARKED if is_over else Cell.TO_COME


def cell_of(status: Status | None, without: Cell, *, had_seat: bool) -> Cell:
    """Return the cell of a girl: her mark, else what is said `without` one (see `unmarked`), if she had her seat."""
    if status is not None:
        return _CELLS[status]
    return without if had_seat or without is Cell.NOT_HELD else Cell.NO_SEAT


def came(cells: Sequence[Cell]) -> Came:
    """Return how often somebody came, of a row or of a column."""
    times = sum(map(cells.count, CAME))
    return Came(times, times + sum(map(cells.count, STAYED_AWAY)))
