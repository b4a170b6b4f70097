"""Limits: what holds on a day, what held before, and who may say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import LimitName, limits_on, service
from curriculum_app.core.limits.models import ProgrammeLimit
from curriculum_app.core.limits.rules import NotALimit, read_value
from curriculum_app.core.limits.service import set_limit
from tests.clients import Client
from tests.factories import Make

As = Callable[..., Client]
AGE = LimitName.MAXIMUM_AGE


@pytest.fixture
def manager(make: Make) -> Actor:
    """A program manager."""
    return make.actor(make.user("program_manager"), "program_manager")


def test_where_no_row_speaks_the_settings_do(make: Make, statements: list[str]) -> None:
    statements.clear()
    limits = limits_on(make.today)
    assert len(statements) == 1
    assert (limits.minimum_age, limits.maximum_age, limits.service_areas) == (12, 17, (6, 8))
    assert not limits.since


def test_a_new_value_holds_from_its_day_and_not_before(make: Make, manager: Actor) -> None:
    soon = make.today + timedelta(days=10)
    set_limit(name=AGE, value="18", in_force_from=soon, reason="New grant", actor=manager, at=make.at)
    set_limit(
        name=LimitName.SERVICE_AREAS, value="8, 4,6", in_force_from=make.today, reason="", actor=manager, at=make.at
    )
    before, after = limits_on(soon - timedelta(days=1)), limits_on(soon)
    assert (before.maximum_age, after.maximum_age) == (17, 18)
    assert (before.service_areas, after.since[AGE]) == ((4, 6, 8), soon)


def test_the_last_word_for_a_day_counts_and_the_first_stays_in_history(make: Make, manager: Actor) -> None:
    for minutes, value in enumerate(("16", "15")):
        at = make.at + timedelta(minutes=minutes)
        set_limit(name=AGE, value=value, in_force_from=make.today, reason="", actor=manager, at=at)
    assert limits_on(make.today).maximum_age == 15
    assert set(db.session.scalars(select(ProgrammeLimit.value))) == {"15", "16"}


def test_the_past_and_contradictions_are_refused(make: Make, manager: Actor) -> None:
    ways = {"reason": "", "actor": manager, "at": make.at}
    yesterday, later = make.today - timedelta(days=1), make.today + timedelta(days=30)
    with pytest.raises(service.FromThePast):
        set_limit(name=AGE, value="18", in_force_from=yesterday, **ways)  # type: ignore[arg-type]
    with pytest.raises(service.NotAValue):
        set_limit(name=AGE, value="ninety", in_force_from=make.today, **ways)  # type: ignore[arg-type]
    set_limit(name=LimitName.MINIMUM_AGE, value="16", in_force_from=later, **ways)  # type: ignore[arg-type]
    # It goes together with today's youngest age, and not with the one that is to come.
    with pytest.raises(service.Contradicts):
        set_limit(name=AGE, value="15", in_force_from=make.today, **ways)  # type: ignore[arg-type]
    assert len(db.session.scalars(select(ProgrammeLimit.id)).all()) == 1


@pytest.mark.parametrize("text", ["", "9", "6,", "0", "6;8", "six"])
def test_areas_are_numbers_from_one_to_eight(text: str) -> None:
    with pytest.raises(NotALimit):
        read_value(LimitName.SERVICE_AREAS, text)


def test_a_manager_sets_a_limit_on_its_page_once(make: Make, client_as: As) -> None:
    office = client_as("program_manager")
    typed = {
        "limit": "maximum_age", "maximum_age-id": str(new_id()), "maximum_age-value": "16",
        "maximum_age-in_force_from": make.today.isoformat(), "maximum_age-reason": "Fewer seats",
    }  # fmt: skip
    for _ in range(2):
        assert office.post("/admin/settings", data=typed).status_code == 303
    page = office.get("/admin/settings").text
    assert "16 years" in page
    assert page.count("Fewer seats") == 1
    refused = office.post("/admin/settings", data=typed | {"maximum_age-id": str(new_id()), "maximum_age-value": "99"})
    assert refused.status_code == 422
    assert "Choose from 8 to 25." in refused.text


@pytest.mark.parametrize("role", ["administrator", "coordinator", "facilitator", "analyst"])
def test_nobody_else_sees_the_settings(client_as: As, role: str) -> None:
    assert client_as(role).get("/admin/settings").status_code == 403
