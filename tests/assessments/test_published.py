"""The figures of change equal what others have published of the same data, to the digits given there."""

from __future__ import annotations

import itertools
import math

import pytest

from curriculum_app.assessments.rules.change import (
    alpha_listwise,
    alpha_pairwise,
    compare,
    compare_yes_no,
    hedges_factor,
    reliable_change,
)
from curriculum_app.assessments.rules.change.reliability import CRITICAL, Alpha


def test_students_sleep_data() -> None:
    """The data set `sleep` of R, after Student (W. S. Gosset), The probable error of a mean, Biometrika 6, 1908.

    R's help page of t.test: t = -4.0621, df = 9, p-value = 0.002833, interval -2.4598858 -0.7001142, mean -1.58.
    """
    group_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    group_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    change = compare(pre=group_2, post=group_1)
    assert round(change.t or 0, 4) == -4.0621
    assert change.df == 9
    assert round(change.p or 0, 6) == 0.002833
    assert round(change.mean_difference or 0, 2) == -1.58
    assert (round(change.ci_low or 0, 7), round(change.ci_high or 0, 7)) == (-2.4598858, -0.7001142)
    assert (round(change.mean_pre or 0, 2), round(change.mean_post or 0, 2)) == (2.33, 0.75)
    assert not change.notes


def test_depression_data_of_hollander_and_wolfe() -> None:
    """Hollander and Wolfe, Nonparametric Statistical Methods, 1973, pages 29-33: Hamilton depression scores of nine.

    R's help page of wilcox.test: V = 40, p-value = 0.01953 one-sided. The smaller sum is 45 − 40, and the distribution
    is symmetric, so that the two-sided p is twice as large.
    """
    first = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    change = compare(first, second)
    assert change.wilcoxon_w == 45 - 40
    assert round((change.wilcoxon_p or 0) / 2, 5) == 0.01953
    assert change.wilcoxon_p == 0.0390625


def enumerated_p(differences: list[float]) -> float:
    """Wilcoxon's two-sided p by walking through every way to sign the ranks, and in nothing like the rule itself."""
    moved = [each for each in differences if each]
    sizes = sorted(map(abs, moved))
    ranks = [sizes.index(abs(each)) + (sizes.count(abs(each)) + 1) / 2 for each in moved]
    whole = sum(ranks)

    def smaller(signs: tuple[bool, ...]) -> float:
        up = sum(rank for rank, is_up in zip(ranks, signs, strict=True) if is_up)
        return min(up, whole - up)

    seen = smaller(tuple(each > 0 for each in moved))
    ways = list(itertools.product((True, False), repeat=len(moved)))
    return sum(smaller(signs) <= seen for signs in ways) / len(ways)


def test_wilcoxon_with_ties_and_zeros() -> None:
    """Bortz, Lienert and Boehnke, Verteilungsfreie Methoden in der Biostatistik: five zeros, and ties of five and two.

    wilcox.exact of R's exactRankTests, as printed in R-help on 25 August 2006: V = 13, p-value = 0.1367.
    """
    x1 = [9, 14, 8, 11, 14, 10, 8, 14, 12, 14, 13, 9, 15, 12, 9]
    x2 = [13, 15, 9, 12, 16, 10, 8, 13, 12, 16, 9, 10, 16, 12, 9]
    change = compare(pre=x2, post=x1)
    assert change.wilcoxon_w == 13
    assert round(change.wilcoxon_p or 0, 4) == 0.1367
    assert change.wilcoxon_p == pytest.approx(enumerated_p([a - b for a, b in zip(x1, x2, strict=True)]), abs=1e-12)


def test_another_wilcoxon_with_ties_and_a_zero() -> None:
    """R-help, 9 February 2010, wilcox.exact with mu = 119: V = 65.5, p-value = 0.771."""
    x = [136, 103, 91, 122, 96, 145, 140, 138, 126, 120, 99, 125, 91, 142, 119, 137]
    change = compare([119] * len(x), x)
    assert change.wilcoxon_w == 15 * 16 / 2 - 65.5
    assert round(change.wilcoxon_p or 0, 3) == 0.771


def test_approval_of_a_head_of_government() -> None:
    """Agresti, Categorical Data Analysis, 1990, page 350: 1,600 people asked twice, 794, 150, 86 and 570.

    Known of it: chi-squared 17.3559, p = 3.099e-05 (Penn State, STAT 504) and, corrected for continuity, 16.818,
    p = 4.115e-05 (R's mcnemar.test); the exact binomial p lies between the two approximations.
    """
    first = [True] * (794 + 150) + [False] * (86 + 570)
    second = [True] * 794 + [False] * 150 + [True] * 86 + [False] * 570
    change = compare_yes_no(first, second)
    assert (change.yes_yes, change.yes_no, change.no_yes, change.no_no) == (794, 150, 86, 570)
    tail = sum(math.comb(236, heads) for heads in range(87))
    assert change.p == pytest.approx(2 * tail / 2**236, rel=1e-9)
    assert round((150 - 86) ** 2 / (150 + 86), 4) == 17.3559
    assert 3.099e-05 < (change.p or 0) < 4.115e-05


# Twelve people, eleven yes/no questions, four answers missing.
QUESTIONNAIRE = """
    1 1 1 1 1 1 1 1 1 1 1
    1 1 1 1 1 1 1 1 0 1 0
    . 0 1 1 . 1 1 1 1 0 0
    1 1 1 0 1 1 0 1 1 0 0
    1 1 1 1 1 0 0 0 1 0 0
    0 1 . 0 1 1 1 1 0 0 0
    1 1 1 1 0 0 1 0 0 0 0
    1 1 1 1 1 0 0 0 0 0 0
    0 1 0 1 1 0 0 0 0 1 0
    1 0 0 1 0 1 0 0 . 0 0
    1 1 1 0 0 0 0 0 0 0 0
    1 0 0 1 0 0 0 0 0 0 0
"""


def test_alpha_with_missing_answers() -> None:
    """The data set `cronbach_wide_missing` of pingouin, after www.real-statistics.com.

    pingouin's documentation of cronbach_alpha, which says that R's psych::alpha agrees: 0.732660835214447 with
    use = "pairwise", 0.8016949152542373 with use = "complete.obs".
    """
    points = [
        [None if mark == "." else float(mark) for mark in line.split()] for line in QUESTIONNAIRE.strip().splitlines()
    ]
    pairwise, listwise = alpha_pairwise(points), alpha_listwise(points)
    assert pairwise.value == pytest.approx(0.732660835214447, abs=1e-14)
    assert listwise.value == pytest.approx(0.8016949152542373, abs=1e-14)
    assert (pairwise.n, listwise.n) == (12, 9)


def test_two_movies_of_lakens() -> None:
    """Lakens, Calculating and reporting effect sizes, Frontiers in Psychology 4:863, 2013: ten people, two movies.

    There: t(9) = 4.74, p = 0.001, the interval of the difference [0.52, 1.48], d_z = 1.50, g_av = 1.08. His correction
    takes 18 degrees of freedom where ours takes 9; with his, d_av gives his 1.08. Checked against others who quote
    him: the tests of the R package apa (t, p and d_z of the same two columns), and a calculator that prints his
    sentence with the interval [0.52, 1.48] and, correcting as we do, g_av = 1.03.
    """
    movie_1 = [9, 7, 8, 9, 8, 9, 9, 10, 9, 9]
    movie_2 = [9, 6, 7, 8, 7, 9, 8, 8, 8, 7]
    change = compare(movie_2, movie_1)
    assert (round(change.t or 0, 2), change.df, round(change.p or 0, 3)) == (4.74, 9, 0.001)
    assert (round(change.ci_low or 0, 2), round(change.ci_high or 0, 2)) == (0.52, 1.48)
    assert round(change.d_z or 0, 2) == 1.50
    assert round((change.d_av or 0) * hedges_factor(18), 2) == 1.08
    assert change.hedges_g_av == pytest.approx((change.d_av or 0) * hedges_factor(9))
    assert round(change.hedges_g_av or 0, 2) == 1.03


def test_the_exact_correction_of_hedges() -> None:
    """Hedges, Journal of Educational Statistics 6 (2), 1981: gamma functions, which have closed forms for small df.

    His approximation 1 - 3 / (4 df - 1) is within 0.007 of it from two degrees of freedom on, and nearer with each.
    """
    assert hedges_factor(2) == pytest.approx(1 / math.sqrt(math.pi))
    assert hedges_factor(3) == pytest.approx(math.sqrt(math.pi / 6))
    assert hedges_factor(4) == pytest.approx(math.sqrt(2 / math.pi))
    errors = [abs(hedges_factor(df) - (1 - 3 / (4 * df - 1))) for df in range(2, 200)]
    assert max(errors) < 0.0075
    assert errors == sorted(errors, reverse=True)
    assert hedges_factor(100_000) == pytest.approx(1, abs=1e-5)


def test_reliable_change_of_jacobson_and_truax() -> None:
    """Jacobson and Truax, Journal of Consulting and Clinical Psychology 59 (1), 1991: 32.5 and 47.5, 4.74, and 3.16.

    Checked against the README of the R package ReliableTrendIndex, which quotes their example: both scores, the
    standard error of the difference 4.74 and the index 15 / 4.74 = 3.16. That 4.74 comes of s = 7.5 and a reliability
    of .80 is cited from memory; the arithmetic agrees.
    """
    found = reliable_change([47.5 - 32.5], 7.5, Alpha(60, 0.80))
    error = (found.threshold or 0) / CRITICAL
    assert round(error, 2) == 4.74
    assert round(15 / error, 2) == 3.16
    assert (found.up, found.within, found.down) == (1, 0, 0)
