"""When she learned of it: what a form or a device says, and the instant from which the clocks run.

Both are kept. Where they differ, the earlier reading counts, so that no clock of ours ends after the law's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo


@dataclass(frozen=True)
class Learned:
    """`at`: the instant that counts. `said_at`: as the form or the device said it. `entered_at`: when it was typed."""

    at: datetime
    said_at: datetime
    entered_at: datetime


def learned(
    said_at: datetime, *, received_at: datetime, entered_at: datetime | None = None, device_at: datetime | None = None
) -> Learned:
    """Correct what a device said by how far its clock was off when it was received (`device_at` on its own clock).

    Without a device nothing is off. Nobody has learned anything later than it was typed in, or typed it after it came.
    """
    offset = received_at - (device_at or received_at)
    typed = min((entered_at or device_at or received_at) + offset, received_at)
    return Learned(at=min(said_at + offset, typed), said_at=said_at, entered_at=typed)


def wall_instant(day: date, wall: time, zone: tzinfo) -> datetime:
    """The UTC instant of a wall clock's time: in the hour that autumn repeats the first, in the one that spring
    leaves out the earlier of its two readings."""
    readings = (datetime.combine(day, wall.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1))
    return min(readings)
