"""The year of OJJDP's Title II reports, 1 October to 30 September, named for the calendar year in which it ends."""

from __future__ import annotations

from datetime import date

FIRST_MONTH = 10


def year_of(day: date) -> int:
    """The Title II year of a day."""
    return day.year + (day.month >= FIRST_MONTH)


def first_day(year: int) -> date:
    """The day on which a Title II year begins."""
    return date(year - 1, FIRST_MONTH, 1)
