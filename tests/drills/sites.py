"""The site that a drill is run on: a database and folder of its own, and sheets with somebody who may take them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from alembic import command
from flask import Flask
from sqlalchemy import make_url, select

from config import Settings
from curriculum_app import create_app
from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.cli import alembic_config
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.vault import make_system_keys
from tests import postgres
from tests.clients import Client, sign_in
from tests.factories import Make
from tests.house.watch import watch


@dataclass(frozen=True)
class Site:
    """An application in whose context a writing transaction is open, its factories, and a folder for files."""

    app: Flask
    make: Make
    folder: Path

    @property
    def settings(self) -> Settings:
        """What the application was made with."""
        settings: Settings = self.app.config["SETTINGS"]
        return settings

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file."""
        return make_url(self.settings.database_url).get_backend_name() == "sqlite"

    @property
    def database(self) -> str:
        """The database's name for people."""
        return "SQLite" if self.is_sqlite else "PostgreSQL"

    @property
    def file(self) -> Path:
        """The database's file, on SQLite."""
        return Path(str(make_url(self.settings.database_url).database))

    def browser(self, user: User) -> Client:
        """A browser in which `user` is signed in."""
        self.app.test_client_class = Client
        browser: Client = self.app.test_client()  # type: ignore[assignment]
        sign_in(browser, user)
        begin_writing()
        return browser

    def headers(self, user: User) -> dict[str, str]:
        """What a script of our own page sends with each request of `user`."""
        browser = self.browser(user)
        name = self.app.config["SIGN_IN_COOKIE"]
        cookie = browser.get_cookie(name)
        assert cookie is not None
        return {
            "Cookie": f"{name}={cookie.value}",
            "X-CSRFToken": browser.token(),
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }


@dataclass(frozen=True)
class Sheet:
    """A sheet that somebody may take: its address below the site, her headers, and its girls."""

    path: str
    headers: dict[str, str]
    girls: tuple[UUID, ...]


def sheets(site: Site, count: int, girls: int) -> list[Sheet]:
    """As many groups, each with its own facilitator, as she finds them on the first day."""
    make, made = site.make, []
    begin_writing()
    edition = make.edition()
    for _ in range(count):
        user = make.user()
        cohort = make.group(user, girls=girls, capacity=girls, edition=edition, sessions=2)
        make.commit()
        meeting = select(GroupSession.id).where(GroupSession.cohort_id == cohort.id, GroupSession.number == 1)
        path = f"/cohorts/{cohort.id}/sessions/{db.session.scalars(meeting).one()}/attendance"
        ids = db.session.scalars(select(Enrolment.id).where(Enrolment.cohort_id == cohort.id)).all()
        made.append(Sheet(path, site.headers(user), tuple(ids)))
    db.session.rollback()  # an open writing transaction of ours would keep the server waiting
    return made


@contextmanager
def site_of_its_own(settings: Settings, folder: Path) -> Iterator[Site]:
    """A site with a fresh, migrated database at the address in `settings`."""
    command.upgrade(alembic_config(settings.database_url), "head")
    app = create_app(settings)
    app.testing = True
    watch(app)
    with app.app_context():
        begin_writing()
        make = Make()
        make_system_keys(make.at)
        make.commit()
        yield Site(app, make, folder)
        db.session.close()
        for engine in db.engines.values():
            engine.dispose()


@contextmanager
def database_of_its_own(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of `kind`, gone afterwards."""
    if kind == "postgresql":
        with postgres.scratch_database() as url:
            yield url
    else:
        yield f"sqlite:///{folder / 'drill.sqlite3'}"
