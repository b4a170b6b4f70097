"""Tallies: kept counts of marks, as a fold over all of them and as the change that one mark makes.

Both give the same numbers in any order, which is what makes it safe to keep them. Unmarked counts for
nothing: it is neither present nor absent. A session that was not held counts for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from curriculum_app.attendance.rules.values import Meeting, Value, is_credited, minutes_attended
from curriculum_app.attendance.rules.words import ATTENDED, Status

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of held sessions by status; sessions that earn credit; minutes attended and offered.

    Minutes are offered to a girl who was expected and marked.
    """

    present: int = 0
    late: int = 0
    left_early: int = 0
    excused: int = 0
    unexcused: int = 0
    not_expected: int = 0
    credited: int = 0
    minutes_attended: int = 0
    minutes_offered: int = 0

    def __add__(self, other: Tally) -> Tally:
        """The counts of both together."""
        return Tally(*map(int.__add__, self.counts, other.counts))

    def __sub__(self, other: Tally) -> Tally:
        """What is left of these counts without the other's."""
        return Tally(*map(int.__sub__, self.counts, other.counts))

    @property
    def counts(self) -> tuple[int, ...]:
        """Every count, in the order of the fields."""
        return _COUNTS(self)

    @property
    def attended(self) -> int:
        """Sessions she was at, for however long."""
        return self.present + self.late + self.left_early

    @property
    def is_zero(self) -> bool:
        """Whether nothing is counted."""
        return not any(self.counts)


# Not `astuple`: that copies each number deeply, and a sheet adds up a hundred tallies.
_COUNTS: Callable[[Tally], tuple[int, ...]] = attrgetter(*(each.name for each in fields(Tally)))


def counted(value: Value | None, meeting: Meeting) -> Tally:
    """Return what one mark adds to the tally of its enrolment."""
    if value is None or not meeting.is_held:
        return Tally()
    return Tally(
        **{value.status.value: 1},
        credited=int(is_credited(value, meeting)),
        minutes_attended=minutes_attended(value, meeting.minutes),
        minutes_offered=0 if value.status is Status.NOT_EXPECTED else meeting.minutes,
    )


def tally_of(marks: Mapping[Key, Value | None], sessions: Mapping[Key, Meeting]) -> Tally:
    """Return the tally of one enrolment: the fold over its marks, both mappings by session."""
    return sum((counted(value, sessions[key]) for key, value in marks.items()), Tally())


# A sheet is mostly one change, made for each of its girls.
@lru_cache(maxsize=1_000)
def tally_change(old: Value | None, new: Value | None, meeting: Meeting) -> Tally:
    """Return by how much a tally moves when one mark goes from `old` to `new`."""
    return counted(new, meeting) - counted(old, meeting)


def is_start(value: Value | None) -> bool:
    """Whether the mark shows that she was there at all; one such session makes a girl one who started."""
    return value is not None and value.status in ATTENDED
