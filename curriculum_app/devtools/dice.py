"""Chance that can be repeated: every choice of the demonstration comes from one seed and one date."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

from curriculum_app.core.ids import CODE_ALPHABET, CODE_LENGTH

T = TypeVar("T")

VERSION_7, VARIANT = 0x7 << 76, 0x2 << 62
RANDOM_BITS, LOW_BITS = 74, (1 << 62) - 1


@dataclass(frozen=True, slots=True)
class Chances(Generic[T]):
    """Things to choose from and how likely each is; the weights are added up once."""

    things: tuple[T, ...]
    up_to: tuple[float, ...]


def chances(weights: Mapping[T, float] | Iterable[tuple[T, float]]) -> Chances[T]:
    """Return the keys of `weights` (or the firsts of pairs), each as likely as its weight says."""
    pairs = list(weights.items()) if isinstance(weights, Mapping) else list(weights)
    return Chances(tuple(each for each, _ in pairs), tuple(accumulate(weight for _, weight in pairs)))


class Dice:
    """A seeded source of choices, ids and codes; two with the same seed and date agree for ever."""

    def __init__(self, seed: int, today: date) -> None:
        self.today = today
        self.random = Random(f"{seed} {today.isoformat()}")  # noqa: S311 - repeatable on purpose, nothing secret
        self.roll = self.random.random
        self.codes: set[str] = set()

    def happens(self, share: float) -> bool:
        """Whether something happens that happens in `share` of all cases."""
        return self.roll() < share

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.roll() * (high - low + 1))

    def pick(self, among: Sequence[T]) -> T:
        """One of `among`, each as likely as the next."""
        return among[int(self.roll() * len(among))]

    def some(self, among: Sequence[T], number: int) -> list[T]:
        """`number` different ones, or all there are."""
        return self.random.sample(among, min(number, len(among)))

    def weighted(self, among: Chances[T]) -> T:
        """One of them, as likely as its weight says."""
        return among.things[bisect(among.up_to, self.roll() * among.up_to[-1])]

    def id(self, at: datetime) -> UUID:
        """A UUIDv7 of the instant `at`."""
        bits = self.random.getrandbits(RANDOM_BITS)
        milliseconds = int(at.timestamp() * 1000) << 80
        return UUID(int=milliseconds | VERSION_7 | bits >> 62 << 64 | VARIANT | bits & LOW_BITS)

    def code(self) -> str:
        """Five letters and digits that no other row of the load has."""
        while True:
            code = "".join(self.random.choices(CODE_ALPHABET, k=CODE_LENGTH))
            if code not in self.codes:
                self.codes.add(code)
                return code
