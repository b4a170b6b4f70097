"""Names, entry, exits and staffing of groups."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.cohorts.rules import entry, exits, naming, staffing
from curriculum_app.cohorts.rules.entry import Meeting
from curriculum_app.cohorts.rules.exits import ExitProblem
from curriculum_app.cohorts.rules.staffing import Seat, StaffingGap
from curriculum_app.cohorts.rules.states import ExitReason, SessionState, StaffPart

ANA, BO = UUID(int=1), UUID(int=2)
TONIGHT = UUID(int=9)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("ordinal", "weekdays", "name"),
    [
        (0, [1], "Group A, Tuesday"),
        (25, [4], "Group Z, Friday"),
        (26, [1, 3], "Group AA, Tuesday and Thursday"),
        (701, [0, 2, 4], "Group ZZ, Monday, Wednesday and Friday"),
        (702, [0, 1, 2, 3, 4], "Group AAA, Monday to Friday"),
        (2, range(7), "Group C, daily"),
    ],
)
def test_a_group_has_a_neutral_name(ordinal: int, weekdays: list[int], name: str) -> None:
    assert naming.neutral_name(ordinal, weekdays) == name


@given(st.integers(0, 50_000), st.integers(0, 50_000))
def test_no_two_groups_share_their_letters(one: int, other: int) -> None:
    assert (naming.letters(one) == naming.letters(other)) == (one == other)


def meetings(*states: SessionState) -> list[Meeting]:
    return [Meeting(MONDAY + timedelta(weeks=n), state) for n, state in enumerate(states)]


def test_a_group_is_open_until_its_second_meeting_is_over() -> None:
    planned = meetings(*[SessionState.PLANNED] * 10)
    assert entry.is_entry_open(planned, 2, MONDAY + timedelta(weeks=1))
    assert not entry.is_entry_open(planned, 2, MONDAY + timedelta(weeks=1, days=1))


def test_a_meeting_that_did_not_happen_does_not_close_the_group() -> None:
    held = meetings(SessionState.HELD, SessionState.NOT_HELD, SessionState.PLANNED)
    assert entry.is_entry_open(held, 2, MONDAY + timedelta(weeks=2))


def test_seats_free_are_never_negative() -> None:
    assert entry.seats_free(12, 8) == 4
    assert entry.seats_free(6, 8) == 0


def test_the_rule_decides_who_completed_at_the_close() -> None:
    assert exits.exit_at_close(is_completed=True, chosen=ExitReason.MOVED) is ExitReason.COMPLETED
    assert exits.exit_at_close(is_completed=False, chosen=ExitReason.MOVED) is ExitReason.MOVED
    assert exits.exit_at_close(is_completed=False, chosen=None) is ExitProblem.REASON_MISSING
    assert exits.exit_at_close(is_completed=False, chosen=ExitReason.COMPLETED) is ExitProblem.NOT_COMPLETED


def test_nobody_is_made_complete_by_hand() -> None:
    assert ExitReason.COMPLETED not in exits.CHOSEN_BY_HAND
    chosen = ExitReason.COMPLETED
    assert exits.exit_before_close(is_completed=False, chosen=chosen) is ExitProblem.NOT_COMPLETED
    assert exits.exit_before_close(is_completed=True, chosen=chosen) is ExitReason.COMPLETED
    assert exits.exit_before_close(is_completed=False, chosen=ExitReason.MOVED) is ExitReason.MOVED


def test_a_group_closes_when_no_session_is_open() -> None:
    assert exits.may_close([SessionState.HELD, SessionState.NOT_HELD])
    assert not exits.may_close([SessionState.HELD, SessionState.PLANNED])
    assert not exits.may_close([])


def test_two_people_stand_there_and_one_of_them_leads() -> None:
    lead, co = Seat(ANA, StaffPart.LEAD, MONDAY), Seat(BO, StaffPart.CO, MONDAY)
    assert staffing.gap([lead, co], MONDAY) is None
    assert staffing.gap([lead], MONDAY) is StaffingGap.ONE_PERSON
    assert staffing.gap([co], MONDAY) is StaffingGap.NO_LEAD
    assert staffing.gap([lead, co], MONDAY - timedelta(days=1)) is StaffingGap.NOBODY


def test_a_substitute_fills_a_seat_in_her_session_only() -> None:
    lead = Seat(ANA, StaffPart.LEAD, MONDAY)
    substitute = Seat(BO, StaffPart.SUBSTITUTE, MONDAY, MONDAY, TONIGHT)
    assert staffing.gap([lead, substitute], MONDAY, TONIGHT) is None
    assert staffing.gap([lead, substitute], MONDAY, UUID(int=8)) is StaffingGap.ONE_PERSON


@given(days=st.integers(-40, 40), length=st.integers(0, 30))
def test_staff_reach_a_group_for_two_weeks_after_their_row(days: int, length: int) -> None:
    seat = Seat(ANA, StaffPart.LEAD, MONDAY, MONDAY + timedelta(days=length))
    assert staffing.reaches_on(seat, MONDAY + timedelta(days=days)) == (0 <= days <= length + 14)


@given(days=st.integers(-40, 40))
def test_a_substitute_reaches_her_session_on_that_day_alone(days: int) -> None:
    seat = Seat(BO, StaffPart.SUBSTITUTE, MONDAY, MONDAY, TONIGHT)
    assert staffing.reaches_on(seat, MONDAY + timedelta(days=days)) == (days == 0)


def test_one_person_holds_one_part_at_a_time() -> None:
    first = Seat(ANA, StaffPart.LEAD, MONDAY, MONDAY + timedelta(days=6))
    assert staffing.overlaps(first, Seat(ANA, StaffPart.CO, MONDAY + timedelta(days=6)))
    assert not staffing.overlaps(first, Seat(ANA, StaffPart.CO, MONDAY + timedelta(days=7)))
    assert not staffing.overlaps(first, Seat(BO, StaffPart.LEAD, MONDAY))


def test_seats_count_people_not_rows() -> None:
    seats = [Seat(ANA, StaffPart.LEAD, MONDAY), Seat(BO, StaffPart.SUBSTITUTE, MONDAY, MONDAY, TONIGHT)]
    assert staffing.seats_taken_on(seats, MONDAY) == 1
