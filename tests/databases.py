"""The tests' databases, on SQLite and on PostgreSQL: filled once, kept, and put back after whatever changed them.

A file is copied. On PostgreSQL a copy of a whole database costs a fifth of a second, so the kept rows lie in a schema
beside the tables and come back in one statement. Close your own connections first:

    keep(url)        # as it is now
    put_back(url)    # as it was then
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4

from sqlalchemy import make_url

from tests import postgres

DATABASE = os.environ.get("TEST_DATABASE", "sqlite")


def new_address(folder: Path) -> str:
    """An address at which no database lies yet; its file, if it has one, will lie in `folder`."""
    return postgres.new_address() if DATABASE == "postgresql" else f"sqlite:///{folder / uuid4().hex}.sqlite3"


def copy(source: str, target: str) -> None:
    """Make the database at `target` a copy of the one at `source`, whatever lay there."""
    remove(target)
    if postgres.is_address(target):
        postgres.create_database(source, target)
    else:
        shutil.copy(_path(source), _path(target))


def keep(url: str) -> None:
    """Remember every row of the database at `url`."""
    if postgres.is_address(url):
        postgres.run(url, KEEP)
    else:
        shutil.copy(_path(url), _kept(url))


def put_back(url: str) -> None:
    """Give the database at `url` the rows that it had when it was kept, and no others."""
    if postgres.is_address(url):
        postgres.run(url, LET_GO.format(wait_ms=0), PUT_BACK)
    else:
        _unlink(url)
        shutil.copy(_kept(url), _path(url))


def end_connections(url: str) -> None:
    """End every connection to the PostgreSQL database at `url`, as its server does when it starts anew, and wait."""
    postgres.run(url, LET_GO.format(wait_ms=10_000))


def remove(url: str) -> None:
    """Remove the database at `url` and what was kept of it, if it is there."""
    if postgres.is_address(url):
        postgres.drop_database(url)
    else:
        _unlink(url)
        _kept(url).unlink(missing_ok=True)


KEEP = """
DO $$ DECLARE name text; BEGIN
  DROP SCHEMA IF EXISTS kept CASCADE;
  CREATE SCHEMA kept;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
  END LOOP;
END $$
"""
# A page that a browser left in the middle may still hold a row.
LET_GO = """
SELECT pg_terminate_backend(pid, {wait_ms}) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# As a replica, so that neither foreign keys nor tables that only grow stand in the way.
PUT_BACK = """
DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
    EXECUTE format('DELETE FROM public.%I', name);
    EXECUTE format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I', name);
  END LOOP;
END $$
"""


def _path(url: str) -> Path:
    return Path(str(make_url(url).database))


def _kept(url: str) -> Path:
    return _path(url).with_suffix(".kept")


def _unlink(url: str) -> None:
    path = _path(url)
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
