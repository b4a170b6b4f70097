"""Dates as people write them, ISO or American, and the day that lies some months later."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

EARLIEST = date(1900, 1, 1)

# Spreadsheets count days from here (the leap day of 1900 that never was is behind it); five digits reach from 1927.
SPREADSHEET_EPOCH = date(1899, 12, 30)

_SERIAL = re.compile(r"[1-9][0-9]{4}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class DateProblem(StrEnum):
    """Why a text is no date that can be kept."""

    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    TOO_EARLY = "too_early"
    IN_FUTURE = "in_future"


def parse_date(text: str, today: date) -> date | DateProblem:
    """Read `2011-03-04`, `3/4/2011` (month first) or a spreadsheet's bare number; or say why not.

    A day after `today` is none we can keep.
    """
    parts = _parts(text.strip())
    if parts is None:
        return DateProblem.NOT_A_DATE
    year, month, day = parts
    try:
        found = date(year, month, day)
    except ValueError:
        return DateProblem.NO_SUCH_DAY
    if found < EARLIEST:
        return DateProblem.TOO_EARLY
    return DateProblem.IN_FUTURE if found > today else found


def months_later(day: date, months: int) -> date:
    """The same day of the month `months` months later, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _parts(text: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _AMERICAN.fullmatch(text):
        return int(found[3]), int(found[1]), int(found[2])
    if _SERIAL.fullmatch(text):
        day = SPREADSHEET_EPOCH + timedelta(days=int(text))
        return day.year, day.month, day.day
    return None
