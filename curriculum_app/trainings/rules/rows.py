"""One row of a file of trainings, read from text: who was at which training, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curriculum_app.core.text import one_line
from curriculum_app.core.written_dates import DateProblem, parse_date
from curriculum_app.trainings.rules.courses import minutes_of

# Each column with the most characters that it may hold.
COLUMNS = {
    "course": 120, "session_on": 20, "hours": 10, "trainer": 120, "attendee_name": 120, "organisation": 160,
    "role": 120, "email": 254, "external_id": 100,
}  # fmt: skip
REQUIRED = ("course", "session_on", "attendee_name", "organisation")

_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")


class RowProblem(StrEnum):
    """One thing that keeps a row from being taken in."""

    CELL_UNREADABLE = "cell_unreadable"
    COURSE_MISSING = "course_missing"
    DATE_MISSING = "date_missing"
    DATE_WRONG = "date_wrong"
    DATE_IN_FUTURE = "date_in_future"
    HOURS_WRONG = "hours_wrong"
    HOURS_MISSING = "hours_missing"
    NAME_MISSING = "name_missing"
    ORGANISATION_MISSING = "organisation_missing"
    EMAIL_WRONG = "email_wrong"
    TOO_LONG = "too_long"


_MISSING = {
    "course": RowProblem.COURSE_MISSING,
    "session_on": RowProblem.DATE_MISSING,
    "attendee_name": RowProblem.NAME_MISSING,
    "organisation": RowProblem.ORGANISATION_MISSING,
}


@dataclass(frozen=True, slots=True)
class Attended:
    """Who was at a training, as read; `minutes` None says that the row does not tell."""

    course: str
    held_on: date
    trainer: str
    name: str
    organisation: str
    minutes: int | None = None
    role: str = ""
    email: str = ""
    external_id: str = ""


def missing_columns(columns: Collection[str]) -> list[str]:
    """The required columns that a file does not have, in order."""
    return [column for column in REQUIRED if column not in columns]


def is_email(text: str) -> bool:
    """Whether a text looks like one e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def read_row(cells: Mapping[str, str], today: date) -> Attended | tuple[RowProblem, ...]:
    """What a row says, or every problem of it."""
    text = {column: one_line(cells.get(column, "")).text for column in COLUMNS}
    problems = [_MISSING[column] for column in REQUIRED if not text[column]]
    problems += [RowProblem.TOO_LONG for column, most in COLUMNS.items() if len(text[column]) > most][:1]
    held_on = _day(text["session_on"], today, problems)
    minutes = minutes_of(text["hours"]) if text["hours"] else None
    if text["hours"] and minutes is None:
        problems.append(RowProblem.HOURS_WRONG)
    if text["email"] and not is_email(text["email"]):
        problems.append(RowProblem.EMAIL_WRONG)
    if problems or held_on is None:
        return tuple(problems)
    return Attended(
        text["course"], held_on, text["trainer"], text["attendee_name"], text["organisation"], minutes, text["role"],
        text["email"], text["external_id"],
    )  # fmt: skip


def _day(written: str, today: date, problems: list[RowProblem]) -> date | None:
    found = parse_date(written, today) if written else None
    if not isinstance(found, DateProblem):
        return found
    problems.append(RowProblem.DATE_IN_FUTURE if found is DateProblem.IN_FUTURE else RowProblem.DATE_WRONG)
    return None
