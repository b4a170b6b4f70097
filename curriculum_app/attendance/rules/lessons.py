"""Which lessons a girl has done: distinct lesson keys across all her cohorts of one curriculum.

A lesson attended twice counts once; one attended and made up counts as attended. Make-ups beyond what the
completion rule allows stand in her record and count for nothing. (The rule is the curriculum's: 8 of 10 by
default, at most 2 of them make-ups; see lessons/ and domain rules of the programme.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lessons:
    """Distinct lessons credited by attendance, and those credited only by a make-up (not capped)."""

    attended: int = 0
    made_up: int = 0

    def __add__(self, other: Lessons) -> Lessons:
        """Both together, of different lessons."""
        return Lessons(self.attended + other.attended, self.made_up + other.made_up)

    def __sub__(self, other: Lessons) -> Lessons:
        """What is left without the other's."""
        return Lessons(self.attended - other.attended, self.made_up - other.made_up)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one girl stands to one lesson: in how many sessions she earned it, and whether a make-up stands."""

    credited_sessions: int = 0
    is_made_up: bool = False


def lessons_of_one(standing: Standing) -> Lessons:
    """Return what one lesson adds to her lessons: attended, else made up, else nothing."""
    if standing.credited_sessions:
        return Lessons(attended=1)
    return Lessons(made_up=1) if standing.is_made_up else Lessons()


def lesson_change(before: Standing, after: Standing) -> Lessons:
    """Return by how much her lessons move when her standing to one lesson goes from `before` to `after`."""
    return lessons_of_one(after) - lessons_of_one(before)


def lessons_of(attended_keys: Iterable[str], made_up_keys: Iterable[str]) -> Lessons:
    """Return her lessons from the keys of credited sessions and of make-ups, across cohorts, in any order."""
    attended = set(attended_keys)
    return Lessons(len(attended), len(set(made_up_keys) - attended))
