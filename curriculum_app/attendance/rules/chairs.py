"""Which make-ups still help a girl, and which meetings do not get in each other's way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a girl stands in the completion rule: lessons that count, make-ups among all her lessons, chairs booked."""

    needed: int
    credited: int
    make_ups: int
    allowed: int
    booked: int = 0

    @property
    def missing(self) -> int:
        """How many lessons completion still needs, chairs that are booked taken as done."""
        return max(self.needed - self.credited - self.booked, 0)

    @property
    def helpful(self) -> int:
        """How many more make-ups would count: never more than completion needs, nor than the rule allows."""
        return min(self.missing, max(self.allowed - self.make_ups - self.booked, 0))


@dataclass(frozen=True, slots=True)
class Meets:
    """When a session takes place: local date, wall time, minutes."""

    held_on: date
    starts_at: time
    minutes: int

    @property
    def begins(self) -> datetime:
        """Its first moment on the wall clock."""
        return datetime.combine(self.held_on, self.starts_at)

    @property
    def ends(self) -> datetime:
        """Its last moment on the wall clock."""
        return self.begins + timedelta(minutes=self.minutes)

    def overlaps(self, others: Iterable[Meets]) -> bool:
        """Whether it shares a moment with any of `others`; one that begins as another ends shares none."""
        return any(self.begins < other.ends and other.begins < self.ends for other in others)


def urgency(chances: Iterable[date], lesson_number: int) -> tuple[bool, date, int]:
    """The order of missing lessons: first the one whose last chance passes first, last those without any chance."""
    days = list(chances)
    return not days, max(days, default=date.max), lesson_number
