"""The dates of a group: on its weekdays, never on a closed day, in order, as many as there are lessons."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.timetable import (
    EndlessTimetableError,
    FirstDayOffRhythmError,
    PastMidnightError,
    Skipped,
)

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
RHYTHMS = st.sets(st.integers(0, 6), min_size=1)


def first_meeting_day(start: date, rhythm: set[int]) -> date:
    return next(day for n in range(7) if (day := start + timedelta(days=n)).weekday() in rhythm)


@given(start=DAYS, rhythm=RHYTHMS, lessons=st.integers(1, 12), offsets=st.sets(st.integers(0, 90), max_size=25))
def test_every_lesson_gets_one_open_meeting_day_in_order(
    start: date, rhythm: set[int], lessons: int, offsets: set[int]
) -> None:
    first_on = first_meeting_day(start, rhythm)
    closed = {first_on + timedelta(days=n): "closed" for n in offsets}
    days = timetable.lay_out(first_on, rhythm, lessons, closed).days
    assert len(days) == lessons
    assert list(days) == sorted(set(days))
    assert all(day.weekday() in rhythm and day not in closed and day >= first_on for day in days)


@given(start=DAYS, rhythm=RHYTHMS, lessons=st.integers(1, 12), offsets=st.sets(st.integers(0, 90), max_size=25))
def test_no_open_meeting_day_is_left_out(start: date, rhythm: set[int], lessons: int, offsets: set[int]) -> None:
    first_on = first_meeting_day(start, rhythm)
    closed = {first_on + timedelta(days=n): "closed" for n in offsets}
    laid = timetable.lay_out(first_on, rhythm, lessons, closed)
    span = [first_on + timedelta(days=n) for n in range((laid.days[-1] - first_on).days + 1)]
    meeting = [day for day in span if day.weekday() in rhythm]
    assert sorted([*laid.days, *(skip.day for skip in laid.skipped)]) == meeting


@given(rhythm=RHYTHMS)
def test_a_stored_rhythm_reads_back_as_it_was(rhythm: set[int]) -> None:
    assert set(timetable.weekdays_of(timetable.mask_of(rhythm))) == rhythm


@given(start=DAYS, rhythm=RHYTHMS)
def test_a_replacement_lies_after_the_last_day(start: date, rhythm: set[int]) -> None:
    day = timetable.next_day(start, rhythm, {})
    assert start < day <= start + timedelta(days=7)
    assert day.weekday() in rhythm


def test_thanksgiving_week_is_stepped_over_and_named() -> None:
    closed = timetable.closed_days([2026])
    laid = timetable.lay_out(date(2026, 11, 19), [3], 2, closed)
    assert laid.days == (date(2026, 11, 19), date(2026, 12, 3))
    assert laid.skipped == (Skipped(date(2026, 11, 26), "Thanksgiving Day"),)


def test_a_group_may_meet_on_holidays_when_it_is_asked_to() -> None:
    closed = timetable.closed_days([2026], holidays=False)
    assert timetable.lay_out(date(2026, 11, 24), range(7), 3, closed).days[2] == date(2026, 11, 26)


def test_extra_closed_days_are_stepped_over_and_keep_a_holidays_name() -> None:
    closed = timetable.closed_days([2026], [date(2026, 12, 1), date(2026, 11, 26)])
    assert closed[date(2026, 12, 1)] == ""
    assert closed[date(2026, 11, 26)] == "Thanksgiving Day"


def test_a_first_date_on_another_weekday_is_refused() -> None:
    with pytest.raises(FirstDayOffRhythmError):
        timetable.lay_out(date(2026, 11, 24), [2], 10, {})


def test_a_calendar_without_open_days_is_refused_not_endless() -> None:
    closed = {date(2026, 1, 1) + timedelta(days=n): "closed" for n in range(2000)}
    with pytest.raises(EndlessTimetableError):
        timetable.lay_out(date(2026, 1, 5), [0], 10, closed)
    with pytest.raises(EndlessTimetableError):
        timetable.next_day(date(2026, 1, 5), [0], closed)


def test_the_wall_time_stays_over_both_clock_changes() -> None:
    spring = timetable.lay_out(date(2027, 3, 9), [1], 2, {}).days
    assert spring == (date(2027, 3, 9), date(2027, 3, 16))
    assert timetable.ends_at(time(16, 0), 90) == time(17, 30)


def test_a_session_ends_on_the_day_it_began() -> None:
    assert timetable.ends_at(time(22, 30), 89) == time(23, 59)
    with pytest.raises(PastMidnightError):
        timetable.ends_at(time(22, 30), 90)
