"""Entities that nobody will change by their attributes, read by a kept statement and made without the session.

SQLAlchemy's mapper takes five times as long to prepare for a row as the database to find it. A page that only shows has
no use for that, nor has a route that writes by statements alone (`requires(…, plain=True)`): nobody will ask what was
changed. Every other request gets mapped entities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, inspect
from sqlalchemy.orm import InstanceState, Mapper

from curriculum_app.core.db import db, is_plain, rows
from curriculum_app.core.schema import Base

Entity = TypeVar("Entity", bound=Base)


@dataclass(frozen=True)
class Whole(Generic[Entity]):
    """An entity with those that come along, by the name of its relation to them. Never with one that may be missing."""

    kind: type[Entity]
    along: Mapping[str, Whole[Any]]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Its own attributes with a column each, in the order of `columns`."""
        return tuple(self._mapper.column_attrs.keys())

    @cached_property
    def columns(self) -> tuple[ColumnElement[Any], ...]:
        """What a statement has to select."""
        own = (getattr(self.kind, key) for key in self.keys)
        return tuple(chain(own, *(each.columns for each in self.along.values())))

    @cached_property
    def _mapper(self) -> Mapper[Entity]:
        return inspect(self.kind)

    def made_of(self, values: Iterator[Any]) -> Entity:
        """The entity of one row; it belongs to no session, and what was not selected is not there."""
        entity: Entity = self._mapper.class_manager.new_instance()
        entity.__dict__.update(zip(self.keys, values))  # noqa: B905 - the ones that come along take what is left
        for name, each in self.along.items():
            entity.__dict__[name] = each.made_of(values)
        return entity


def one(
    whole: Whole[Entity], statement: Callable[[bool], Select[*tuple[Any, ...]]], values: Mapping[str, Any]
) -> Entity | None:
    """The first that is found, mapped unless this request is a plain one (`core.db.is_plain`).

    `statement` is given whether entities are to be mapped, and selects `whole.kind` with its relations loaded, or
    `whole.columns`.
    """
    if not is_plain():
        found: Entity | None = db.session.scalar(statement(True), values)
        return found
    line = next(iter(rows(statement(False), values)), None)
    return None if line is None else whole.made_of(iter(line))


def is_changed(entity: object) -> bool:
    """Whether somebody set an attribute of an entity; False for whatever else an address names."""
    state = inspect(entity, raiseerr=False)
    return isinstance(state, InstanceState) and state.modified
