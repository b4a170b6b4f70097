"""Answers when the database cannot write: the truth, in the reader's words, and never the program's inside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from curriculum_app.core.db import db
from tests.clients import Client

Sign = Callable[..., Client]


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests change its tables."""
    return own_app


@pytest.fixture
def _as_served(app: Flask) -> None:
    """Exceptions become answers, as they do in a server."""
    app.config["PROPAGATE_EXCEPTIONS"] = False


def forget_audit() -> None:
    """Nothing can be written down from here on."""
    cascade = " CASCADE" if db.engine.dialect.name == "postgresql" else ""
    db.session.execute(text(f"DROP TABLE audit_events{cascade}"))
    db.session.commit()


@pytest.mark.usefixtures("_as_served")
def test_an_answer_that_cannot_be_written_down_is_not_given(client_as: Sign, caplog: pytest.LogCaptureFixture) -> None:
    browser = client_as("facilitator")
    forget_audit()
    answer = browser.get("/admin/users")
    assert answer.status_code == 503
    assert "Not there right now" in answer.text
    # Flask's own log would carry the exception's message, in which parameters stand.
    assert not caplog.records


@pytest.mark.usefixtures("_as_served")
def test_what_could_not_be_saved_is_said_so_and_comes_back(client_as: Sign) -> None:
    browser = client_as("coordinator")
    forget_audit()
    answer = browser.post("/participants", data={"words": "Maya & more"})
    assert answer.status_code == 503
    assert "Your text is still here." in answer.text
    assert "Maya &amp; more" in answer.text


@pytest.mark.usefixtures("_as_served")
def test_a_script_is_told_the_same(client_as: Sign) -> None:
    browser = client_as("coordinator")
    forget_audit()
    answer = browser.post("/participants", data={"words": "Maya"}, headers={"Accept": "application/json"})
    said = {"error": "Not saved", "text": "Your text is still here. Wait a minute and press Save again."}
    assert (answer.status_code, answer.json) == (503, said)
