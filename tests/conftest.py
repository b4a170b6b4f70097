"""The ground of every test: a fresh, migrated database for each, and a client signed in as whoever the test needs.

`TEST_DATABASE` chooses `sqlite` (default) or `postgresql`. Each worker has one application and one migrated database,
which is put back before each test, so that a test may commit whatever it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from hypothesis import settings as property_tests
from sqlalchemy import create_engine, event

from config import Settings, load_settings
from curriculum_app import create_app
from curriculum_app.core import clock
from curriculum_app.core.cli import alembic_config
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.vault import make_system_keys
from tests import databases, postgres
from tests.clients import Client, sign_in
from tests.databases import DATABASE, new_address
from tests.factories import Make
from tests.house.watch import watch

# No test measures time: on a busy machine the first example of a property takes longer than hypothesis would allow.
property_tests.register_profile("untimed", deadline=None)
property_tests.load_profile("untimed")


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
    url = postgres.create_database() if DATABASE == "postgresql" else new_address(shared_folder)
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
    databases.remove(url)


@pytest.fixture(scope="session")
def site_url(template_url: str, shared_folder: Path) -> Iterator[str]:
    """The database that the worker's tests use, one after the other."""
    url = new_address(shared_folder)
    databases.copy(template_url, url)
    databases.keep(url)
    yield url
    databases.remove(url)


@pytest.fixture(scope="session")
def served(site_url: str, shared_folder: Path) -> Flask:
    """The worker's application: its routes, templates and statements are compiled once for all tests."""
    application = create_app(settings_for(site_url, shared_folder))
    watch(application)
    return application


@pytest.fixture
def database_url(site_url: str) -> str:
    """The database, empty again."""
    databases.put_back(site_url)
    return site_url


@pytest.fixture
def app(database_url: str, served: Flask) -> Iterator[Flask]:
    """The application on the empty database, as in development. A test that changes it asks for `own_app`."""
    served.testing = True
    yield served
    with served.app_context():
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
def own_app(template_url: str, shared_folder: Path, open_site: Callable[[Settings], Flask]) -> Iterator[Flask]:
    """An application and a database that no other test has, for those that change its routes or its tables.

    A module of such tests calls it `app`.
    """
    url = new_address(shared_folder)
    databases.copy(template_url, url)
    application = open_site(settings_for(url, shared_folder))
    application.testing = True
    watch(application)
    yield application
    databases.remove(url)


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

    for engine in db.engines.values():
        event.listen(engine, "before_cursor_execute", remember)
    yield seen
    for engine in db.engines.values():
        event.remove(engine, "before_cursor_execute", remember)


def _dispose() -> None:
    db.session.close()
    for engine in db.engines.values():
        engine.dispose()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What says something about one database alone is run on it, and is no test on the other."""
    others = "postgresql_only" if DATABASE == "sqlite" else "sqlite_only"
    foreign = [item for item in items if item.get_closest_marker(others)]
    config.hook.pytest_deselected(items=foreign)
    items[:] = [item for item in items if item not in foreign]
