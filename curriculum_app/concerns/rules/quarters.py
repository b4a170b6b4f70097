"""Counting by quarter, and what may be shown of it outside the unit."""

from __future__ import annotations

from datetime import date

# Source: CalHHS Data De-Identification Guidelines: counts from 1 to 10 are not shown, zeros are.
SMALLEST_SHOWN = 11


def quarter_of(day: date) -> tuple[int, int]:
    """The calendar quarter of a day as (year, 1 to 4)."""
    return day.year, (day.month - 1) // 3 + 1


def quarters_back(day: date, count: int) -> list[tuple[int, int]]:
    """The last `count` quarters up to that of `day`, the newest first."""
    year, quarter = quarter_of(day)
    number = year * 4 + quarter - 1
    return [((number - back) // 4, (number - back) % 4 + 1) for back in range(count)]


def first_day(quarter: tuple[int, int]) -> date:
    """The day on which a quarter begins."""
    return date(quarter[0], quarter[1] * 3 - 2, 1)


def shown(count: int) -> int | None:
    """The count as it may leave the unit; None where it is too few to show safely."""
    return count if count == 0 or count >= SMALLEST_SHOWN else None
