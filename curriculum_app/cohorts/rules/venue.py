"""When the place of a session may be seen by those who lead it: from 72 hours before (the access plan)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

BEFORE = timedelta(hours=72)
AFTER = timedelta(hours=12)


def is_due(starts: Iterable[datetime], at: datetime) -> bool:
    """Whether a session begins within the next 72 hours, or began within the last 12."""
    return any(start - BEFORE <= at <= start + AFTER for start in starts)
