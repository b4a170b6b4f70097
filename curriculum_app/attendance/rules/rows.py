"""One row of attendance from elsewhere, read from text: its place on a sheet, its value and day, or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curriculum_app.attendance.rules.values import Value, value_of
from curriculum_app.attendance.rules.words import PARTLY, Reason, Status

COLUMNS = ("cohort", "session_number", "participant", "status", "minutes", "reason", "marked_on")
REQUIRED = COLUMNS[:4]


class RowProblem(StrEnum):
    """What keeps a row from being taken in."""

    CELL_UNREADABLE = "cell_unreadable"
    COHORT_MISSING = "cohort_missing"
    COHORT_UNKNOWN = "cohort_unknown"
    COHORT_AMBIGUOUS = "cohort_ambiguous"
    SESSION_WRONG = "session_wrong"
    SESSION_UNKNOWN = "session_unknown"
    PARTICIPANT_MISSING = "participant_missing"
    PARTICIPANT_UNKNOWN = "participant_unknown"
    NOT_ON_SHEET = "not_on_sheet"
    STATUS_UNKNOWN = "status_unknown"
    MINUTES_WRONG = "minutes_wrong"
    MINUTES_MISSING = "minutes_missing"
    REASON_UNKNOWN = "reason_unknown"
    REASON_MISSING = "reason_missing"
    DATE_WRONG = "date_wrong"
    TWICE = "twice"
    DIFFERS = "differs"
    SHEET_REFUSED = "sheet_refused"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row says: `cohort` is a code or a name, `session` its number, `participant` her code."""

    cohort: str
    session: int
    participant: str
    value: Value
    marked_on: date | None


def missing_columns(columns: Mapping[str, object] | tuple[str, ...]) -> list[str]:
    """The required columns that a file does not have, in order."""
    return [column for column in REQUIRED if column not in columns]


def read_row(cells: Mapping[str, str]) -> Facts | RowProblem:
    """The facts of a row, or the first thing that is wrong with it."""
    text = {column: cells.get(column, "").strip() for column in COLUMNS}
    if not text["cohort"]:
        return RowProblem.COHORT_MISSING
    if not text["session_number"].isdecimal():
        return RowProblem.SESSION_WRONG
    if not text["participant"]:
        return RowProblem.PARTICIPANT_MISSING
    value = _value(text["status"], text["minutes"], text["reason"])
    if isinstance(value, RowProblem):
        return value
    marked_on = _day(text["marked_on"])
    if isinstance(marked_on, RowProblem):
        return marked_on
    return Facts(text["cohort"], int(text["session_number"]), text["participant"].upper(), value, marked_on)


def _value(status_text: str, minutes_text: str, reason_text: str) -> Value | RowProblem:
    status, reason = _word(status_text), _word(reason_text)
    if status not in list(Status):
        return RowProblem.STATUS_UNKNOWN
    if reason and reason not in list(Reason):
        return RowProblem.REASON_UNKNOWN
    if minutes_text and not minutes_text.isdecimal():
        return RowProblem.MINUTES_WRONG
    if Status(status) in PARTLY and not minutes_text:
        return RowProblem.MINUTES_MISSING
    if Status(status) is Status.EXCUSED and not reason:
        return RowProblem.REASON_MISSING
    return value_of(Status(status), Reason(reason) if reason else None, int(minutes_text) if minutes_text else None)


def _word(text: str) -> str:
    return text.lower().replace(" ", "_").replace("-", "_")


def _day(text: str) -> date | RowProblem | None:
    """An ISO or US date; None for an empty one."""
    if not text:
        return None
    try:
        if "/" in text:
            month, day, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return RowProblem.DATE_WRONG
