"""The site that the reduced drills of the suite are run on."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.drills.sites import Site
from tests.factories import Make


@pytest.fixture
def site(app: Flask, make: Make, tmp_path: Path) -> Site:
    """This test's own database and folder."""
    return Site(app, make, tmp_path)
