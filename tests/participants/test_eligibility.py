"""What speaks against a place on the day a group begins, as a pure rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from curriculum_app.core.limits import Limits
from curriculum_app.core.written_dates import months_later
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentKind, ConsentPart, ConsentState, Said
from curriculum_app.participants.rules.dates import birthday
from curriculum_app.participants.rules.eligibility import (
    Finding,
    Home,
    Ineligible,
    Meets,
    Weight,
    asks,
    findings,
    stops,
)
from curriculum_app.participants.rules.words import AreaState

LIMITS = Limits(12, 17, (6, 8))
START = date(2027, 3, 2)
SESSIONS = [Meets(number, START + timedelta(weeks=number - 1)) for number in range(1, 11)]
SOUTH = Home(AreaState.DECIDED, 6)
YES = tuple(
    Said(ConsentKind.PARTICIPATION, part, ConsentAnswer.GIVEN, date(2027, 1, 5), date(2028, 1, 5))
    for part in ConsentPart
)


def found(born: date, home: Home = SOUTH, said: tuple[Said, ...] = YES, limits: Limits = LIMITS) -> tuple[Finding, ...]:
    """The findings of a girl for the group of ten Tuesdays."""
    return findings(born, home, said, limits, begins_on=START, joins_on=START, sessions=SESSIONS)


def codes(*args: object, **changes: object) -> list[Ineligible]:
    """Only what was found, not its details."""
    return [each.code for each in found(*args, **changes)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2015, 3, 2), []),  # 12 on the first day
        (date(2015, 3, 3), [Ineligible.TOO_YOUNG]),  # 12 a day later
        (date(2009, 5, 12), []),  # 18 the week after the last session
        (date(2009, 3, 2), [Ineligible.TOO_OLD]),  # 18 on the first day
        (date(2009, 3, 3), [Ineligible.AGES_OUT]),
    ],
)
def test_her_age_counts_on_the_first_day(born: date, expected: list[Ineligible]) -> None:
    assert codes(born) == expected


def test_turning_eighteen_during_the_group_is_a_warning_that_names_day_and_session() -> None:
    (one,) = found(date(2009, 4, 13))
    assert (one.weight, one.age, one.on, one.session) == (Weight.WARNS, 18, date(2027, 4, 13), 7)
    assert one.is_session_day
    (other,) = found(date(2009, 4, 15))
    assert (other.session, other.is_session_day) == (8, False)
    assert not asks((one, other))


def test_the_limits_of_the_first_day_decide() -> None:
    assert codes(date(2009, 3, 2), limits=Limits(12, 18, (6, 8))) == []


@pytest.mark.parametrize(
    ("home", "expected"),
    [
        (Home(AreaState.DECIDED, 8), []),
        (Home(AreaState.UNDECIDED, None), [Ineligible.AREA_UNDECIDED]),
        (Home(AreaState.OUTSIDE, None), [Ineligible.OUTSIDE_AREA]),
        (Home(AreaState.DECIDED, 3), [Ineligible.OUTSIDE_AREA]),
    ],
)
def test_her_home_lies_in_the_programmes_areas_or_a_reason_is_needed(home: Home, expected: list[Ineligible]) -> None:
    assert codes(date(2013, 1, 1), home) == expected


def test_an_area_that_the_programme_takes_in_later_is_no_longer_outside() -> None:
    assert codes(date(2013, 1, 1), Home(AreaState.OUTSIDE, 4), limits=Limits(12, 17, (4, 6, 8))) == []


def test_silence_asks_for_a_reason_and_a_no_stops() -> None:
    missing = found(date(2013, 1, 1), said=())
    assert [(each.code, each.consent) for each in asks(missing)] == [
        (Ineligible.NO_PERMISSION, ConsentState.MISSING),
        (Ineligible.NO_ASSENT, ConsentState.MISSING),
    ]
    no = Said(ConsentKind.PARTICIPATION, ConsentPart.ASSENT, ConsentAnswer.REVOKED, date(2027, 2, 1))
    (stopped,) = stops(found(date(2013, 1, 1), said=(*YES, no)))
    assert (stopped.code, stopped.consent) == (Ineligible.NO_ASSENT, ConsentState.REVOKED)


def test_a_consent_that_ends_before_the_first_day_has_expired_by_then() -> None:
    short = tuple(Said(each.kind, each.part, each.answer, each.signed_on, START - timedelta(days=1)) for each in YES)
    assert {each.consent for each in found(date(2013, 1, 1), said=short)} == {ConsentState.EXPIRED}


def test_birthdays_and_months_end_where_the_calendar_does() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 15), 12) == date(2027, 12, 15)
