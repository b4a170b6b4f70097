"""Law: reading never writes, and what is written about a girl is written together with its line in the audit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from curriculum_app.core.access import public
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant
from curriculum_app.places.models import Organisation
from tests.clients import Client
from tests.factories import Make
from tests.house.watch import personal_tables


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests change its routes."""
    return own_app


def add_route(app: Flask, method: str, view: Callable[[], str]) -> None:
    """One more route on a test's own application, as if somebody had written it."""
    app._got_first_request = False
    app.add_url_rule("/seeded", "seeded", public("a seeded violation")(view), methods=[method])


def test_a_get_that_writes_fails_and_writes_nothing(app: Flask, client: Client) -> None:
    """Both databases hold a reading transaction to its word."""

    def view() -> str:
        db.session.add(Organisation(name="Written by a GET"))
        db.session.flush()
        return "written"

    add_route(app, "GET", view)
    assert client.get("/seeded").status_code == 503
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_a_change_to_a_girl_without_a_line_in_the_audit_fails(app: Flask, make: Make, client: Client) -> None:
    """The tests' own watch stops the commit and names the table."""
    girl = make.participant()
    make.commit()

    def view() -> str:
        db.session.get_one(Participant, girl.id).language = "es"
        return "changed"

    add_route(app, "POST", view)
    with pytest.raises(AssertionError, match=r"participants.*record"):
        client.post("/seeded")


def test_the_watch_knows_the_tables_about_girls() -> None:
    """It follows the foreign keys, so that a new table is watched from its first day."""
    assert personal_tables() >= {"participants", "referrals", "enrolments", "marks", "visits", "make_ups", "notes"}
