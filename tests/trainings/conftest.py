"""Who stands at the desk of trainings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.clients import Client


@pytest.fixture
def office(client_as: Callable[..., Client]) -> Client:
    """A coordinator of service area 6."""
    return client_as("coordinator", service_area=6)
