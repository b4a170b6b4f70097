"""Watches every request of every test: a change to a row about a girl commits only with a line in the audit."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import Connection, Table, event

from curriculum_app.core.db import WRITING, db
from curriculum_app.core.schema import Base

WRITES = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
AUDIT = "audit_events"
ABOUT_GIRLS = ("participants", "enrolments", "referrals", "notes")
# Kept from other rows, or kept as history themselves; and drafts, which nobody but their author has read.
WITHOUT_A_LINE = {"participant_tallies", "mark_changes", "note_drafts", "pending_imports", "vault_keys"}


def personal_tables() -> set[str]:
    """Every table that tells something about a girl: those named above, what points to them, what is sealed."""
    tables = Base.metadata.tables
    return {name for name, table in tables.items() if name in ABOUT_GIRLS or _tells(table)} - WITHOUT_A_LINE - {"users"}


def _tells(table: Table) -> bool:
    points = any(key.column.table.name in ABOUT_GIRLS for key in table.foreign_keys)
    return points or any(column.name.endswith("_sealed") for column in table.columns)


def watch(app: Flask) -> None:
    """Fail the commit of any request of `app` that changed a girl's row and recorded nothing."""
    with app.app_context():
        engine = db.get_engine(WRITING)
    watched = personal_tables()

    def remember(connection: Connection, _cursor: object, statement: str, *_rest: Any) -> None:  # noqa: ANN401
        found = WRITES.match(statement)
        if found:
            connection.info.setdefault("written", set()).add(found[1].lower())

    def forget(connection: Connection) -> None:
        if not connection.invalidated:
            connection.info.pop("written", None)

    def judge(connection: Connection) -> None:
        written = connection.info.pop("written", set())
        silent = sorted(written & watched)
        if has_request_context() and silent and AUDIT not in written:
            # The driver is still in its transaction; the pool can only take back a connection that is not.
            connection.connection.rollback()
            changed = f"{request.endpoint} changed {', '.join(silent)}"
            raise AssertionError(f"{changed} without a line in the audit: call record(…) in the service.")

    event.listen(engine, "before_cursor_execute", remember)
    event.listen(engine, "commit", judge)
    event.listen(engine, "rollback", forget)
