"""Small counts are hidden, and so is whatever would give them away: tried out as somebody would who wants to know."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.core.suppression import RELEASED_FEWEST, hidden_cells, is_small, split

COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=8)


def test_one_to_ten_are_small_and_nobody_is_not() -> None:
    assert [is_small(count) for count in (0, 1, 10, 11)] == [False, True, True, False]


def test_a_single_small_cell_takes_the_next_smallest_with_it() -> None:
    assert hidden_cells([30, 4, 12, 0]) == {1, 2}
    assert hidden_cells([30, 12, 0]) == frozenset()
    assert hidden_cells([4, 3, 90]) == {0, 1, 2}, "4 + 3 could be told as 7"


@given(COUNTS)
def test_from_the_sum_nobody_learns_a_small_number(counts: list[int]) -> None:
    hidden = hidden_cells(counts)
    assert all(not is_small(count) for place, count in enumerate(counts) if place not in hidden)
    told = sum(counts) - sum(count for place, count in enumerate(counts) if place not in hidden)
    if hidden and sum(counts) >= RELEASED_FEWEST and any(c >= RELEASED_FEWEST for c in counts):
        assert told >= RELEASED_FEWEST
        assert len(hidden) > 1


@given(st.integers(0, 40), st.integers(0, 40))
def test_of_a_whole_and_its_parts_no_small_one_can_be_worked_out(part: int, rest: int) -> None:
    shown = split(part, rest)
    known = [each for each in (shown.whole, shown.part, shown.rest) if each is not None]
    assert not any(is_small(each) for each in known)
    if any(is_small(each) for each in (part, rest, part + rest)):
        assert len(known) < 2
