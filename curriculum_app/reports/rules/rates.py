"""A rate: how many of how many, always with the name of the denominator, and how sure one may be of it.

Nobody is shown a percentage alone: 1 of 1 and 100 of 100 are both "100 %". The interval says what the difference is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

# The 97.5th percentile of the standard normal distribution, for a two-sided interval of 95 %.
Z_95 = 1.959963984540054


class Denominator(StrEnum):
    """Of which girls a rate speaks; the three honest denominators of a completion rate."""

    ENROLLED = "enrolled"
    STARTED = "started"
    EXITED = "exited"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two shares, 0 to 1, between which the true share plausibly lies."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rate:
    """`numerator` of `denominator` girls; raises ValueError when that cannot be."""

    numerator: int
    denominator: int
    denominator_name: Denominator

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator} is no rate.")

    @property
    def share(self) -> float | None:
        """The share from 0 to 1; None when there is nobody to speak of, never a NaN."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, halves up; 100 only for all of them and 0 only for none of them."""
        if not self.denominator:
            return None
        rounded = (200 * self.numerator + self.denominator) // (2 * self.denominator)
        if 0 < self.numerator < self.denominator:
            return min(max(rounded, 1), 99)
        return rounded

    @property
    def interval(self) -> Interval | None:
        """The Wilson score interval of 95 %; None when there is nobody to speak of.

        Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
        American Statistical Association 22(158):209-212; without continuity correction. Unlike the textbook interval
        it stays within 0 and 1 and says something for 0 of n and n of n.
        """
        if not self.denominator:
            return None
        n, share, square = self.denominator, self.numerator / self.denominator, Z_95 * Z_95
        middle = (share + square / (2 * n)) / (1 + square / n)
        half = Z_95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
        # At the ends the formula gives 0 and 1 exactly; the arithmetic of floats may miss them by a hair.
        low = 0.0 if self.numerator == 0 else middle - half
        high = 1.0 if self.numerator == n else middle + half
        return Interval(low, high)
