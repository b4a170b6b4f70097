"""Law: every migration goes up, down and up again with rows in the tables, and ends where the models are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, Engine, create_engine, func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from curriculum_app import create_app
from curriculum_app.attendance.models import Mark
from curriculum_app.core.cli import alembic_config
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.schema import Base
from tests import postgres
from tests.conftest import settings_for
from tests.databases import DATABASE
from tests.factories import Make
from tests.factories.drafts import draft, possible_group, put, waiting
from tests.factories.fidelity import fidelity_log
from tests.factories.handoffs import handoff
from tests.factories.sittings import sitting

Counts = dict[str, int]
# What the database works out from other rows: below it may say less, and above it says all of it again.
WORKED_OUT = frozenset({"completion_counts"})


@pytest.fixture
def empty_url(tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it."""
    if DATABASE == "postgresql":
        with postgres.scratch_database() as url:
            yield url
        return
    yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """Plain connections to it, none of them kept."""
    engine = create_engine(empty_url, poolclass=NullPool)
    yield engine
    engine.dispose()


def steps() -> list[tuple[str, str]]:
    """Every migration with the one below it (`base` under the first), the newest first."""
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return [(each.revision, str(each.down_revision or "base")) for each in script.walk_revisions()]


def fill(url: str, folder: Path) -> None:
    """Rows in every room, with children below their parents."""
    app = create_app(settings_for(url, folder))
    with app.app_context():
        begin_writing()
        make = Make()
        lead = make.user("facilitator")
        group = make.group(lead, girls=3)
        fidelity_log(make, group, lead)
        sitting(make, make.enrolment(group))
        proposal = draft(make)
        put(proposal, possible_group(make, proposal), waiting(make))
        manager = make.actor(make.user("program_manager"), "program_manager")
        handoff(make, make.participant(), manager)
        make.commit()
        db.session.close()
        for each in db.engines.values():
            each.dispose()


def counts(engine: Engine) -> Counts:
    """Rows of each table that there is."""
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names()) & set(Base.metadata.tables)
        return {name: _count(connection, name) for name in sorted(there)}


def _count(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0


def test_every_migration_goes_down_and_up_with_rows(
    empty_url: str, engine: Engine, shared_folder: Path, tmp_path: Path
) -> None:
    """No step loses a row of a table that it leaves standing."""
    config = alembic_config(empty_url)
    command.upgrade(config, "head")
    fill(empty_url, shared_folder)
    full = counts(engine)
    assert sum(bool(rows) for rows in full.values()) >= 10, f"Too few tables have rows to prove anything: {full}"
    for revision, below in steps():
        command.downgrade(config, below)
        left = counts(engine)
        lost = {name: (full[name], rows) for name, rows in left.items() if rows != full[name]}
        assert lost.keys() <= WORKED_OUT, f"Going down from {revision} lost rows: {lost}"
        command.upgrade(config, revision)
        expected = left | {name: full[name] for name in lost}
        assert counts(engine).items() >= expected.items(), f"Going up to {revision} again lost rows."
        full |= {name: left[name] for name in lost}
        command.downgrade(config, below)
    assert counts(engine) == {}
    command.upgrade(config, "head")
    assert counts(engine).keys() == full.keys()


def test_the_migrations_end_where_the_models_are(empty_url: str, engine: Engine) -> None:
    """Tables, columns, indexes, unique and check constraints are those of models.py."""
    command.upgrade(alembic_config(empty_url), "head")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences: list[Any] = compare_metadata(context, Base.metadata)
        assert not differences, f"Write a migration for: {differences}"
        assert _checks_in(connection) == _checks_of_models()


def _checks_in(connection: Connection) -> dict[str, set[str]]:
    inspector = inspect(connection)
    return {
        name: {str(each["name"]) for each in inspector.get_check_constraints(name)} for name in Base.metadata.tables
    }


def _checks_of_models() -> dict[str, set[str]]:
    return {
        name: {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}
        for name, table in Base.metadata.tables.items()
    }


def test_the_law_of_migrations_bites(empty_url: str, engine: Engine) -> None:
    """A column that no migration knows is named."""
    command.upgrade(alembic_config(empty_url), "head")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE sites ADD COLUMN forgotten INTEGER")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert "forgotten" in str(compare_metadata(context, Base.metadata))


@pytest.mark.sqlite_only
def test_checks_as_equalities_come_and_go_and_refuse_the_same(empty_url: str, engine: Engine) -> None:
    config = alembic_config(empty_url)
    command.upgrade(config, "0024")
    before = _text_of_marks(engine)
    _refuses_an_unknown_word(engine)
    command.upgrade(config, "0025")
    assert "IN (" in before
    assert "IN (" not in _text_of_marks(engine)
    _refuses_an_unknown_word(engine)
    command.downgrade(config, "0024")
    assert _text_of_marks(engine) == before


def _text_of_marks(engine: Engine) -> str:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name IN ('marks', 'mark_changes')")
        return "\n".join(found.scalars())


def _refuses_an_unknown_word(engine: Engine) -> None:
    row = dict.fromkeys(Mark.__table__.c.keys(), 1) | {"status": "excused", "reason": "court", "minutes": None}
    row |= {"is_credited": 0, "is_disputed": 0}
    columns = ", ".join(row)
    statement = f"INSERT INTO marks ({columns}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608 - our own columns
    with engine.connect() as connection:
        connection.exec_driver_sql(statement, tuple(row.values()))
        for wrong in ({"status": "away"}, {"reason": "weather"}, {"status": "late"}):
            with pytest.raises(IntegrityError, match="CHECK"):
                connection.exec_driver_sql(statement, tuple((row | wrong).values()))
        connection.rollback()
