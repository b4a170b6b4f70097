"""When a keep-apart pair is looked at again: 6 to 12 months after it was set or last reviewed (domain.md)."""

from __future__ import annotations

import calendar
from datetime import date
from uuid import UUID

EARLIEST_MONTHS = 6
LATEST_MONTHS = 12


def ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two ids in the one order in which a pair is kept."""
    return (one, other) if one < other else (other, one)


def review_span(on: date) -> tuple[date, date]:
    """The first and the last day on which a pair decided on `on` may be due for review."""
    return months_later(on, EARLIEST_MONTHS), months_later(on, LATEST_MONTHS)


def months_later(on: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))
