"""Who has completed the curriculum: distinct lessons, shares of a session, and how far make-ups go."""

from decimal import Decimal

import pytest

from curriculum_app.curriculum.rules import CompletionRule

RULE = CompletionRule(version="2026-1", lessons_needed=8, minimum_share=Decimal("0.5"), make_ups_allowed=2)
KEYS = [f"lesson-{number}" for number in range(1, 11)]


def test_eight_of_ten_distinct_lessons_complete_the_curriculum() -> None:
    assert RULE.is_met(KEYS[:8])
    assert not RULE.is_met(KEYS[:7])


def test_the_same_lesson_in_two_groups_counts_once() -> None:
    assert RULE.lessons_counted([*KEYS[:4], *KEYS[:4]]) == 4


def test_lessons_of_two_groups_add_up() -> None:
    before_the_move, after_the_move = KEYS[:5], KEYS[3:8]
    assert RULE.is_met([*before_the_move, *after_the_move])


def test_two_make_ups_count_and_a_third_does_not() -> None:
    assert RULE.is_met(KEYS[:6], KEYS[6:8])
    assert not RULE.is_met(KEYS[:5], KEYS[5:8])


def test_a_make_up_of_an_attended_lesson_uses_up_no_make_up() -> None:
    assert RULE.is_met(KEYS[:6], [KEYS[0], KEYS[1], *KEYS[6:8]])


def test_a_cancelled_session_counts_neither_for_nor_against() -> None:
    held_for_her = KEYS[:8]
    assert RULE.is_met(held_for_her), "two lessons were never held; the eight she came to are enough"


@pytest.mark.parametrize(("minutes", "counts"), [(0, False), (37, False), (38, True), (75, True)])
def test_at_least_half_of_a_sessions_minutes_count_as_attending_it(minutes: int, counts: bool) -> None:
    assert RULE.counts_as_attended(minutes_attended=minutes, session_minutes=75) is counts


def test_exactly_half_is_enough() -> None:
    assert RULE.counts_as_attended(minutes_attended=45, session_minutes=90)
