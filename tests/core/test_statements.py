"""Kept statements answer as SQLAlchemy does: the same values of the same types, written in or given with a run."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import bindparam, select

from curriculum_app.accounts.models import User
from curriculum_app.core.db import db, rows
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
