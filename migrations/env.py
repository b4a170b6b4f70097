"""How Alembic runs here: one transaction a migration on both databases, and no cascade through SQLite's batch mode.

A batch migration on SQLite copies a table and drops the old one; with foreign keys on, that drop deletes the rows of
every child table. The connection is therefore opened with them off, and checked when each migration is done.
"""

from __future__ import annotations

import importlib
from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from curriculum_app.core.schema import Base, Identifier, Instant

MODELS = (
    "core.audit",
    "core.vault",
    "core.limits",
    "core.mail",
    "places",
    "accounts",
    "curriculum",
    "participants",
    "cohorts",
    "attendance",
    "notes",
    "concerns",
    "star_court",
)
for room in MODELS:
    importlib.import_module(f"curriculum_app.{room}.models")


def engine_for_migrations(url: Any) -> Engine:  # noqa: ANN401 - Alembic's attributes are untyped
    """An engine whose SQLite connections keep DDL inside the transaction and foreign keys off."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
            connection.isolation_level = None
            cursor = connection.cursor()
            for pragma in ("busy_timeout=15000", "journal_mode=WAL", "foreign_keys=OFF", "secure_delete=ON"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine, "begin")
        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def check_foreign_keys(ctx: MigrationContext, step: object, heads: object, run_args: object) -> None:
    """Fail the migration, and so roll it back, when a row was left without its parent."""
    del step, heads, run_args
    connection = ctx.connection
    if connection is not None and connection.dialect.name == "sqlite":
        orphans = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
        if orphans:
            raise RuntimeError(f"The migration left {len(orphans)} rows without their parents.")


def render_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own column types by their short names into a generated migration."""
    if kind == "type" and isinstance(item, Identifier | Instant):
        return f"{type(item).__name__}()"
    return False


def run() -> None:
    """Bring the database where the command asks."""
    url = context.config.attributes["url"]
    engine = engine_for_migrations(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            compare_type=True,
            render_item=render_type,
            on_version_apply=check_foreign_keys,
            **context.config.attributes.get("options", {}),
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
