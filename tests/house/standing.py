"""A programme that stands for many tests: built once a worker, kept as a copy, put back after whatever changed it.

One application serves it and everybody in it is signed in already, so that a question to a page costs the page and
nothing else. A test that posted something says so (`is_changed`); the next one finds everything as it was. Browsers
of strangers, whose sign-ins do not count, stand beside those of the people.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from flask import Flask

from curriculum_app.accounts.models import SignIn
from curriculum_app.accounts.rules.words import Awaiting
from curriculum_app.core import clock
from curriculum_app.core.access import csrf
from curriculum_app.core.db import begin_writing, db
from tests import databases
from tests.clients import Client
from tests.factories import Make
from tests.house.access_matrix.world import PEOPLE, World

# What is the matter with the sign-ins of strangers; nothing is with that of somebody whose account is closed.
SPOILT: Mapping[str, Mapping[str, object]] = {
    "signed_out": {"ended_at": timedelta(minutes=-1)},
    "locked": {"last_seen_at": timedelta(hours=-1)},
    "over": {"signed_in_at": timedelta(hours=-13)},
    "without_code": {"awaiting": Awaiting.CODE},
    "without_app": {"awaiting": Awaiting.ENROLMENT},
}
STRANGERS = ("unsigned", "deactivated", *SPOILT)
# Well below the five minutes for which a second factor is fresh.
FRESH_FOR_SECONDS = 180


class Standing:
    """The application, the programme that it serves, and a signed-in browser for everybody in it."""

    def __init__(self, app: Flask, empty_url: str, build: Callable[[Make], World]) -> None:
        app.test_client_class = Client
        self.app, self.empty_url, self.build = app, empty_url, build
        self.url: str = app.config["SETTINGS"].database_url
        # Each sign-in's cookie is its holder's name; one form token each, which lives as long as the cookie.
        self.browsers = {name: self._browser() for name in (*PEOPLE, *STRANGERS)}
        self._begin()
        self.tokens = {name: {csrf.HEADER: browser.token()} for name, browser in self.browsers.items()}

    def put_back(self) -> None:
        """Everything as it was, if anything was changed; a new programme when the day is another."""
        if self._today() != self.today:
            self._begin()
        elif self.is_changed or time.monotonic() - self.signed_in_at > FRESH_FOR_SECONDS:
            self.let_go()
            databases.put_back(self.url)
            self._sign_everybody_in()

    def _browser(self) -> Client:
        browser: Client = self.app.test_client()  # type: ignore[assignment]
        return browser

    def let_go(self) -> None:
        """Close every connection."""
        with self.app.app_context():
            db.session.close()
            for engine in db.engines.values():
                engine.dispose()

    def close(self) -> None:
        """Close every connection and remove the database."""
        self.let_go()
        databases.remove(self.url)

    def _begin(self) -> None:
        self.today = self._today()
        self.let_go()
        databases.copy(self.empty_url, self.url)
        with self.app.app_context():
            begin_writing()
            self.world = self.build(Make())
            db.session.rollback()
        self.let_go()
        databases.keep(self.url)
        self._sign_everybody_in()

    def _today(self) -> date:
        with self.app.app_context():
            return clock.today(clock.now())

    def _sign_everybody_in(self) -> None:
        at = clock.now()
        strangers = dict.fromkeys(SPOILT, self.world.people["facilitator"]) | {"deactivated": self.world.deactivated}
        with self.app.app_context():
            begin_writing()
            # The people last, so that the newest sign-in of each is the one that counts.
            for name, person in (strangers | dict(self.world.people)).items():
                row = SignIn(
                    user_id=person.id, token_hash=hashlib.sha256(name.encode()).digest(), signed_in_at=at,
                    last_seen_at=at, second_factor_at=at, device_label="Test browser",
                )  # fmt: skip
                for column, value in SPOILT.get(name, {}).items():
                    setattr(row, column, at + value if isinstance(value, timedelta) else value)
                db.session.add(row)
                self.browsers[name].set_cookie(self.app.config["SIGN_IN_COOKIE"], name)
            db.session.commit()
        self.signed_in_at, self.is_changed = time.monotonic(), False
