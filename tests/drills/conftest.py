"""The site that the reduced drills of the suite are run on."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import DATABASE
from tests.drills.sites import Site
from tests.factories import Make


@pytest.fixture
def site(app: Flask, make: Make, tmp_path: Path) -> Site:
    """This test's own database and folder."""
    return Site(app, make, tmp_path)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What says something about SQLite alone is run on SQLite, and is no test on PostgreSQL."""
    if DATABASE == "sqlite":
        return
    foreign = [item for item in items if item.get_closest_marker("sqlite_only")]
    config.hook.pytest_deselected(items=foreign)
    items[:] = [item for item in items if item not in foreign]
