"""The ground of every test: a fresh, migrated database for each, and a client signed in as whoever the test needs.

`TEST_DATABASE` chooses `sqlite` (default) or `postgresql`. The database is migrated once a worker and copied for each
test, so that a test may commit whatever it likes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import create_engine, event, make_url

from config import Settings, load_settings
from curriculum_app import create_app
from curriculum_app.core import clock
from curriculum_app.core.cli import alembic_config
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.vault import make_system_keys
from tests import postgres
from tests.clients import Client, sign_in
from tests.factories import Make
from tests.house.watch import watch

DATABASE = os.environ.get("TEST_DATABASE", "sqlite")


def settings_for(url: str, folder: Path, **changes: str) -> Settings:
    """The settings of a development site of its own in `folder`."""
    environ = {"DATABASE_URL": url, "INSTANCE_DIR": str(folder), "SECRET_KEY": "a secret of the tests, long enough"}
    return load_settings(environ | changes)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that a worker makes once: the built static files and the master key."""
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="session")
def template_url(shared_folder: Path) -> Iterator[str]:
    """A migrated, empty database that each test copies."""
    url = postgres.create_database() if DATABASE == "postgresql" else f"sqlite:///{shared_folder / 'template.sqlite3'}"
    command.upgrade(alembic_config(url), "head")
    app = create_app(settings_for(url, shared_folder))
    with app.app_context():
        begin_writing()
        make_system_keys(clock.now())
        db.session.commit()
        _dispose()
    if DATABASE == "sqlite":
        engine = create_engine(url)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
    yield url
    if DATABASE == "postgresql":
        postgres.drop_database(url)


@pytest.fixture
def database_url(template_url: str, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own."""
    if DATABASE == "postgresql":
        with postgres.scratch_database(template_url) as url:
            yield url
        return
    path = tmp_path / "test.sqlite3"
    shutil.copy(str(make_url(template_url).database), path)
    yield f"sqlite:///{path}"


@pytest.fixture
def app(database_url: str, shared_folder: Path) -> Iterator[Flask]:
    """The application on this test's database, as in development."""
    application = create_app(settings_for(database_url, shared_folder))
    application.testing = True
    watch(application)
    yield application
    with application.app_context():
        _dispose()


@pytest.fixture
def open_site() -> Iterator[Callable[[Settings], Flask]]:
    """Makes further sites with settings of their own and closes their connections afterwards."""
    sites: list[Flask] = []

    def site(settings: Settings) -> Flask:
        sites.append(create_app(settings))
        return sites[-1]

    yield site
    for each in sites:
        with each.app_context():
            _dispose()


@pytest.fixture
def app_context(app: Flask) -> Iterator[Flask]:
    """An application context in which a transaction may write: for services and queries."""
    with app.app_context():
        begin_writing()
        yield app
        db.session.rollback()


@pytest.fixture
def make(app_context: Flask) -> Make:
    """Factories of rows, in the context's transaction; `make.commit()` shows them to clients."""
    return Make()


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser that is not signed in."""
    app.test_client_class = Client
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def client_as(app: Flask, make: Make) -> Callable[..., Client]:
    """`client_as("coordinator", service_area=6)`: a browser signed in as a new member of staff; `.user` is she."""

    def signed_in(role: str = "facilitator", **grant: object) -> Client:
        if not db.session.in_transaction():
            begin_writing()
        user = grant.pop("user", None) or make.user(role, **grant)
        make.commit()
        app.test_client_class = Client
        browser: Client = app.test_client()  # type: ignore[assignment]
        browser.user = user  # type: ignore[assignment]
        sign_in(browser, user)  # type: ignore[arg-type]
        begin_writing()
        return browser

    return signed_in


@pytest.fixture
def statements(app_context: Flask) -> Iterator[list[str]]:
    """Every statement sent to the database while the test runs; clear it before the act and count after."""
    seen: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, _p: object, _x: object, _many: bool) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    engines = list(db.engines.values())
    for engine in engines:
        event.listen(engine, "before_cursor_execute", remember)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", remember)


def _dispose() -> None:
    db.session.close()
    for engine in db.engines.values():
        engine.dispose()
