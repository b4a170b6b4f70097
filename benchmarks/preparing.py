"""Preparing what is measured: our database through the program's own commands, the limit's filled from it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from benchmarks.fill import Filling
from benchmarks.limit.store import Store
from benchmarks.serving import ROOT
from benchmarks.sheets import MANAGER, Sheet, opened, saved, sign_in, user_called
from config import load_settings
from curriculum_app import create_app
from curriculum_app.core import clock
from curriculum_app.core.db import WRITING, begin_reading, begin_writing, db

FOLDER = ROOT / "instance" / "bench"


@dataclass(frozen=True)
class Prepared:
    """Both databases, filled alike, and who asks for what."""

    folder: Path
    environment: Mapping[str, str]
    limit_url: str
    opened: list[Sheet]
    saved: list[Sheet]
    manager: str
    manager_of_limit: int
    marks: int


def prepare(name: str, girls: int, *, database_url: str = "", limit_url: str = "") -> Prepared:
    """Load `girls` girls into a fresh database of ours and fill the limit's; SQLite in a folder `name` by default.

    Raises subprocess.CalledProcessError when a command of the program fails.
    """
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {
        "INSTANCE_DIR": str(folder), "DATABASE_URL": database_url or f"sqlite:///{folder / 'ours.sqlite3'}",
        "SECRET_KEY": secrets.token_urlsafe(32),
        "DEMO_PASSWORD": secrets.token_urlsafe(24), "ENVIRONMENT": "development",
        "MASTER_KEY": "", "MASTER_KEY_FILE": "",
    }  # fmt: skip
    _load(girls, environment)
    begun = monotonic()
    made = _fill(folder, environment, limit_url or str(folder / "limit.sqlite3"))
    say(f"Filled the limit in {monotonic() - begun:.0f} s: {made.marks:,} marks, {len(made.opened)} sheets of twelve.")
    return made


def _load(girls: int, environment: Mapping[str, str]) -> None:
    begun = monotonic()
    for command in (
        ["database", "upgrade"], ["lessons", "load"], ["assets", "build"],
        ["demo", "load", "--participants", str(girls)],
    ):  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "curriculum_app", *command], cwd=ROOT, check=True,
            env=os.environ | environment,
        )  # fmt: skip
    say(f"Loaded {girls:,} girls in {monotonic() - begun:.0f} s.")


def _fill(folder: Path, environment: Mapping[str, str], limit_url: str) -> Prepared:
    with _our_context(environment):
        begin_reading()
        filling = Filling(Store(limit_url))
        filling.run()
        begin_writing()
        shown, changed = opened(filling, clock.today(clock.now())), saved(filling)
        boss = user_called(MANAGER)
        cookie = sign_in(boss)
        db.session.commit()
        marks = filling.store.execute("SELECT count(*) FROM marks").fetchone()[0]
        _settle(filling.store)
    return Prepared(folder, environment, limit_url, shown, changed, cookie, filling.staff(boss), marks)


def _settle(limit: Store) -> None:
    """What databases that have been running for a while have done long ago: statistics, and an empty log of writes."""
    settled = "VACUUM ANALYZE" if limit.is_postgresql else "PRAGMA wal_checkpoint(TRUNCATE)"
    limit.execute(settled)
    with db.get_engine(WRITING).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        raw = connection.connection.dbapi_connection
        if raw is not None:
            raw.cursor().execute(settled)


@contextmanager
def _our_context(environment: Mapping[str, str]) -> Iterator[None]:
    app = create_app(load_settings({key: value for key, value in environment.items() if value}))
    with app.app_context():
        try:
            yield
        finally:
            db.session.close()
            for engine in db.engines.values():
                engine.dispose()


def say(text: str) -> None:
    """Tell the terminal how far it is."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
