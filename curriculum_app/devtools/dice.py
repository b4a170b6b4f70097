"""Chance that can be repeated: every choice of the demonstration comes from one seed and one date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import TypeVar
from uuid import UUID

from curriculum_app.core.ids import CODE_ALPHABET, CODE_LENGTH

T = TypeVar("T")

VERSION_7, VARIANT = 0x7 << 76, 0x2 << 62


class Dice:
    """A seeded source of choices, ids and codes; two with the same seed and date agree for ever."""

    def __init__(self, seed: int, today: date) -> None:
        self.today = today
        self.random = Random(f"{seed} {today.isoformat()}")  # noqa: S311 - repeatable on purpose, nothing secret
        self.codes: set[str] = set()

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in `share` of all cases."""
        return self.random.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self.random.randint(low, high)

    def pick(self, among: Sequence[T]) -> T:
        """One of `among`, each as likely as the next."""
        return among[self.random.randrange(len(among))]

    def some(self, among: Sequence[T], number: int) -> list[T]:
        """`number` different ones, or all there are."""
        return self.random.sample(among, min(number, len(among)))

    def weighted(self, weights: Mapping[T, float]) -> T:
        """A key, as likely as its weight says."""
        return self.weighted_of(list(weights.items()))

    def weighted_of(self, pairs: Sequence[tuple[T, float]]) -> T:
        """The first of a pair, as likely as the second says."""
        return self.random.choices([each for each, _ in pairs], [weight for _, weight in pairs])[0]

    def id(self, at: datetime) -> UUID:
        """A UUIDv7 of the instant `at`."""
        milliseconds = int(at.timestamp() * 1000) << 80
        return UUID(
            int=milliseconds | VERSION_7 | self.random.getrandbits(12) << 64 | VARIANT | self.random.getrandbits(62)
        )

    def code(self) -> str:
        """Five letters and digits that no other row of the load has."""
        while True:
            code = "".join(self.random.choices(CODE_ALPHABET, k=CODE_LENGTH))
            if code not in self.codes:
                self.codes.add(code)
                return code
