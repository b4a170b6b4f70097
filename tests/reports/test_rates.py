"""A rate says how many of how many, and how sure one may be."""

from fractions import Fraction
from math import isclose, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.reports.rules.completion import Counts, Quarter, quarter_of
from curriculum_app.reports.rules.rates import Z_95, Denominator, Rate

WHOLE = st.integers(1, 100_000)


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    """Any rate of somebody."""
    whole = draw(WHOLE)
    return Rate(draw(st.integers(0, whole)), whole, Denominator.STARTED)


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """Any counts that fit together."""
    enrolled = draw(st.integers(0, 500))
    exited, completed = draw(st.integers(0, enrolled)), draw(st.integers(0, enrolled))
    both = draw(st.integers(max(0, exited + completed - enrolled), min(exited, completed)))
    return Counts(enrolled, draw(st.integers(0, enrolled)), exited, completed, both)


def roots_of_the_score_equation(rate: Rate) -> tuple[float, float]:
    """The interval found another way: every p for which the score test does not reject, |x/n - p| <= z·sqrt(p(1-p)/n).

    Bisection in exact fractions on each side of the observed share, so nothing of the closed form is used.
    """
    n, share, square = rate.denominator, Fraction(rate.numerator, rate.denominator), Fraction(Z_95) ** 2

    def rejects(p: Fraction) -> bool:
        return (share - p) ** 2 * n > square * p * (1 - p)

    def edge(inside: Fraction, outside: Fraction) -> float:
        for _ in range(60):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if rejects(middle) else (middle, outside)
        return float(inside)

    return edge(share, Fraction(0)), edge(share, Fraction(1))


def test_eight_of_ten_is_the_published_example() -> None:
    interval = Rate(8, 10, Denominator.EXITED).interval
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.4902, 0.9433)


@given(rates())
def test_the_interval_is_what_the_score_test_does_not_reject(rate: Rate) -> None:
    interval = rate.interval
    assert interval is not None
    low, high = roots_of_the_score_equation(rate)
    assert isclose(interval.low, low, abs_tol=1e-9)
    assert isclose(interval.high, high, abs_tol=1e-9)


@given(rates())
def test_the_interval_holds_the_share_and_stays_between_nobody_and_all(rate: Rate) -> None:
    interval, share = rate.interval, rate.share
    assert interval is not None
    assert share is not None
    assert 0 <= interval.low <= share <= interval.high <= 1


@given(rates())
def test_all_and_none_are_said_of_all_and_none_only(rate: Rate) -> None:
    assert rate.percent is not None
    assert (rate.percent == 100) == (rate.numerator == rate.denominator)
    assert (rate.percent == 0) == (rate.numerator == 0)
    assert abs(rate.percent - 100 * rate.numerator / rate.denominator) <= 1


def test_nobody_gives_no_share_and_no_interval() -> None:
    rate = Rate(0, 0, Denominator.EXITED)
    assert rate.share is None
    assert rate.percent is None
    assert rate.interval is None


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2), (1, 0)])
def test_more_than_all_is_no_rate(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no rate"):
        Rate(numerator, denominator, Denominator.ENROLLED)


@given(counts(), counts())
def test_two_groups_together_are_what_they_are_apart(one: Counts, other: Counts) -> None:
    both = one + other
    assert both.enrolled == one.enrolled + other.enrolled
    assert both.of_exited().numerator == one.of_exited().numerator + other.of_exited().numerator
    assert all(rate.share is None or isfinite(rate.share) for rate in both.rates())


def test_a_girl_who_still_comes_is_in_no_part_of_the_exit_rate() -> None:
    rate = Counts(enrolled=10, started=9, exited=4, completed=6, exited_completed=3).of_exited()
    assert (rate.numerator, rate.denominator, rate.denominator_name) == (3, 4, Denominator.EXITED)


@pytest.mark.parametrize("parts", [(2, 3, 0, 0, 0), (2, 0, 3, 0, 0), (2, 0, 0, 3, 0), (4, 0, 1, 2, 2)])
def test_counts_that_do_not_fit_are_refused(parts: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="add up"):
        Counts(*parts)


@given(st.integers(1, 9998), st.integers(1, 4))
def test_quarters_follow_each_other_and_keep_their_key(year: int, number: int) -> None:
    quarter = Quarter(year, number)
    following = Quarter(year + 1, 1) if number == 4 else Quarter(year, number + 1)
    assert quarter.next_on == following.first_on
    assert year < 1000 or quarter_of(quarter.key) == quarter


@pytest.mark.parametrize("key", ["", "2026", "2026-Q5", "0000-Q1", "26-Q1", "2026-Q", "２０２６-Q1"])
def test_what_names_no_quarter_is_none(key: str) -> None:
    assert quarter_of(key) is None
