"""What a mark may say, and how much of a session it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.attendance.rules.values import (
    Meeting,
    Problem,
    Value,
    is_credited,
    minutes_attended,
    problem_with,
    value_of,
    wants_reason,
)
from curriculum_app.attendance.rules.words import Reason, Status

MEETING = Meeting(minutes=90)


def test_excused_needs_its_reason() -> None:
    assert problem_with(Value(Status.EXCUSED), 90) is Problem.REASON_MISSING
    assert problem_with(Value(Status.EXCUSED, Reason.COURT), 90) is None


def test_unexcused_may_wait_for_its_reason() -> None:
    absent = Value(Status.UNEXCUSED)
    assert problem_with(absent, 90) is None
    assert wants_reason(absent)
    assert not wants_reason(Value(Status.UNEXCUSED, Reason.OTHER))


@pytest.mark.parametrize("status", [Status.LATE, Status.LEFT_EARLY])
@pytest.mark.parametrize(
    ("minutes", "problem"),
    [
        (None, Problem.MINUTES_MISSING),
        (0, Problem.MINUTES_OUT_OF_RANGE),
        (-5, Problem.MINUTES_OUT_OF_RANGE),
        (91, Problem.MINUTES_OUT_OF_RANGE),
        (1, None),
        (90, None),
    ],
)
def test_part_of_a_session_needs_minutes_within_it(
    status: Status, minutes: int | None, problem: Problem | None
) -> None:
    assert problem_with(Value(status, minutes=minutes), 90) is problem


@pytest.mark.parametrize("status", [Status.PRESENT, Status.NOT_EXPECTED, Status.UNEXCUSED])
def test_other_statuses_need_nothing(status: Status) -> None:
    assert problem_with(Value(status), 90) is None


def test_what_a_status_has_no_use_for_is_dropped() -> None:
    assert value_of(Status.PRESENT, Reason.COURT, 40) == Value(Status.PRESENT)
    assert value_of(Status.LATE, Reason.COURT, 40) == Value(Status.LATE, minutes=40)
    assert value_of(Status.EXCUSED, Reason.COURT, 40) == Value(Status.EXCUSED, Reason.COURT)


def test_present_means_all_minutes() -> None:
    assert minutes_attended(Value(Status.PRESENT), 90) == 90
    assert minutes_attended(Value(Status.LATE, minutes=30), 90) == 30
    assert minutes_attended(Value(Status.UNEXCUSED), 90) == 0
    assert minutes_attended(None, 90) == 0


@pytest.mark.parametrize(("minutes", "counts"), [(44, False), (45, True), (89, True)])
def test_half_of_the_minutes_earn_the_lesson(minutes: int, counts: bool) -> None:
    assert is_credited(Value(Status.LATE, minutes=minutes), MEETING) is counts


def test_the_share_is_the_curriculums_to_set() -> None:
    assert not is_credited(Value(Status.LATE, minutes=60), Meeting(90, minimum_share=0.75))


def test_nobody_earns_anything_from_a_session_that_was_not_held() -> None:
    assert not is_credited(Value(Status.PRESENT), Meeting(90, is_held=False))


@given(st.sampled_from(Status), st.none() | st.integers(-10, 200), st.integers(1, 180))
def test_a_value_without_problem_never_exceeds_its_session(
    status: Status, minutes: int | None, session_minutes: int
) -> None:
    value = value_of(status, Reason.OTHER, minutes)
    if problem_with(value, session_minutes) is None:
        assert 0 <= minutes_attended(value, session_minutes) <= session_minutes
