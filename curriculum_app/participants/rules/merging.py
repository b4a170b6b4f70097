"""Merging two records of one girl: which one is kept, and how long it can be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

# Our own figure: long enough for the next session with her and for a holiday between.
UNDO_DAYS = 30


def undo_until(merged_on: date) -> date:
    """The last day on which a merge can be taken back."""
    return merged_on + timedelta(days=UNDO_DAYS)


def older_first(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The record that was there first and is kept, and the other; ids are ordered by the time they were made."""
    return (one, other) if one < other else (other, one)
