"""Roles hold on their dates, and the weighty ones only with a second person's word."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from curriculum_app.accounts.rules import roles
from curriculum_app.accounts.rules.roles import Standing, standing
from curriculum_app.core.access import Role

AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Assignment:
    from_on: date = date(2026, 11, 10)
    until_on: date | None = date(2026, 11, 20)
    approved_at: datetime | None = AT
    ended_at: datetime | None = None


@pytest.mark.parametrize(
    ("day", "expected"),
    [(9, Standing.TO_COME), (10, Standing.HELD), (20, Standing.HELD), (21, Standing.OVER)],
)
def test_the_first_and_the_last_day_both_count(day: int, expected: Standing) -> None:
    assert standing(Assignment(), date(2026, 11, day)) is expected


def test_without_a_last_day_a_role_goes_on() -> None:
    assert standing(replace(Assignment(), until_on=None), date(2040, 1, 1)) is Standing.HELD


def test_nothing_holds_before_it_is_approved() -> None:
    assert standing(replace(Assignment(), approved_at=None), date(2026, 11, 15)) is Standing.WAITING


def test_what_was_ended_is_over_at_once() -> None:
    assert standing(replace(Assignment(), ended_at=AT), date(2026, 11, 15)) is Standing.OVER


def test_manager_administrator_and_analyst_need_a_second_person() -> None:
    needing = {role for role in Role if roles.needs_second_person(role)}
    assert needing == {Role.PROGRAM_MANAGER, Role.ADMINISTRATOR, Role.ANALYST, Role.CUSTODIAN}


def test_a_facilitator_reaches_the_groups_she_is_assigned_to() -> None:
    assert [role for role in Role if roles.follows_groups(role)] == [Role.FACILITATOR]


def test_a_coordinator_needs_an_area_or_a_site() -> None:
    assert [role for role in Role if roles.needs_place(role)] == [Role.COORDINATOR]
