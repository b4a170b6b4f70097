"""When a girl can come: `Tue 15:00-18:00; Thu 16:00-18:30`, read leniently and written one way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_SLOT = re.compile(r"([a-z]{3,9})\.?\s+([0-9]{1,2}):([0-9]{2})\s*(?:-|–|to)\s*([0-9]{1,2}):([0-9]{2})", re.IGNORECASE)
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, order=True)
class Slot:
    """One stretch of one weekday (0 is Monday), local wall time."""

    weekday: int
    starts_at: time
    ends_at: time

    def __str__(self) -> str:
        """The one way to write it."""
        return f"{DAYS[self.weekday]} {self.starts_at:%H:%M}-{self.ends_at:%H:%M}"


class NotAvailability(ValueError):
    """A part that cannot be read; its text is the first argument."""


def parse_availability(text: str) -> tuple[Slot, ...]:
    """Read the slots in order of the week, overlapping ones joined. Raises NotAvailability with the unread part."""
    slots = sorted(_slot(part.strip()) for part in text.split(";") if part.strip())
    joined: list[Slot] = []
    for slot in slots:
        last = joined[-1] if joined else None
        if last and last.weekday == slot.weekday and slot.starts_at <= last.ends_at:
            joined[-1] = Slot(slot.weekday, last.starts_at, max(last.ends_at, slot.ends_at))
        else:
            joined.append(slot)
    return tuple(joined)


def write_availability(slots: tuple[Slot, ...]) -> str:
    """The slots as one line, as `parse_availability` reads them."""
    return "; ".join(str(slot) for slot in slots)


def _slot(part: str) -> Slot:
    found = _SLOT.fullmatch(part)
    if found is None:
        raise NotAvailability(part)
    try:
        weekday = _weekday(found[1].lower())
        slot = Slot(weekday, time(int(found[2]), int(found[3])), time(int(found[4]), int(found[5])))
    except ValueError:
        raise NotAvailability(part) from None
    if slot.ends_at <= slot.starts_at:
        raise NotAvailability(part)
    return slot


def _weekday(word: str) -> int:
    """The weekday that `word` begins, "tue" or "tues"; raises ValueError when there is none."""
    for number, day in enumerate(_LONG_DAYS):
        if day.startswith(word):
            return number
    raise ValueError(word)
