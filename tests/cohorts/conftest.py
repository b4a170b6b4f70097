"""What tests of cohorts begin with: a coordinator of area 6 as the actor, and the programme's limits."""

from collections.abc import Callable

import pytest

from curriculum_app.core.access import Actor
from curriculum_app.core.limits import Limits
from tests.clients import Client
from tests.factories import Make


@pytest.fixture
def coordinator(make: Make) -> Actor:
    """A coordinator of area 6."""
    return make.actor(make.user("coordinator"), "coordinator", service_area=6)


@pytest.fixture
def office(client_as: Callable[..., Client]) -> Client:
    """A coordinator of area 6 at her desk."""
    return client_as("coordinator", service_area=6)


@pytest.fixture
def policy() -> Limits:
    """Girls of 12 to 17 from areas 6 and 8."""
    return Limits(12, 17, (6, 8))
