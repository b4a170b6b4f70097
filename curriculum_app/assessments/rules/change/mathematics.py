"""What SciPy and NumPy compute for the figures of change. Imported inside the functions that need it: it loads slowly.

Nothing here checks whether a figure exists; who calls it has done so.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

CONFIDENCE = 0.95
SIGNIFICANT_DIGITS = 12
MOST_DECIMALS = 15
# Exact to here where differences are tied, and to the second number where none are; beyond, the normal approximation.
EXACT_WITH_TIES = 25
EXACT_WITHOUT = 50

Numbers = NDArray[np.float64]
Table = Sequence[Sequence[float | None]] | Numbers


@dataclass(frozen=True)
class TTest:
    """Student's t on paired differences and its two-sided p, and the 95 % interval of the mean difference."""

    t: float
    p: float
    low: float
    high: float


def rounded_differences(pre: Sequence[float], post: Sequence[float]) -> Numbers:
    """post − pre, to twelve significant digits of the largest score.

    So 2.8 − 2.6 and 0.3 − 0.1 are the same difference, as they are on paper.
    """
    before, after = np.asarray(pre, dtype=np.float64), np.asarray(post, dtype=np.float64)
    largest = float(max(np.abs(before).max(), np.abs(after).max()))
    if largest == 0:
        return after - before
    decimals = min(SIGNIFICANT_DIGITS - math.ceil(math.log10(largest)), MOST_DECIMALS)
    # Zero is added because minus zero is no difference.
    return np.round(after - before, decimals) + 0.0


def t_test(differences: Numbers) -> TTest:
    """Student's paired t test of at least two `differences` that are not all the same."""
    test = stats.ttest_1samp(differences, 0)
    low, high = test.confidence_interval(CONFIDENCE)
    return TTest(float(test.statistic), float(test.pvalue), float(low), float(high))


def signed_ranks(differences: Numbers) -> tuple[float, float]:
    """Wilcoxon's smaller rank sum and its two-sided p, of `differences` none of which is zero.

    Tied differences share the mean of their ranks. Source: Frank Wilcoxon, Individual comparisons by ranking methods,
    Biometrics Bulletin 1 (6), 1945.
    """
    ranks = stats.rankdata(np.abs(differences))
    smaller = float(min(ranks[differences > 0].sum(), ranks[differences < 0].sum()))
    has_ties = len(np.unique(ranks)) < len(ranks)
    if len(ranks) <= (EXACT_WITH_TIES if has_ties else EXACT_WITHOUT):
        return smaller, _exact_p(ranks, smaller)
    return smaller, float(stats.wilcoxon(differences, method="asymptotic").pvalue)


def _exact_p(ranks: Numbers, smaller: float) -> float:
    """The share of all ways to sign `ranks` in which one of the two sums is no larger than `smaller`.

    All 2ⁿ ways are counted by their sum, one rank after the other (twice the rank, so that shared ranks are whole).
    Source: Bernd Streitberg and Joachim Röhmel, Exact distributions for permutation and rank tests, Statistical
    Software Newsletter 12 (1), 1986.
    """
    doubled = np.rint(2 * ranks).astype(int)
    ways = np.zeros(int(doubled.sum()) + 1)
    ways[0] = 1
    for rank in doubled:
        ways[rank:] = ways[rank:] + ways[:-rank]
    return float(min(1.0, 2 * ways[: round(2 * smaller) + 1].sum() / 2.0 ** len(ranks)))


def standard_deviation(scores: Sequence[float] | Numbers) -> float:
    """With n − 1, of at least two scores; exactly 0 where all are the same."""
    values = np.asarray(scores, dtype=np.float64)
    return 0.0 if values.min() == values.max() else float(values.std(ddof=1))


def coin_p(heads: int, tosses: int) -> float:
    """The exact two-sided p of so many heads from a fair coin."""
    return float(stats.binomtest(heads, tosses, 0.5).pvalue)


def table_of(points: Table, columns: int) -> Numbers:
    """Points as a table of `columns` numbers a row, NaN for no answer; it may have no row."""
    return np.array(points, dtype=np.float64).reshape(-1, columns)


def whole_rows(table: Numbers) -> Numbers:
    """The rows in which every item has an answer."""
    kept: Numbers = table[~np.isnan(table).any(axis=1)]
    return kept


def correlation(one: Numbers, other: Numbers) -> float:
    """Pearson's correlation of two columns that both have a spread."""
    return float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))


def pairwise_covariances(points: Sequence[Sequence[float | None]]) -> Numbers | None:
    """The covariance of each two columns over the rows that have both; None where fewer than two have."""
    table = np.array(points, dtype=np.float64)
    is_there = ~np.isnan(table)
    both = is_there.T.astype(np.float64) @ is_there
    if both.min() < 2:
        return None
    # Measured from the first value of each column, so that a column without spread has exactly none.
    starts = table[is_there.argmax(axis=0), np.arange(table.shape[1])]
    values = np.where(is_there, table - starts, 0.0)
    sums = values.T @ is_there
    return np.asarray((values.T @ values - sums * sums.T / both) / (both - 1), dtype=np.float64)
