"""When a girl has completed a curriculum: one rule, kept as data with the edition and printed with its
version.

A girl is counted, not a seat: distinct lesson keys over all her groups, so that moving to another placement
in the middle of a programme loses her nothing. Only what she took part in is counted. A session that the
programme cancels is in neither collection, and its lesson moves to a replacement; so it can never count
against her.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class CompletionRule:
    """How many lessons are needed, how much of a session is attending it, how many make-ups may count."""

    version: str
    lessons_needed: int
    minimum_share: Decimal
    make_ups_allowed: int

    def counts_as_attended(self, *, minutes_attended: int, session_minutes: int) -> bool:
        """Whether `minutes_attended` of a session of `session_minutes` is enough for the lesson to count."""
        return minutes_attended > 0 and minutes_attended >= self.minimum_share * session_minutes

    def lessons_counted(self, attended_lessons: Collection[str], made_up_lessons: Collection[str] = ()) -> int:
        """The number of distinct lesson keys that count: attended ones, and made-up ones up to the number
        allowed.

        A lesson both attended and made up counts once, as attended, and uses up no make-up.
        """
        attended = set(attended_lessons)
        made_up = set(made_up_lessons) - attended
        return len(attended) + min(len(made_up), self.make_ups_allowed)

    def is_met(self, attended_lessons: Collection[str], made_up_lessons: Collection[str] = ()) -> bool:
        """Whether a girl who took part in these lesson keys, in any groups, has completed the curriculum."""
        return self.lessons_counted(attended_lessons, made_up_lessons) >= self.lessons_needed
