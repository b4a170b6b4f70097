"""What connections go through: a server that starts anew, statements that it has prepared, a log that grows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, g
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from curriculum_app.accounts.models import User
from curriculum_app.core.db import begin_reading, begin_reading_one_moment, begin_writing, db, journal_lines, rows
from tests import databases
from tests.clients import Client
from tests.factories import Make

FIRST = select(User.id).limit(1)
RENAMED = text("UPDATE users SET full_name = 'Somebody'")
PREPARED = text("SELECT count(*) FROM pg_prepared_statements")


@pytest.mark.postgresql_only
def test_a_server_that_started_anew_is_not_noticed(
    database_url: str, make: Make, client_as: Callable[..., Client]
) -> None:
    facilitator = client_as("facilitator")
    cohort = make.cohort(staff=(facilitator.user,))
    make.commit()
    assert facilitator.get(f"/cohorts/{cohort.id}").status_code == 200
    db.session.rollback()
    databases.end_connections(database_url)
    assert facilitator.get(f"/cohorts/{cohort.id}").status_code == 200


@pytest.mark.postgresql_only
def test_what_the_server_prepared_outlives_a_request(client_as: Callable[..., Client]) -> None:
    facilitator = client_as("facilitator")
    db.session.rollback()
    for _ in range(20):
        facilitator.get("/lessons")
    db.session.rollback()  # after it, the session asks one of the connections that read
    assert db.session.execute(PREPARED).scalar_one() > 0


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_nothing_writes_once_a_writing_transaction_has_ended(make: Make, end: str) -> None:
    make.user("facilitator")
    make.commit()
    begin_writing()
    db.session.execute(RENAMED)
    getattr(db.session, end)()
    with pytest.raises(DBAPIError, match=r"read-?only"):
        db.session.execute(RENAMED)
    db.session.rollback()


def test_a_session_joins_what_the_request_reads(app: Flask) -> None:
    with app.app_context():
        begin_reading()
        rows(FIRST, {})
        assert "_sqlalchemy_sessions" not in g, "A page that asks its session nothing needs none."
        assert db.session.connection() is g.reading
        assert db.session.in_transaction()
        db.session.rollback()
        assert not db.session.in_transaction()
        assert _in_use() == 0


@pytest.mark.parametrize("has_session", [False, True])
def test_a_request_that_breaks_gives_its_connection_back(app: Flask, *, has_session: bool) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            _break(app, has_session=has_session)
        assert _in_use() == 0


def _break(app: Flask, *, has_session: bool) -> None:
    with app.app_context():
        begin_reading()
        rows(FIRST, {})
        if has_session:
            db.session.execute(FIRST)
        raise ZeroDivisionError


def _in_use() -> int:
    return int(db.engine.pool.checkedout())  # type: ignore[attr-defined]


def test_what_reads_at_one_moment_cannot_write_either(make: Make) -> None:
    begin_reading_one_moment()
    with pytest.raises(DBAPIError, match=r"read-?only"):
        db.session.execute(RENAMED)
    db.session.rollback()


@pytest.mark.sqlite_only
def test_a_line_is_written_while_nobody_holds_the_write_ahead_log(make: Make) -> None:
    make.user("facilitator")
    make.commit()
    db.session.rollback()
    begin_reading()
    db.session.execute(text("SELECT count(*) FROM users"))
    with journal_lines() as connection:
        connection.execute(text("CREATE TABLE a_line (id INTEGER)"))
        is_busy, pages, copied = connection.execute(text("PRAGMA wal_checkpoint(PASSIVE)")).one()
        connection.execute(text("DROP TABLE a_line"))
    assert (is_busy, copied) == (0, pages)
    assert db.session.execute(text("SELECT count(*) FROM users")).scalar_one() == 1
