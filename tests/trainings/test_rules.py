"""Hours, days and rows of trainings as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from curriculum_app.core.federal_year import first_day, year_of
from curriculum_app.trainings.rules.courses import (
    asked_from,
    asked_until,
    expires_on,
    hours_of,
    may_answer,
    minutes_of,
    plain,
)
from curriculum_app.trainings.rules.figures import Trained, last_asked_day
from curriculum_app.trainings.rules.rows import Attended, RowProblem, read_row

TODAY = date(2026, 6, 30)
ROW = {
    "course": "Working together", "session_on": "2/3/2026", "hours": "1.5", "trainer": "Denise Holloway",
    "attendee_name": "Lupe Navarro", "organisation": "Harbor Youth Services",
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("2", 120), ("1.5", 90), ("1,25", 75), ("0.25", 15), ("60", 3600), ("0.1", None), ("61", None), ("two", None)],
)
def test_hours_as_people_write_them(written: str, minutes: int | None) -> None:
    assert minutes_of(written) == minutes
    if minutes:
        assert minutes_of(hours_of(minutes)) == minutes


def test_a_certificate_runs_out_on_the_same_day_of_a_later_month() -> None:
    assert expires_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert expires_on(date(2026, 1, 31), None) is None


def test_an_answer_is_taken_from_three_to_six_months_after() -> None:
    held = date(2026, 1, 15)
    assert (asked_from(held), asked_until(held)) == (date(2026, 4, 15), date(2026, 7, 15))
    assert not may_answer(held, date(2026, 4, 14))
    assert may_answer(held, date(2026, 7, 15))
    assert not may_answer(held, date(2026, 7, 16))


def test_the_last_day_that_is_asked_fits_every_day_of_two_years() -> None:
    for number in range(730):
        today = date(2027, 1, 1) + timedelta(days=number)
        last = last_asked_day(today)
        assert asked_from(last) <= today < asked_from(last + timedelta(days=1))


def test_the_federal_year_begins_in_october() -> None:
    assert [year_of(date(2025, 9, 30)), year_of(date(2025, 10, 1))] == [2025, 2026]
    assert first_day(2026) == date(2025, 10, 1)


def test_the_applied_share_is_of_those_who_answered() -> None:
    found = Trained(asked=10, used=3, not_yet=1)
    assert (found.answered, found.silent, found.applied_share) == (4, 6, 0.75)
    assert Trained(asked=10).applied_share is None


def test_an_organisation_is_compared_without_case_accents_and_dots() -> None:
    assert plain("  Casa de  Niños, Inc. ") == plain("casa de ninos inc")


def test_a_row_is_read() -> None:
    said = read_row(ROW, TODAY)
    assert said == Attended(
        "Working together", date(2026, 2, 3), "Denise Holloway", "Lupe Navarro", "Harbor Youth Services", 90
    )


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"course": ""}, (RowProblem.COURSE_MISSING,)),
        ({"session_on": ""}, (RowProblem.DATE_MISSING,)),
        ({"session_on": "soon"}, (RowProblem.DATE_WRONG,)),
        ({"session_on": "2026-07-01"}, (RowProblem.DATE_IN_FUTURE,)),
        ({"hours": "many"}, (RowProblem.HOURS_WRONG,)),
        ({"email": "lupe at harbor"}, (RowProblem.EMAIL_WRONG,)),
        ({"trainer": "x" * 121}, (RowProblem.TOO_LONG,)),
        ({"attendee_name": " ", "organisation": ""}, (RowProblem.NAME_MISSING, RowProblem.ORGANISATION_MISSING)),
    ],
)
def test_everything_that_is_wrong_with_a_row_is_found(
    changes: dict[str, str], problems: tuple[RowProblem, ...]
) -> None:
    assert read_row(ROW | changes, TODAY) == problems
