"""Who stayed: pairs by girl, how many of each wave, and whether those who were lost began elsewhere."""

import statistics
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Girl = TypeVar("Girl", bound=Hashable)


@dataclass(frozen=True)
class Pairing:
    """Scores by girl, joined: `pre` and `post` of those who have both, in one order, and of those who have one only."""

    pre: tuple[float, ...]
    post: tuple[float, ...]
    only_pre: tuple[float, ...]
    only_post: tuple[float, ...]

    @property
    def n_unpaired(self) -> int:
        """How many girls have a score in one of the two waves alone."""
        return len(self.only_pre) + len(self.only_post)


@dataclass(frozen=True)
class Attrition:
    """The first score of those who stayed and of those who were lost, so that a reader sees whether they differ.

    A mean of nobody and a standard deviation of fewer than two are None.
    """

    n_kept: int
    n_lost: int
    mean_kept: float | None
    mean_lost: float | None
    sd_kept: float | None
    sd_lost: float | None


@dataclass(frozen=True)
class Retention:
    """How many girls of the first wave are in another one, and their share; None where the first wave is empty."""

    n: int
    of: int
    share: float | None


def pair(pre: Mapping[Girl, float | None], post: Mapping[Girl, float | None]) -> Pairing:
    """Join two waves by girl; a girl whose score is None has none in that wave."""
    before = {girl: score for girl, score in pre.items() if score is not None}
    after = {girl: score for girl, score in post.items() if score is not None}
    both = [girl for girl in before if girl in after]
    return Pairing(
        pre=tuple(before[girl] for girl in both),
        post=tuple(after[girl] for girl in both),
        only_pre=tuple(score for girl, score in before.items() if girl not in after),
        only_post=tuple(score for girl, score in after.items() if girl not in before),
    )


def attrition(paired: Pairing) -> Attrition:
    """The baselines of the kept and of the lost."""
    kept, lost = paired.pre, paired.only_pre
    return Attrition(len(kept), len(lost), _mean(kept), _mean(lost), _sd(kept), _sd(lost))


def retention(first: Collection[Hashable], later: Collection[Hashable]) -> Retention:
    """How many of the girls in `first` are in `later` too."""
    there = len(set(first) & set(later))
    return Retention(there, len(set(first)), there / len(set(first)) if first else None)


def _mean(scores: Collection[float]) -> float | None:
    return statistics.fmean(scores) if scores else None


def _sd(scores: Sequence[float]) -> float | None:
    from .mathematics import standard_deviation  # noqa: PLC0415 - NumPy and SciPy are slow to load

    return standard_deviation(scores) if len(scores) > 1 else None
