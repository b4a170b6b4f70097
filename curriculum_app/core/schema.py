"""What tables are made of: their base, and the column types that both databases keep in their own way."""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Dialect, Enum, MetaData
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import LargeBinary, TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
KEPT_IDS = 5_000
Processor = Callable[[Any], Any]


class Identifier(TypeDecorator[uuid.UUID]):
    """A UUID: sixteen bytes on SQLite, `uuid` on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type that `dialect` stores."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(UUID(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """What goes to the driver. Straight from the value: a saved sheet sends two hundred of them."""
        return None if dialect.name == "postgresql" else _bytes_of

    def result_processor(self, dialect: Dialect, _column: object) -> Processor | None:
        """What comes from the driver."""
        return None if dialect.name == "postgresql" else _uuid_of


def _bytes_of(value: uuid.UUID | None) -> bytes | None:
    return None if value is None else value.bytes


# The same ids come back with every look at a group; making one takes ten times as long as finding it.
@lru_cache(maxsize=KEPT_IDS)
def _uuid_of(value: bytes | None) -> uuid.UUID | None:
    return None if value is None else uuid.UUID(bytes=value)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime: whole milliseconds since 1970 on SQLite, `timestamptz` on PostgreSQL."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type that `dialect` stores."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """What goes to the driver; a naive datetime is a mistake and raises."""
        return _aware if dialect.name == "postgresql" else _milliseconds_of

    def result_processor(self, dialect: Dialect, _column: object) -> Processor | None:
        """What comes from the driver, in UTC."""
        return _in_utc if dialect.name == "postgresql" else _instant_of


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError("An instant must be aware (UTC).")
    return value


def _milliseconds_of(value: datetime | None) -> int | None:
    aware = _aware(value)
    return None if aware is None else (aware - EPOCH) // MILLISECOND


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


def _instant_of(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + value * MILLISECOND


def words(kind: type[enum.Enum], name: str | None = None) -> Enum:
    """Text checked against the values of `kind`. A second column of one kind in a table needs a `name` of its own."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The base of every table. Types follow the annotations; constraints have predictable names."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        uuid.UUID: Identifier,
        datetime: Instant,
        dict[str, Any]: JSON,
        enum.Enum: words(enum.Enum),
    }
