"""Attendance from elsewhere: first what would become of every row, then all the good ones in one transaction, or none.

Marks come in through `apply_marks` with a source of their own, so that history, tallies and the state of sessions are
as if they had been taken here. The id of an operation follows from what the row says, so the same file again is a
repetition; a row that says something else than the mark that stands is refused and settles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from curriculum_app.attendance.queries import cells
from curriculum_app.attendance.queries.sheets import Standing, standings
from curriculum_app.attendance.rules.correcting import is_too_early
from curriculum_app.attendance.rules.rows import COLUMNS, Facts, RowProblem, missing_columns, read_row
from curriculum_app.attendance.rules.values import Problem, problem_with
from curriculum_app.attendance.rules.verdicts import Operation
from curriculum_app.attendance.rules.words import Source
from curriculum_app.attendance.service.apply import NOT_RUNNING, apply_marks
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.access import Actor
from curriculum_app.core.imports import ImportPlan, RowOutcome
from curriculum_app.core.tables import ColumnsMissing, Table, TableRow

# The name space of the ids of imported operations.
IMPORTED = UUID("5b8e2c1a-6f0d-5a57-9c3b-2f6f3c0e7d41")
BECAUSE = "Imported from a file."


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file and what would become of it: an operation on a session, or what is wrong."""

    row: TableRow
    outcome: RowOutcome
    problem: RowProblem | None = None
    session: GroupSession | None = None
    operation: Operation | None = None


AttendancePlan = ImportPlan[PlannedRow]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says about everything that the file names."""

    cohorts: dict[str, list[UUID]]
    sessions: dict[tuple[UUID, int], GroupSession]
    girls: dict[str, UUID]
    seats: dict[tuple[UUID, UUID], list[UUID]]


def plan_import(table: Table, *, today: date) -> AttendancePlan:
    """Read every row and say what would become of it; nothing is written. Raises ColumnsMissing."""
    lacking = missing_columns(tuple(table.columns))
    if lacking:
        raise ColumnsMissing(columns=", ".join(lacking))
    read = [(row, RowProblem.CELL_UNREADABLE if row.faults else read_row(row.cells)) for row in table.rows]
    known = _look_up([facts for _row, facts in read if isinstance(facts, Facts)])
    found = [(row, _cell(facts, known, today) if isinstance(facts, Facts) else facts) for row, facts in read]
    sheets = {cell.session.id: standings(cell.session.id) for _row, cell in found if isinstance(cell, _Cell)}
    done = cells.operations_known([cell.op_id for _row, cell in found if isinstance(cell, _Cell)])
    seen: dict[tuple[UUID, UUID], UUID] = {}
    rows = tuple(_planned(row, cell, sheets, done, seen) for row, cell in found)
    ignored = tuple(column for column in table.columns if column not in COLUMNS)
    return ImportPlan(table, rows, ignored)


def import_attendance(plan: AttendancePlan, *, actor: Actor, at: datetime, progress: Callable[[int], object]) -> None:
    """Write the new rows of `plan`, a sheet at a time; `progress` is told how many marks each sheet took."""
    by_session: dict[UUID, tuple[GroupSession, list[Operation]]] = {}
    for row in plan.those(RowOutcome.NEW):
        if row.session is not None and row.operation is not None:
            by_session.setdefault(row.session.id, (row.session, []))[1].append(row.operation)
    for session, operations in by_session.values():
        apply_marks(session, operations, actor=actor, at=at, source=Source.FILE, because=BECAUSE)
        progress(len(operations))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A girl's place on a sheet; she may have had several seats in the group, one after the other."""

    facts: Facts
    session: GroupSession
    seats: tuple[UUID, ...]

    @property
    def op_id(self) -> UUID:
        """The id of the operation that this row means, whenever it is read."""
        value = self.facts.value
        said = f"{self.session.id}/{self.facts.participant}/{value.status}/{value.reason}/{value.minutes}"
        return uuid5(IMPORTED, said)


def _look_up(facts: Sequence[Facts]) -> _Known:
    named = cells.cohorts_called({each.cohort for each in facts})
    ids = {cohort_id for group in named.values() for cohort_id in group}
    girls = cells.girls_with_codes({each.participant for each in facts})
    return _Known(named, cells.sessions_of(ids), girls, cells.seats_in(ids))


def _cell(facts: Facts, known: _Known, today: date) -> _Cell | RowProblem:
    cohorts = known.cohorts.get(facts.cohort.casefold(), [])
    if len(cohorts) != 1:
        return RowProblem.COHORT_AMBIGUOUS if cohorts else RowProblem.COHORT_UNKNOWN
    session = known.sessions.get((cohorts[0], facts.session))
    if session is None:
        return RowProblem.SESSION_UNKNOWN
    girl = known.girls.get(facts.participant)
    if girl is None:
        return RowProblem.PARTICIPANT_UNKNOWN
    is_closed = session.state is SessionState.NOT_HELD or session.cohort.state in NOT_RUNNING
    if is_closed or is_too_early(session.held_on, today):
        return RowProblem.SHEET_REFUSED
    if problem_with(facts.value, session.minutes) is Problem.MINUTES_OUT_OF_RANGE:
        return RowProblem.MINUTES_WRONG
    return _Cell(facts, session, tuple(known.seats.get((cohorts[0], girl), ())))


def _planned(
    row: TableRow,
    cell: _Cell | RowProblem,
    sheets: dict[UUID, dict[UUID, Standing]],
    done: frozenset[UUID],
    seen: dict[tuple[UUID, UUID], UUID],
) -> PlannedRow:
    if isinstance(cell, RowProblem):
        return PlannedRow(row, RowOutcome.REFUSED, cell)
    sheet = sheets[cell.session.id]
    seat = next((each for each in reversed(cell.seats) if each in sheet), None)
    if seat is None:
        return PlannedRow(row, RowOutcome.REFUSED, RowProblem.NOT_ON_SHEET)
    current = sheet[seat].current
    if cell.op_id in done or current.value == cell.facts.value:
        return PlannedRow(row, RowOutcome.ALREADY_HERE)
    if current.value is not None:
        return PlannedRow(row, RowOutcome.REFUSED, RowProblem.DIFFERS)
    if (cell.session.id, seat) in seen:
        is_repeated = seen[cell.session.id, seat] == cell.op_id
        return PlannedRow(
            row, *((RowOutcome.ALREADY_HERE, None) if is_repeated else (RowOutcome.REFUSED, RowProblem.TWICE))
        )
    seen[cell.session.id, seat] = cell.op_id
    operation = Operation(cell.op_id, seat, cell.facts.value, current.version, paper_on=cell.facts.marked_on)
    return PlannedRow(row, RowOutcome.NEW, session=cell.session, operation=operation)
