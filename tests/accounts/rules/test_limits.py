"""Limits: five wrong tries, thirty idle minutes, twelve hours, ninety days."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.accounts.rules import limits
from curriculum_app.accounts.rules.limits import Tries, next_try

AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def allowed_at(offsets: list[timedelta]) -> list[timedelta]:
    """Which of the wrong tries, made at these offsets, were let through to the check."""
    tries, passed = Tries(), []
    for offset in offsets:
        counted = next_try(tries, AT + offset)
        if counted is not None:
            tries = counted
            passed.append(offset)
    return passed


def test_the_sixth_wrong_try_is_not_even_checked() -> None:
    assert len(allowed_at([MINUTE * n for n in range(8)])) == limits.WRONG_TRIES


def test_the_lock_opens_after_fifteen_minutes() -> None:
    five = [MINUTE] * 5
    assert allowed_at([*five, MINUTE * 15])[5:] == []
    assert allowed_at([*five, MINUTE * 16])[5:] == [MINUTE * 16]


def test_a_released_lock_gives_five_new_tries() -> None:
    assert len(allowed_at([MINUTE] * 5 + [MINUTE * 20] * 9)) == 10


def test_fifteen_quiet_minutes_start_a_new_count() -> None:
    tries = Tries(4, AT, None)
    assert next_try(tries, AT + 15 * MINUTE) == Tries(1, AT + 15 * MINUTE, None)


@given(st.lists(st.integers(0, 240), max_size=60).map(sorted))
def test_never_more_than_five_tries_in_any_fifteen_minutes(minutes: list[int]) -> None:
    passed = allowed_at([MINUTE * minute for minute in minutes])
    for start in passed:
        within = [each for each in passed if start <= each < start + limits.LOCKED_FOR]
        assert len(within) <= limits.WRONG_TRIES


def test_a_sign_in_locks_at_thirty_idle_minutes() -> None:
    idle = timedelta(minutes=30)
    assert not limits.is_idle(AT, AT + timedelta(minutes=29, seconds=59), idle)
    assert limits.is_idle(AT, AT + idle, idle)


def test_a_sign_in_ends_after_twelve_hours() -> None:
    assert not limits.is_over(AT, AT + timedelta(hours=11, minutes=59))
    assert limits.is_over(AT, AT + timedelta(hours=12))


def test_an_account_closes_after_ninety_unused_days() -> None:
    assert not limits.is_dormant(AT, None, AT + timedelta(days=89))
    assert limits.is_dormant(AT, None, AT + timedelta(days=90))


def test_using_an_account_keeps_it_open() -> None:
    assert not limits.is_dormant(AT, AT + timedelta(days=60), AT + timedelta(days=149))


def test_being_let_in_again_starts_the_ninety_days_anew() -> None:
    assert not limits.is_dormant(AT + timedelta(days=200), AT, AT + timedelta(days=201))
