"""The marks of one girl in one session: what was said first, what was corrected or disputed, and what stands.

Each word on it is decided by the rules of attendance, as if it had come from a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.rules.values import Value, is_credited, minutes_attended
from curriculum_app.attendance.rules.verdicts import Current, Operation, decide
from curriculum_app.attendance.rules.words import ATTENDED, Reason, Source, Status, Verdict
from curriculum_app.devtools.dice import chances
from curriculum_app.devtools.programme.meetings import Meeting
from curriculum_app.devtools.programme.places import HALL
from curriculum_app.devtools.programme.plan import Group
from curriculum_app.devtools.programme.rows import Rows

ABSENCES = chances({
    Reason.SCHOOL: 5, Reason.COURT: 4, Reason.MEDICAL: 3, Reason.TRANSPORT: 5, Reason.ILLNESS: 6,
    Reason.WHEREABOUTS_UNKNOWN: 1, Reason.MOVED_PLACEMENT: 1, Reason.OTHER: 2,
})  # fmt: skip
HERE = chances({Status.PRESENT: 88, Status.LATE: 8, Status.LEFT_EARLY: 4})
PRESENT, NOT_EXPECTED, ABSENT = Value(Status.PRESENT), Value(Status.NOT_EXPECTED), Value(Status.UNEXCUSED)
CORRECTED, DISPUTED = 0.03, 0.003


@dataclass(slots=True)
class Cell:
    """A girl's place on one sheet, and what was said of it so far."""

    meeting: Meeting
    enrolment_id: UUID
    source: Source
    current: Current = field(default_factory=Current)
    marked_by: UUID | None = None
    marked_at: datetime | None = None


def mark(rows: Rows, group: Group, meeting: Meeting, enrolment_id: UUID, *, coming: float) -> Value | None:
    """Mark a girl who comes with the likelihood `coming`; return what stands in the end."""
    dice, value = rows.dice, _value(rows, meeting, coming)
    # Halls have no network: what was written on paper there is typed in on the same evening.
    source = Source.PAPER if group.place.kind is HALL else Source.PAGE
    cell = Cell(meeting, enrolment_id, source)
    minutes = dice.number(5, 25) if source is Source.PAGE else dice.number(100, 180)
    if value is NOT_EXPECTED:
        _say(rows, cell, value, base=0, who=None, minutes=minutes)
    elif dice.happens(CORRECTED):
        _say(rows, cell, ABSENT if value.status in ATTENDED else PRESENT, base=0, who=group.lead, minutes=minutes)
        _say(rows, cell, value, base=1, who=group.lead, minutes=minutes + dice.number(5, 120))
    elif dice.happens(DISPUTED):
        _say(rows, cell, value, base=0, who=group.lead, minutes=minutes)
        _say(rows, cell, ABSENT if value.status in ATTENDED else PRESENT, base=0, who=group.co, minutes=minutes + 2)
        _say(rows, cell, value, base=1, who=group.lead, minutes=minutes + dice.number(5, 60))
    else:
        _say(rows, cell, value, base=0, who=group.lead, minutes=minutes)
    _write(rows, cell)
    return cell.current.value


def _value(rows: Rows, meeting: Meeting, coming: float) -> Value:
    """What is marked, by how steadily she comes."""
    dice = rows.dice
    if dice.happens(0.01):
        return NOT_EXPECTED
    if dice.happens(coming):
        status = dice.weighted(HERE)
        if status is Status.PRESENT:
            return PRESENT
        return Value(status, minutes=dice.number(meeting.minutes // 4, meeting.minutes - 5))
    if dice.happens(0.55):
        return Value(Status.EXCUSED, dice.weighted(ABSENCES))
    return Value(Status.UNEXCUSED, dice.weighted(ABSENCES)) if dice.happens(0.6) else ABSENT


def _say(rows: Rows, cell: Cell, value: Value, *, base: int, who: UUID | None, minutes: int) -> None:
    """Say `value` of the mark so many minutes after the session began; without `who` the program says it."""
    meeting, before = cell.meeting, cell.current
    at = meeting.begins + timedelta(minutes=minutes)
    paper_on = meeting.held_on if cell.source is Source.PAPER and who else None
    operation = Operation(rows.dice.id(at), cell.enrolment_id, value, base, paper_on=paper_on)
    decision = decide(operation, before)
    cell.current = decision.current
    if decision.verdict is Verdict.APPLIED:
        cell.marked_by, cell.marked_at = who, at
    was = before.value
    rows.add(
        MarkChange, op_id=operation.op_id, session_id=meeting.id, enrolment_id=cell.enrolment_id,
        was_status=was and was.status, was_reason=was and was.reason, was_minutes=was and was.minutes,
        status=value.status, reason=value.reason, minutes=value.minutes, base_version=base,
        version=decision.current.version, verdict=decision.verdict, source=cell.source if who else Source.PROGRAM,
        changed_by_id=who, changed_at=at, paper_on=paper_on,
    )  # fmt: skip


def _write(rows: Rows, cell: Cell) -> None:
    value, arithmetic = cell.current.value, cell.meeting.arithmetic
    what: dict[str, Any] = {"status": None, "reason": None, "minutes": None}
    if value is not None:
        minutes = minutes_attended(value, arithmetic.minutes) if value.status in ATTENDED else None
        what = {"status": value.status, "reason": value.reason, "minutes": minutes}
    rows.add(
        Mark, session_id=cell.meeting.id, enrolment_id=cell.enrolment_id, **what, version=cell.current.version,
        is_credited=is_credited(value, arithmetic), is_disputed=cell.current.is_disputed,
        marked_by_id=cell.marked_by, marked_at=cell.marked_at,
    )  # fmt: skip
