"""What somebody with full rights on the database's file could do to the audit, below every trigger.

Each attack changes an open connection and says which link is the first bad one afterwards (or which event).
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from curriculum_app.core.audit.chain import FIELDS, GENESIS, WINDOW
from curriculum_app.core.schema import EPOCH

EVENT_COLUMNS = tuple(FIELDS)
LINK_COLUMNS = ("number", "event_id", "hash", "linked_at")
HOUR = 3_600_000  # milliseconds


@dataclass
class Book:
    """The audit's two tables, in an attacker's hands."""

    connection: sqlite3.Connection
    dice: random.Random

    def __post_init__(self) -> None:
        """Take the database's own guards away."""
        for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            self.do(f"DROP TRIGGER {name}")
        self.do("PRAGMA foreign_keys=OFF")

    def do(self, statement: str, *values: object) -> None:
        """Run one statement."""
        self.connection.execute(statement, values)

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement finds."""
        return self.connection.execute(statement, values).fetchall()

    @property
    def links(self) -> int:
        """How many links there are."""
        return int(str(self.rows("SELECT count(*) FROM audit_links")[0][0]))

    def event_of(self, number: int) -> object:
        """The raw id of the event of a link."""
        return self.rows("SELECT event_id FROM audit_links WHERE number = ?", number)[0][0]

    def any_link(self) -> int:
        """A link, not the last."""
        return self.dice.randint(1, self.links - 1)

    def two(self) -> tuple[int, int]:
        """Two links in order."""
        first, second = sorted(self.dice.sample(range(1, self.links + 1), 2))
        return first, second

    def another(self, value: object) -> object:
        """A value that is not `value`: close to it, empty, or of a kind that the column does not hold."""
        choices: list[object] = [None, "", "denied", 7, uuid4().bytes, b"\x00\xff", "{"]
        if isinstance(value, bytes):
            choices += [bytes([value[0] ^ 1]) + value[1:], value[:-1]]
        elif isinstance(value, int):
            choices += [value + 1, value - 1, value + HOUR, -value]
        elif isinstance(value, str):
            choices += [value + " ", value[:-1], value.upper(), value.replace("1", "2")]
        # A blank after JSON changes its letters and not what it says.
        same = {value, f"{value} "} if str(value).startswith("{") else {value}
        return self.dice.choice([each for each in choices if each not in same])

    def renumber(self, start: int, step: int) -> None:
        """Move the numbers of the links from `start` on by `step`."""
        self.do("UPDATE audit_links SET number = -number WHERE number >= ?", start)
        self.do("UPDATE audit_links SET number = -number + ? WHERE number < 0", step)


Attack = Callable[[Book], int | UUID]


def change(table: str, column: str) -> Attack:
    """Another value in one column of one row."""

    def attack(book: Book) -> int:
        number = book.any_link()
        key, value = ("number", number) if table == "audit_links" else ("id", book.event_of(number))
        old = book.rows(f"SELECT {column} FROM {table} WHERE {key} = ?", value)[0][0]  # noqa: S608 - our own names
        book.do("PRAGMA ignore_check_constraints=ON")
        new: object = book.links + 50 if column == "number" else book.another(old)
        if new is None and column in REQUIRED:
            new = uuid4().bytes
        book.do(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", new, value)  # noqa: S608
        return number

    return attack


REQUIRED = frozenset({"id", "at", "actor_kind", "action", "outcome", "number", "event_id", "hash", "linked_at"})


def delete_event(book: Book) -> int:
    """An event is gone, its link is not."""
    number = book.any_link()
    book.do("DELETE FROM audit_events WHERE id = ?", book.event_of(number))
    return number


def delete_link(book: Book) -> int:
    """A link is gone, its event is not."""
    number = book.any_link()
    book.do("DELETE FROM audit_links WHERE number = ?", number)
    return number


def delete_both(book: Book) -> int:
    """An event and its link are gone."""
    number = delete_event(book)
    book.do("DELETE FROM audit_links WHERE number = ?", number)
    return number


def delete_and_close_the_gap(book: Book) -> int:
    """An event and its link are gone, and the later links moved up."""
    number = delete_both(book)
    book.renumber(number + 1, -1)
    return number


def _forged(book: Book, at: int) -> bytes:
    fresh = uuid4().bytes
    columns = ", ".join(EVENT_COLUMNS[2:])
    book.do(
        f"INSERT INTO audit_events (id, at, {columns}) SELECT ?, ?, {columns} FROM audit_events LIMIT 1",  # noqa: S608
        fresh,
        at,
    )
    return fresh


def insert_behind(book: Book) -> UUID:
    """An event of long ago that nobody linked."""
    newest = int(str(book.rows("SELECT max(linked_at) FROM audit_links")[0][0]))
    back = WINDOW // timedelta(milliseconds=1) + book.dice.randint(1, HOUR)
    return UUID(bytes=_forged(book, newest - back))


def insert_between(book: Book) -> int:
    """An event with a link in the middle; the later ones moved down."""
    number = book.any_link()
    at, linked_at = book.rows(
        "SELECT e.at, l.linked_at FROM audit_links l JOIN audit_events e ON e.id = l.event_id WHERE number = ?", number
    )[0]
    fresh = _forged(book, int(str(at)))
    book.renumber(number, 1)
    forged = hashlib.sha256(fresh).digest()
    book.do("INSERT INTO audit_links VALUES (?, ?, ?, ?)", number, fresh, forged, linked_at)
    return number


def swap(column: str) -> Attack:
    """Two links exchange their event or their hash."""

    def attack(book: Book) -> int:
        pair = book.two()
        kept = [book.rows(f"SELECT {column} FROM audit_links WHERE number = ?", each)[0][0] for each in pair]  # noqa: S608
        # The events are unique, so that the first makes room before it takes the other's.
        for number, value in ((pair[0], uuid4().bytes), (pair[1], kept[0]), (pair[0], kept[1])):
            book.do(f"UPDATE audit_links SET {column} = ? WHERE number = ?", value, number)  # noqa: S608
        return pair[0]

    return attack


def swap_events(book: Book) -> int:
    """Two events exchange everything but their ids."""
    pair = book.two()
    ids = [book.event_of(each) for each in pair]
    columns = ", ".join(EVENT_COLUMNS[1:])
    rows = [book.rows(f"SELECT {columns} FROM audit_events WHERE id = ?", each)[0] for each in ids]  # noqa: S608
    sets = ", ".join(f"{name} = ?" for name in EVENT_COLUMNS[1:])
    for target, row in zip(ids, reversed(rows), strict=True):
        book.do(f"UPDATE audit_events SET {sets} WHERE id = ?", *row, target)  # noqa: S608
    return pair[0]


def cut_the_tail(book: Book) -> int:
    """The newest events and their links are gone."""
    first = book.links - book.dice.randint(0, 20)
    book.do("DELETE FROM audit_events WHERE id IN (SELECT event_id FROM audit_links WHERE number >= ?)", first)
    book.do("DELETE FROM audit_links WHERE number >= ?", first)
    return first


def empty(book: Book) -> int:
    """Everything is gone."""
    book.do("DELETE FROM audit_events")
    book.do("DELETE FROM audit_links")
    return 1


def rewrite(book: Book) -> int:
    """One event is changed and every hash from there on computed anew: only the anchor knows better."""
    number = book.any_link()
    book.do("UPDATE audit_events SET at = at + 1 WHERE id = ?", book.event_of(number))
    before = GENESIS
    columns = ", ".join(f"e.{name}" for name in EVENT_COLUMNS)
    query = f"SELECT l.number, l.linked_at, {columns} FROM audit_links l JOIN audit_events e ON e.id = l.event_id"  # noqa: S608
    for row in book.rows(f"{query} ORDER BY l.number"):
        before = _hash(dict(zip(EVENT_COLUMNS, row[2:], strict=True)) | {"linked_at": row[1]}, before)
        book.do("UPDATE audit_links SET hash = ? WHERE number = ?", before, row[0])
    return book.links


def _hash(raw: dict[str, object], before: bytes) -> bytes:
    """The hash as the program would compute it, from raw columns."""
    values: dict[str, object] = {}
    for name, value in raw.items():
        if name in {"at", "linked_at"}:
            values[name] = (EPOCH + int(str(value)) * timedelta(milliseconds=1)).isoformat(timespec="milliseconds")
        elif isinstance(value, bytes):
            values[name] = str(UUID(bytes=value))
        elif name == "details" and isinstance(value, str):
            values[name] = json.loads(value)
        else:
            values[name] = value
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()


ATTACKS: dict[str, Attack] = {
    **{f"{column} of an event": change("audit_events", column) for column in EVENT_COLUMNS},
    **{f"{column} of a link": change("audit_links", column) for column in LINK_COLUMNS},
    "two events exchanged": swap_events,
    "the events of two links exchanged": swap("event_id"),
    "the hashes of two links exchanged": swap("hash"),
    **{
        each.__name__.replace("_", " "): each
        for each in (
            delete_event, delete_link, delete_both, delete_and_close_the_gap, insert_behind, insert_between,
            cut_the_tail, empty, rewrite,
        )
    },
}  # fmt: skip
