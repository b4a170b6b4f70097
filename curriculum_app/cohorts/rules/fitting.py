"""Whether a girl can come when a group meets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from curriculum_app.cohorts.rules.timetable import ends_at
from curriculum_app.participants.rules.availability import Slot


def can_come(slots: Iterable[Slot], weekdays: Iterable[int], starts_at: time, minutes: int) -> bool:
    """Whether one of her `slots` covers the whole session on every weekday (0-6) of the group.

    No slots at all say nothing against it: she has not been asked.
    """
    known, ends = tuple(slots), ends_at(starts_at, minutes)
    return not known or all(
        any(slot.weekday == day and slot.starts_at <= starts_at and ends <= slot.ends_at for slot in known)
        for day in weekdays
    )
