"""The programme that the access matrix and the law of pages ask questions to, built once a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curriculum_app import create_app
from tests.conftest import settings_for
from tests.databases import new_address
from tests.house.access_matrix.world import build
from tests.house.standing import Standing
from tests.house.watch import watch


@pytest.fixture(scope="session")
def programme(template_url: str, shared_folder: Path) -> Iterator[Standing]:
    """The programme in which every relation occurs, served by one application."""
    url = new_address(shared_folder)
    app = create_app(settings_for(url, shared_folder))
    app.testing = True
    watch(app)
    standing = Standing(app, template_url, build)
    yield standing
    standing.close()


@pytest.fixture
def standing(programme: Standing) -> Standing:
    """That programme as it was in the beginning."""
    programme.put_back()
    return programme
