"""Moving rows from one record to the other, one by one: what would break a rule of the database stays behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, or_, select, update
from sqlalchemy.exc import IntegrityError

from curriculum_app.core.db import db
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import DataKey
from curriculum_app.participants.rules.apart import ordered
from curriculum_app.records.rules import BELOW, UNDER_HER_KEY, column_of


@dataclass(frozen=True)
class Way:
    """From which record to which, with both keys opened."""

    source: UUID
    target: UUID
    old_key: DataKey
    new_key: DataKey


def table_named(name: str) -> Table:
    """A table by its name."""
    return Base.metadata.tables[name]


def move_rows(name: str, way: Way, only: Collection[UUID] | None = None) -> list[UUID]:
    """Move the rows of a table that name the girl (of `only` these) and give back those that went."""
    table = table_named(name)
    column = table.c[column_of(name)]
    query = select(table.c.id).where(column == way.source, table.c.id != way.target).order_by(table.c.id)
    rows = db.session.scalars(query).all()
    moved = [
        row for row in rows if (only is None or row in only) and is_set(table, row, {column.name: way.target})
    ]  # fmt: skip
    for row in moved:
        _reseal(name, row, way)
    return moved


def move_pairs(name: str, way: Way, only: Collection[UUID] | None = None) -> list[UUID]:
    """The same for a table about two girls. A row about these two girls themselves stays."""
    table = table_named(name)
    query = (
        select(table.c.id, table.c.first_id, table.c.second_id)
        .where(or_(table.c.first_id == way.source, table.c.second_id == way.source))
        .order_by(table.c.id)
    )
    moved = []
    for row in db.session.execute(query).all():
        other = row.second_id if row.first_id == way.source else row.first_id
        if other == way.target or (only is not None and row.id not in only):
            continue
        first, second = ordered(way.target, other)
        if is_set(table, row.id, {"first_id": first, "second_id": second}):
            moved.append(row.id)
    return moved


def follow_enrolments(name: str, enrolment_ids: Iterable[UUID], way: Way) -> None:
    """Let the rows of these enrolments name the record that the enrolments name."""
    table = table_named(name)
    query = select(table.c.id).where(table.c.enrolment_id.in_(list(enrolment_ids))).order_by(table.c.id)
    for row in db.session.scalars(query).all():
        is_set(table, row, {"participant_id": way.target})


def is_set(table: Table, row_id: UUID, values: dict[str, Any]) -> bool:
    """Change one row; False, and nothing changed, when a rule of the database stands against it."""
    try:
        with db.session.begin_nested():
            db.session.execute(update(table).where(table.c.id == row_id).values(values))
    except IntegrityError:
        return False
    return True


def _reseal(name: str, row_id: UUID, way: Way) -> None:
    """Seal the texts of one row, and of the rows below it, under the other key."""
    if name in UNDER_HER_KEY:
        _reseal_columns(table_named(name), row_id, UNDER_HER_KEY[name], way)
    if name in BELOW:
        below, parent, columns = BELOW[name]
        for child in _children(table_named(below), parent, row_id):
            _reseal_columns(table_named(below), child, columns, way)


def _children(table: Table, parent: str, row_id: UUID) -> Iterator[UUID]:
    yield from db.session.scalars(select(table.c.id).where(table.c[parent] == row_id).order_by(table.c.id)).all()


def _reseal_columns(table: Table, row_id: UUID, columns: Iterable[str], way: Way) -> None:
    row = db.session.execute(select(table).where(table.c.id == row_id)).one()._mapping
    values = {}
    for name in columns:
        column = cast("Any", table.c[name])
        values[name] = way.new_key.seal(column, row_id, way.old_key.open(column, row_id, row[column]))
    db.session.execute(update(table).where(table.c.id == row_id).values(values))
