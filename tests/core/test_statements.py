"""Kept statements answer as SQLAlchemy does: the same values of the same types, written in or given with a run."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from curriculum_app.accounts.models import User
from curriculum_app.core.db import begin_writing, db, rows, write_rows
from tests import databases
from tests.factories import Make

COLUMNS = (User.id, User.full_name, User.is_active, User.created_at)


def test_it_finds_what_sqlalchemy_finds(make: Make) -> None:
    wanted = {make.user("facilitator").id, make.user("coordinator", service_area=6).id}
    make.commit()
    given = select(*COLUMNS).where(User.id.in_(bindparam("wanted", expanding=True))).order_by(User.id)
    written = select(*COLUMNS).where(User.id.in_(wanted), User.is_active.is_(True)).order_by(User.id)
    expected = [tuple(row) for row in db.session.execute(written)]
    assert [tuple(row) for row in rows(given, {"wanted": wanted})] == expected
    assert [tuple(row) for row in rows(written, {})] == expected
    assert rows(given, {"wanted": ()}) == []


def test_a_row_knows_its_columns(make: Make) -> None:
    user = make.user("facilitator")
    make.commit()
    (row,) = rows(select(*COLUMNS).where(User.id == bindparam("id")), {"id": user.id})
    assert (row.id, row.full_name, row.created_at) == (user.id, user.full_name, user.created_at)


def test_a_missing_value_is_an_error(app_context: Flask) -> None:
    with pytest.raises(KeyError):
        rows(select(User.id).where(User.id == bindparam("id")), {})


def test_what_the_database_refuses_is_refused_as_by_sqlalchemy(make: Make) -> None:
    user = make.user("facilitator")
    make.commit()
    begin_writing()
    with pytest.raises(IntegrityError) as refused:
        write_rows(insert(User), [{"id": user.id, "full_name": "Marisol Reyes"}])
    assert refused.value.params is None
    db.session.rollback()


@pytest.mark.postgresql_only
def test_a_connection_that_ends_within_a_request_is_given_up(database_url: str, app_context: Flask) -> None:
    query = select(User.id)
    rows(query, {})
    databases.end_connections(database_url)
    with pytest.raises(DBAPIError) as refused:
        rows(query, {})
    assert refused.value.connection_invalidated
    db.session.rollback()
    assert rows(query, {}) == []
