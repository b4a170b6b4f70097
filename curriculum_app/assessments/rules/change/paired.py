"""A scale before and after: mean change with its interval, two tests, two effect sizes. Differences are post − pre."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .why import Why

if TYPE_CHECKING:
    from .mathematics import Numbers


@dataclass(frozen=True)
class Change:
    """The figures of one scale over the girls who have a score in both waves.

    `ci_low` and `ci_high` bound the mean difference with 95 % confidence; `wilcoxon_w` is the smaller rank sum. For a
    figure that is None, `notes` says why, by its name.
    """

    n_pairs: int
    mean_pre: float | None = None
    mean_post: float | None = None
    mean_difference: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    t: float | None = None
    df: int | None = None
    p: float | None = None
    wilcoxon_w: float | None = None
    wilcoxon_p: float | None = None
    d_z: float | None = None
    d_av: float | None = None
    hedges_g_av: float | None = None
    notes: Mapping[str, Why] = field(default_factory=dict)


MEANS = ("mean_pre", "mean_post", "mean_difference")
T_TEST = ("ci_low", "ci_high", "t", "df", "p", "d_z")
RANKS = ("wilcoxon_w", "wilcoxon_p")
AVERAGED = ("d_av", "hedges_g_av")

_Figures = dict[str, Any]
_Notes = dict[str, Why]


def compare(pre: Sequence[float], post: Sequence[float]) -> Change:
    """What changed between `pre` and `post`, two scores a girl in the same order.

    Raises ValueError when they are not equally many.
    """
    if len(pre) != len(post):
        raise ValueError("Each girl needs a score in both waves.")
    if not pre:
        return Change(0, notes=dict.fromkeys((*MEANS, *T_TEST, *RANKS, *AVERAGED), Why.NO_PAIRS))
    from .mathematics import rounded_differences  # noqa: PLC0415 - SciPy is slow to load

    differences = rounded_differences(pre, post)
    means = (math.fsum(pre) / len(pre), math.fsum(post) / len(post), math.fsum(differences) / len(pre))
    figures: _Figures = dict(zip(MEANS, means, strict=True))
    notes: _Notes = {}
    for more, missing in (_t_test(differences), _ranks(differences), _averaged(pre, post, means[2])):
        figures |= more
        notes |= missing
    return Change(len(pre), **figures, notes=notes)


def mean_interval(scores: Sequence[float]) -> tuple[float, float] | None:
    """The 95 % interval of a mean by Student's t; None where fewer than two scores or no spread give none."""
    from .mathematics import rounded_differences, standard_deviation, t_test  # noqa: PLC0415 - SciPy is slow to load

    if len(scores) < 2 or not standard_deviation(scores):
        return None
    test = t_test(rounded_differences([0.0] * len(scores), scores))
    return test.low, test.high


def hedges_factor(df: int) -> float:
    """Hedges' J, by which d is multiplied to take out its bias in small samples: Γ(df/2) / (√(df/2) Γ((df-1)/2)).

    `df` is at least 2. Source: Larry V. Hedges, Distribution theory for Glass's estimator of effect size, Journal of
    Educational Statistics 6 (2), 1981.
    """
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def _t_test(differences: "Numbers") -> tuple[_Figures, _Notes]:
    """Student's paired t with its interval, and d_z: the mean difference in standard deviations of the differences."""
    from .mathematics import standard_deviation, t_test  # noqa: PLC0415 - SciPy is slow to load

    if len(differences) < 2:
        return {}, dict.fromkeys(T_TEST, Why.ONE_PAIR)
    if differences.min() == differences.max():
        return {}, dict.fromkeys(T_TEST, Why.SAME_CHANGE if differences[0] else Why.ALL_UNCHANGED)
    test = t_test(differences)
    d_z = math.fsum(differences) / len(differences) / standard_deviation(differences)
    return dict(zip(T_TEST, (test.low, test.high, test.t, len(differences) - 1, test.p, d_z), strict=True)), {}


def _ranks(differences: "Numbers") -> tuple[_Figures, _Notes]:
    """Wilcoxon's signed ranks. Girls without a difference are left out."""
    from .mathematics import signed_ranks  # noqa: PLC0415 - SciPy is slow to load

    moved = differences[differences != 0]
    if not len(moved):
        return {}, dict.fromkeys(RANKS, Why.ALL_UNCHANGED)
    return dict(zip(RANKS, signed_ranks(moved), strict=True)), {}


def _averaged(pre: Sequence[float], post: Sequence[float], difference: float) -> tuple[_Figures, _Notes]:
    """d_av: the mean difference over the mean of both waves' standard deviations; and Hedges' g_av, its correction.

    The correction has n − 1 degrees of freedom, the fewest that d_av can have and so the most cautious choice.
    Source: Geoff Cumming, Understanding the New Statistics, 2012, chapter 11. (Daniël Lakens, Frontiers in Psychology
    4:863, 2013, takes 2 (n − 1), which shrinks less.)
    """
    from .mathematics import standard_deviation  # noqa: PLC0415 - SciPy is slow to load

    if len(pre) < 2:
        return {}, dict.fromkeys(AVERAGED, Why.ONE_PAIR)
    spread = (standard_deviation(pre) + standard_deviation(post)) / 2
    if not spread:
        return {}, dict.fromkeys(AVERAGED, Why.NO_SPREAD)
    d_av = difference / spread
    if len(pre) < 3:
        return {"d_av": d_av}, {"hedges_g_av": Why.TWO_PAIRS}
    return {"d_av": d_av, "hedges_g_av": hedges_factor(len(pre) - 1) * d_av}, {}
