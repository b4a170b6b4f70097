"""What always holds of the figures of change, and what is said where a figure does not exist."""

from __future__ import annotations

import json
import math
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum_app.assessments.rules.change import (
    Alpha,
    Why,
    alpha_listwise,
    alpha_pairwise,
    attrition,
    compare,
    compare_yes_no,
    item_figures,
    pair,
    reliable_change,
    retention,
)
from curriculum_app.assessments.rules.change.paired import AVERAGED, MEANS, RANKS, T_TEST
from curriculum_app.assessments.service.words import SENTENCES

SCORES = st.floats(-1e9, 1e9) | st.integers(0, 4).map(float)
PAIRS = st.lists(st.tuples(SCORES, SCORES), max_size=40)
POINTS = st.none() | st.integers(1, 4).map(float)
TABLES = st.integers(1, 6).flatmap(
    lambda items: st.lists(st.lists(POINTS, min_size=items, max_size=items), max_size=15)
)


@given(PAIRS)
@settings(max_examples=150)
def test_every_figure_is_a_number_or_has_its_reason(pairs: list[tuple[float, float]]) -> None:
    change = compare([pre for pre, _ in pairs], [post for _, post in pairs])
    figures = asdict(change)
    notes = figures.pop("notes")
    json.dumps(figures, allow_nan=False)
    assert {name for name, value in figures.items() if value is None} == set(notes)
    if change.p is not None and change.ci_low is not None and change.ci_high is not None:
        assert 0 <= change.p <= 1
        assert change.ci_low <= (change.mean_difference or 0) <= change.ci_high
    if change.wilcoxon_p is not None:
        assert 0 <= change.wilcoxon_p <= 1


@given(PAIRS)
@settings(max_examples=100)
def test_turning_time_round_turns_the_signs_and_nothing_else(pairs: list[tuple[float, float]]) -> None:
    pre, post = [pre for pre, _ in pairs], [post for _, post in pairs]
    there, back = compare(pre, post), compare(post, pre)
    assert there.notes == back.notes
    for name in ("mean_difference", "t", "d_z", "d_av", "hedges_g_av"):
        one, other = getattr(there, name), getattr(back, name)
        assert one is other is None or one == pytest.approx(-other, rel=1e-9, abs=1e-12)
    for name in ("p", "wilcoxon_w", "wilcoxon_p"):
        assert getattr(there, name) == pytest.approx(getattr(back, name))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=30), st.randoms())
@settings(max_examples=100)
def test_the_order_of_girls_does_not_matter(pairs: list[tuple[int, int]], dice: object) -> None:
    shuffled = pairs.copy()
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    one = compare([pre for pre, _ in pairs], [post for _, post in pairs])
    other = compare([pre for pre, _ in shuffled], [post for _, post in shuffled])
    for name in (*MEANS, *T_TEST, *RANKS, *AVERAGED):
        assert getattr(one, name) == pytest.approx(getattr(other, name))


def test_a_difference_is_the_same_however_its_decimals_fall() -> None:
    """0.3 − 0.1 and 2.8 − 2.6 are stored as different numbers and are both 0.2."""
    change = compare([0.1, 2.6, 1.0], [0.3, 2.8, 1.2])
    assert change.notes["t"] is Why.SAME_CHANGE
    assert (change.wilcoxon_w, change.wilcoxon_p) == (0, 0.25)


@pytest.mark.parametrize(
    ("pre", "post", "why"),
    [
        ([], [], dict.fromkeys((*MEANS, *T_TEST, *RANKS, *AVERAGED), Why.NO_PAIRS)),
        ([2], [3], dict.fromkeys((*T_TEST, *AVERAGED), Why.ONE_PAIR)),
        ([2, 3], [3, 5], {"hedges_g_av": Why.TWO_PAIRS}),
        ([1, 2, 4], [1, 2, 4], dict.fromkeys((*T_TEST, *RANKS), Why.ALL_UNCHANGED)),
        ([1, 2, 4], [2, 3, 5], dict.fromkeys(T_TEST, Why.SAME_CHANGE)),
        (
            [1, 1, 1],
            [2, 2, 2],
            dict.fromkeys(T_TEST, Why.SAME_CHANGE) | dict.fromkeys(AVERAGED, Why.NO_SPREAD),
        ),
    ],
)
def test_data_that_can_say_nothing_say_why(pre: list[float], post: list[float], why: dict[str, Why]) -> None:
    assert compare(pre, post).notes == why


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Why)


def test_a_girl_needs_both_waves_to_be_compared() -> None:
    with pytest.raises(ValueError, match="both waves"):
        compare([1, 2], [1])
    with pytest.raises(ValueError, match="longer"):
        compare_yes_no([True], [True, False])
    with pytest.raises(ValueError, match="both waves"):
        item_figures([{}], [], {"q": (0, 1)})


def test_beyond_fifty_pairs_ranks_are_compared_by_the_normal_approximation() -> None:
    """With all ranks upward z = n(n+1)/4 / √(n(n+1)(2n+1)/24); at 60 pairs p is 1.6e-11, where 2/2⁶⁰ would be exact."""
    change = compare([0] * 60, [float(step) for step in range(1, 61)])
    z = (60 * 61 / 4) / math.sqrt(60 * 61 * 121 / 24)
    assert change.wilcoxon_p == pytest.approx(math.erfc(z / math.sqrt(2)))
    assert compare([0] * 50, [float(step) for step in range(1, 51)]).wilcoxon_p == 2 / 2**50


def test_nobody_who_moves_gives_no_test_of_a_yes_or_no() -> None:
    change = compare_yes_no([True, False], [True, False])
    assert (change.n_pairs, change.p, change.why) == (2, None, Why.NO_MOVES)
    assert compare_yes_no([], []).why is Why.NO_PAIRS


@given(TABLES)
@settings(max_examples=150)
def test_alpha_is_a_number_or_has_its_reason(points: list[list[float | None]]) -> None:
    for found in (alpha_pairwise(points), alpha_listwise(points)):
        assert (found.value is None) == (found.why is not None)
        assert found.value is None or math.isfinite(found.value)
    if not any(None in row for row in points):
        assert alpha_pairwise(points) == alpha_listwise(points)


def test_alpha_of_answers_that_agree_is_one_and_of_those_without_spread_is_unknown() -> None:
    assert alpha_listwise([[1, 1], [2, 2], [3, 3]]).value == pytest.approx(1)
    assert alpha_listwise([[1, 2], [1, 2], [1, 2]]).why is Why.NO_VARIANCE
    assert alpha_listwise([[1, 4], [4, 1]]).why is Why.NO_VARIANCE
    assert alpha_listwise([[1], [2]]).why is Why.ONE_ITEM
    assert alpha_listwise([[1, 2]]).why is Why.TOO_FEW_ANSWERS
    assert alpha_pairwise([[1, None], [None, 2], [1, None]]).why is Why.TOO_FEW_ANSWERS
    assert alpha_pairwise([]).why is Why.TOO_FEW_ANSWERS


def test_reliable_change_counts_both_ways_and_says_why_it_cannot() -> None:
    """With alpha 0.75 and a spread of 2 the threshold is 1.96 × √2 × 2 × 0.5 = 2.77 points."""
    found = reliable_change([3, 2, 0, -3, -4], 2, Alpha(9, 0.75))
    assert round(found.threshold or 0, 2) == 2.77
    assert (found.up, found.within, found.down) == (1, 2, 2)
    assert reliable_change([], 2, Alpha(9, 0.75)).why is Why.NO_PAIRS
    assert reliable_change([1], None, Alpha(9, 0.75)).why is Why.NO_SPREAD
    assert reliable_change([1], 2, Alpha(9, -0.2)).why is Why.NOT_RELIABLE
    assert reliable_change([1], 2, Alpha(9, why=Why.ONE_ITEM)).why is Why.ONE_ITEM


def test_each_item_says_how_hard_it_was_who_fell_and_whether_it_goes_with_the_others() -> None:
    """Four girls, three knowledge items; the third is scored the wrong way round."""
    pre = [{"a": 1, "b": 1, "c": 0}, {"a": 1, "b": 1, "c": 0}, {"a": 0, "b": 0, "c": 1}, {"a": 0, "b": 1, "c": 1}]
    post: list[dict[str, float | None]] = [
        {"a": 1, "b": 1, "c": 0},
        {"a": 0, "b": 1, "c": None},
        {"a": 1, "b": 1, "c": 1},
        {},
    ]
    a, b, c = item_figures(pre, post, dict.fromkeys("abc", (0, 1)))
    assert (a.n_pre, a.n_post, a.difficulty_pre, round(a.difficulty_post or 0, 2)) == (4, 3, 0.5, 0.67)
    assert (a.right_to_wrong, a.wrong_to_right) == (1, 1)
    # b is 1 1 0 1, the others add up to 1 1 1 1: no spread, so no correlation.
    assert (b.item_total, b.is_reverse_suspect) == (None, False)
    # c is 0 0 1 1 against 2 2 0 1: sums of products about the means are -1.5, 1 and 2.75.
    assert c.item_total == pytest.approx(-1.5 / math.sqrt(1 * 2.75))
    assert c.is_reverse_suspect
    (steps,) = item_figures([{"q": 1}, {"q": 4}], [{"q": 4}, {"q": 3}], {"q": (1, 4)})
    assert (steps.difficulty_pre, steps.right_to_wrong, steps.wrong_to_right) == (0.5, 1, 1)


def test_pairs_are_made_by_girl_and_the_lost_show_where_they_began() -> None:
    paired = pair({"a": 1.0, "b": 2.0, "c": 6.0, "d": None}, {"b": 3.0, "a": 2.0, "e": 1.0, "c": None, "d": 4.0})
    assert (paired.pre, paired.post) == ((1.0, 2.0), (2.0, 3.0))
    assert (paired.only_pre, paired.only_post, paired.n_unpaired) == ((6.0,), (1.0, 4.0), 3)
    lost = attrition(paired)
    assert (lost.n_kept, lost.n_lost, lost.mean_kept, lost.mean_lost, lost.sd_lost) == (2, 1, 1.5, 6.0, None)
    assert lost.sd_kept == pytest.approx(math.sqrt(0.5))
    assert attrition(pair({}, {})).mean_kept is None
    assert retention([], [1]).share is None
