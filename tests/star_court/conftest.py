"""A girl of service area 6 with everything in her record, her coordinator, and a manager."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from curriculum_app.accounts.models import User
from curriculum_app.core.access import Actor
from curriculum_app.participants.models import Participant
from tests.factories import Make


@dataclass(frozen=True)
class People:
    """Who stands around a hand-off; `gail` is the coordinator's actor, `elena` the manager's."""

    girl: Participant
    coordinator: User
    manager: User
    gail: Actor
    elena: Actor


@pytest.fixture
def people(make: Make) -> People:
    """They, in the open transaction."""
    girl = make.participant(
        "Maya", "Reyes", chosen_name="May", street="1402 W 98th St", zip="90047", phone="323-555-0119",
        school="Washington Prep",
    )  # fmt: skip
    coordinator = make.user("coordinator", service_area=6, full_name="Gail Okafor")
    manager = make.user("program_manager", full_name="Elena Cervantes")
    gail, elena = make.actor(coordinator, "coordinator", 6), make.actor(manager, "program_manager")
    return People(girl, coordinator, manager, gail, elena)
