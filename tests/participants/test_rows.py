"""One row of a referral file: what is taken as it is, and every reason why not."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.core.tables import Fault, FaultKind
from curriculum_app.core.written_dates import parse_date
from curriculum_app.participants.rules.dates import age_on
from curriculum_app.participants.rules.rows import (
    COLUMNS,
    Problem,
    ProblemKind,
    ReferralFacts,
    missing_columns,
    read_row,
)
from curriculum_app.participants.rules.words import Race

TODAY = date(2026, 3, 10)
GOOD: Mapping[str, str] = {
    "first_name": "Maya", "last_name": "Reyes", "birth_date": "2011-03-04", "zip": "90044",
    "referral_source": "Lincoln School", "referred_on": "3/2/2026",
}  # fmt: skip


def facts(**changes: str) -> ReferralFacts:
    """The facts of a good row with these changes."""
    read = read_row({**GOOD, **changes}, TODAY)
    assert read.facts is not None, read.problems
    return read.facts


def problems(**changes: str) -> list[tuple[str, ProblemKind]]:
    """The problems of a good row with these changes."""
    read = read_row({**GOOD, **changes}, TODAY)
    assert read.facts is None or not read.problems
    return [(problem.column, problem.kind) for problem in read.problems]


def test_a_row_with_what_is_required_is_taken() -> None:
    read = facts()
    assert (read.birth_date, read.referred_on) == (date(2011, 3, 4), date(2026, 3, 2))
    assert (read.zip_code, read.language, read.races) == ("90044", "und", ())


@pytest.mark.parametrize("name", ["O'Neill-Peña", "李", "A", "x" * 200, "Zoë 🌻", "👩🏽‍🎤", "=SUM(A1)", "<b>Maya</b>"])
def test_a_name_is_kept_as_it_is(name: str) -> None:
    assert facts(first_name=name).first_name == name


def test_a_name_is_kept_in_one_composed_form() -> None:
    assert facts(first_name="Zoe\u0308").first_name == "Zoë"


@pytest.mark.parametrize("hidden", ["\x00", "\u202e", "\u2066", "\u200f", "\ufeff", "\x1b"])
def test_characters_that_cannot_be_seen_are_taken_out_with_notice(hidden: str) -> None:
    read = read_row({**GOOD, "first_name": f"Ma{hidden}ya"}, TODAY)
    assert read.facts is not None
    assert read.facts.first_name == "Maya"
    assert read.stripped == ("first_name",)


def test_every_reason_is_named_not_only_the_first() -> None:
    found = problems(first_name="", birth_date="31/02/2011", zip="9004", language="Klingonese", availability="soon")
    assert found == [
        ("first_name", ProblemKind.MISSING),
        ("birth_date", ProblemKind.NO_SUCH_DAY),
        ("zip", ProblemKind.NOT_A_ZIP),
        ("language", ProblemKind.NOT_A_LANGUAGE),
        ("availability", ProblemKind.NOT_AVAILABILITY),
    ]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("2011-02-31", ProblemKind.NO_SUCH_DAY),
        ("2/31/2011", ProblemKind.NO_SUCH_DAY),
        ("0012-03-04", ProblemKind.TOO_EARLY),
        ("3/4/0012", ProblemKind.TOO_EARLY),
        ("2026-03-11", ProblemKind.IN_FUTURE),
        ("3/4/11", ProblemKind.NOT_A_DATE),
        ("March 4", ProblemKind.NOT_A_DATE),
        ("２０１１-03-04", ProblemKind.NOT_A_DATE),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused(written: str, kind: ProblemKind) -> None:
    assert problems(birth_date=written) == [("birth_date", kind)]


@pytest.mark.parametrize("born", ["2015-01-01", "2008-03-10", "2008-03-11", "1990-01-01"])
def test_an_age_outside_the_programmes_is_a_valid_referral(born: str) -> None:
    assert facts(birth_date=born).birth_date == date.fromisoformat(born)


def test_a_referral_before_birth_is_refused() -> None:
    assert problems(birth_date="2012-05-05", referred_on="2012-05-04") == [("referred_on", ProblemKind.BEFORE_BIRTH)]


def test_a_zip_code_or_a_street_is_needed() -> None:
    assert problems(zip="") == [("zip", ProblemKind.NO_ADDRESS)]
    assert facts(zip="", street="8475 S Vermont Ave").street == "8475 S Vermont Ave"


def test_text_longer_than_its_field_is_refused() -> None:
    assert problems(first_name="x" * 201) == [("first_name", ProblemKind.TOO_LONG)]


@pytest.mark.parametrize(
    ("written", "code"),
    [("Spanish", "es"), ("español", "es"), ("es-MX", "es"), ("EN", "en"), ("Samoan", "sm"), ("Coreano", "ko")],
)
def test_a_language_is_read_from_its_names_and_codes(written: str, code: str) -> None:
    assert facts(language=written).language == code


def test_every_race_that_was_selected_is_kept() -> None:
    read = facts(race_ethnicity="White; Black or African American ; hispanic / latino; latina; unknown")
    assert read.races == (Race.BLACK, Race.HISPANIC, Race.WHITE)


def test_a_race_that_is_none_of_the_answers_is_named() -> None:
    read = read_row({**GOOD, "race_ethnicity": "Asian; Two or more"}, TODAY)
    assert read.problems == (Problem("race_ethnicity", ProblemKind.NOT_A_RACE, "Two or more"),)


def test_availability_is_written_one_way() -> None:
    written = "thursday 16:00-18:30; Tue 15:00–17:00; tue 16:30 to 18:00"
    assert facts(availability=written).availability == "Tue 15:00-18:00; Thu 16:00-18:30"


@pytest.mark.parametrize("written", ["Tue", "Tue 18:00-15:00", "Tue 25:00-26:00", "Noday 15:00-16:00", "Tue 15-18"])
def test_availability_that_cannot_be_read_is_named(written: str) -> None:
    assert problems(availability=written) == [("availability", ProblemKind.NOT_AVAILABILITY)]


def test_a_formula_is_told_once_and_not_also_as_a_wrong_date() -> None:
    read = read_row({**GOOD, "birth_date": "=TODAY()"}, TODAY, [Fault(FaultKind.FORMULA, "birth_date")])
    assert read.problems == (Problem("birth_date", ProblemKind.FORMULA),)
    assert read.facts is None


def test_unknown_columns_are_ignored_and_missing_ones_named() -> None:
    assert read_row({**GOOD, "shoe_size": "7"}, TODAY).facts is not None
    assert missing_columns(["first_name", "last_name", "birth_date", "referral_source", "city"]) == (
        "referred_on",
        "zip",
    )
    assert missing_columns(GOOD) == ()


@given(st.dates(date(1900, 1, 1), TODAY))
def test_both_ways_to_write_a_date_mean_the_same_day(day: date) -> None:
    assert parse_date(day.isoformat(), TODAY) == parse_date(f"{day.month}/{day.day}/{day.year}", TODAY) == day


@given(st.dates(date(1950, 1, 1), TODAY), st.integers(0, 20_000))
def test_an_age_grows_by_one_on_each_birthday(born: date, days: int) -> None:
    later = born + timedelta(days=days)
    assert age_on(born, later) - age_on(born, later - timedelta(days=1)) in {0, 1}
    assert age_on(born, later) == sum(
        1 for year in range(born.year + 1, later.year + 1) if _birthday(born, year) <= later
    )


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@given(st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.text(max_size=40)))
def test_whatever_is_written_gives_facts_or_reasons(cells: dict[str, str]) -> None:
    read = read_row(cells, TODAY)
    assert (read.facts is None) == bool(read.problems)


@given(st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.text(max_size=40)))
def test_reading_the_facts_again_changes_nothing(cells: dict[str, str]) -> None:
    first = read_row({**GOOD, **{key: value for key, value in cells.items() if key not in GOOD}}, TODAY).facts
    if first is not None:
        again = {
            column: getattr(first, column, "") for column in COLUMNS if isinstance(getattr(first, column, ""), str)
        }
        assert (
            facts(**{key: value for key, value in again.items() if key not in GOOD}).availability == first.availability
        )
