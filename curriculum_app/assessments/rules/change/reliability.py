"""How far a scale can be relied on: Cronbach's alpha, and how many girls changed by more than its error."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .why import Why

# A change beyond this many standard errors is called reliable: 95 % of mere errors stay within.
CRITICAL = 1.96
ROUNDING = 1e-12

Points = Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha over `n` girls; None with `why` where it does not exist."""

    n: int
    value: float | None = None
    why: Why | None = None


@dataclass(frozen=True)
class ReliableChange:
    """How many girls changed by more than `threshold` points, either way; None with `why` where none can be told."""

    threshold: float | None = None
    up: int | None = None
    down: int | None = None
    within: int | None = None
    why: Why | None = None


def alpha_listwise(points: Points) -> Alpha:
    """Alpha over the girls who answered every item: a row a girl, a column an item, None for no answer.

    Source: Lee J. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (3), 1951.
    """
    return alpha_pairwise([row for row in points if None not in row])


def alpha_pairwise(points: Points) -> Alpha:
    """Alpha from covariances each of which is taken over all girls who answered both of its items.

    It uses every answer; with many missing it can leave the range that a real set of answers allows.
    """
    girls = sum(any(each is not None for each in row) for row in points)
    items = max(map(len, points), default=0)
    if items == 1:
        return Alpha(girls, why=Why.ONE_ITEM)
    if girls < 2:
        return Alpha(girls, why=Why.TOO_FEW_ANSWERS)
    from .mathematics import pairwise_covariances  # noqa: PLC0415 - NumPy and SciPy are slow to load

    covariances = pairwise_covariances(points)
    if covariances is None:
        return Alpha(girls, why=Why.TOO_FEW_ANSWERS)
    own, total = float(covariances.trace()), float(covariances.sum())
    # What rounding leaves of nothing is no variance.
    if total <= ROUNDING * own:
        return Alpha(girls, why=Why.NO_VARIANCE)
    return Alpha(girls, value=items / (items - 1) * (1 - own / total))


def reliable_change(differences: Sequence[float], sd_pre: float | None, alpha: Alpha) -> ReliableChange:
    """How many of the `differences` (post − pre) are larger than the scale's error of measurement explains.

    A difference counts when it exceeds 1.96 × √2 × sd_pre × √(1 − alpha) in size. `sd_pre` is the standard deviation
    of the pre wave (None: it has none), alpha that wave's. Source: Neil S. Jacobson and Paula Truax, Clinical
    significance, Journal of Consulting and Clinical Psychology 59 (1), 1991.
    """
    if not differences:
        return ReliableChange(why=Why.NO_PAIRS)
    if alpha.value is None:
        return ReliableChange(why=alpha.why)
    if not 0 <= alpha.value < 1:
        return ReliableChange(why=Why.NOT_RELIABLE)
    if not sd_pre:
        return ReliableChange(why=Why.NO_SPREAD)
    threshold = CRITICAL * math.sqrt(2) * sd_pre * math.sqrt(1 - alpha.value)
    up = sum(each > threshold for each in differences)
    down = sum(each < -threshold for each in differences)
    return ReliableChange(threshold, up, down, len(differences) - up - down)
