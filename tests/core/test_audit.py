"""The audit: rows that nothing changes, a chain that shows it when something does."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.audit import Event, chain, record
from curriculum_app.core.audit.models import AuditEvent, AuditLink
from curriculum_app.core.db import begin_writing, db
from tests.databases import DATABASE

HAPPENED = Event("example:thing:happened", keys=("number",))


def happen(number: int) -> None:
    """Write one event."""
    at = clock.now()
    record(HAPPENED, actor=command_line(clock.today(at)), at=at, number=number)


def unlock(table: str) -> None:
    """Take the database's own guard away, as somebody with full rights could."""
    if DATABASE == "postgresql":
        db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    else:
        for verb in ("update", "delete"):
            db.session.execute(text(f"DROP TRIGGER {table}_no_{verb}"))


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests change its tables."""
    return own_app


@pytest.fixture
def linked(app_context: Flask) -> Flask:
    """Five events, all linked."""
    for number in range(5):
        happen(number)
    chain.link(db.session, clock.now())
    db.session.commit()
    begin_writing()
    return app_context


def test_details_are_exactly_the_keys_of_the_event(app_context: Flask) -> None:
    at = clock.now()
    with pytest.raises(ValueError, match="carries"):
        record(HAPPENED, actor=command_line(clock.today(at)), at=at, name="Maya")


@pytest.mark.parametrize("statement", ["UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"])
def test_the_database_refuses_to_change_an_event(linked: Flask, statement: str) -> None:
    with pytest.raises(DBAPIError, match="only grows"):
        db.session.execute(text(statement))


def test_an_untouched_chain_holds(linked: Flask) -> None:
    assert chain.verify(db.session) == chain.Verdict(5, None)
    happen(6)
    assert chain.verify(db.session).fault is None


def test_a_changed_event_is_named(linked: Flask) -> None:
    unlock("audit_events")
    third = db.session.scalars(select(AuditEvent).order_by(AuditEvent.at, AuditEvent.id).offset(2).limit(1)).one()
    third.action = "example:thing:invented"
    db.session.flush()
    verdict = chain.verify(db.session)
    assert verdict.links == 2
    assert str(third.id) in str(verdict.fault)


@pytest.mark.parametrize("number", [1, 3])
def test_a_removed_event_or_link_is_named(linked: Flask, number: int) -> None:
    unlock("audit_events")
    unlock("audit_links")
    row = db.session.get_one(AuditLink, number)
    event = db.session.get_one(AuditEvent, row.event_id)
    db.session.delete(event)
    db.session.flush()
    assert f"link {number} is missing" in str(chain.verify(db.session).fault)
    db.session.delete(row)
    db.session.flush()
    assert f"Link {number} is missing" in str(chain.verify(db.session).fault)


def test_a_cut_tail_shows_against_the_anchor(linked: Flask, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor"
    head = db.session.get_one(AuditLink, 5)
    chain.write_anchor(anchor, 5, head.hash)
    assert chain.verify(db.session, anchor).fault is None
    unlock("audit_events")
    unlock("audit_links")
    db.session.delete(db.session.get_one(AuditEvent, head.event_id))
    db.session.delete(head)
    db.session.flush()
    assert chain.verify(db.session).fault is None
    assert "anchor file knows 5" in str(chain.verify(db.session, anchor).fault)
