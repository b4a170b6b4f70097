"""The database: its engines, the request's one transaction, and the journal beside it.

A request has one transaction. It begins on connections that cannot write; the gate (or a late view) ends it and begins
one that may, and the gate alone commits. On SQLite a writing transaction is `BEGIN IMMEDIATE`, because a deferred one
that reads first and writes later fails with "database is locked" as soon as two people work at once. What must outlive
a rollback, or be on disk before something is shown, goes through `journal`: a short transaction of its own.
"""

from __future__ import annotations

import select
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, g
from flask_sqlalchemy_lite import SQLAlchemy
from flask_sqlalchemy_lite._extension import _close_async_sessions
from sqlalchemy import URL, Connection, Engine, Executable, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from curriculum_app.core.statements import found, written

BUSY_TIMEOUT_MS = 15_000
WRITING, REPLICA = "writing", "replica"
READING = frozenset({"default", REPLICA})
REPLICA_ANSWERS_WITHIN = 3  # seconds
Found = TypeVar("Found")


class Joining(Session):
    """The session of a request. Where the request began to read without one, it joins what is read there."""

    def get_bind(self, *about: Any, **more: Any) -> Engine | Connection:  # noqa: ANN401 - SQLAlchemy's own
        """The connection or the engine to ask."""
        return g.get("reading") or super().get_bind(*about, **more)

    def in_transaction(self) -> bool:
        """Whether the request has a transaction, joined or not."""
        return "reading" in g or super().in_transaction()

    def commit(self) -> None:
        """Keep what was written, or end what was read."""
        super().commit()
        _commit_reading()

    def rollback(self) -> None:
        """Take back what was written, or end what was read."""
        super().rollback()
        _close_reading()


db = SQLAlchemy(session_options={"expire_on_commit": False, "class_": Joining})


def init_app(app: Flask, url: str, replica_url: str = "") -> None:
    """Open the engines: `default`, which reads, `writing`, and `journal` and `lines` for short rows beside them.

    Where there is a `replica`, it is one more that reads. Each has connections of its own: on SQLite one that changes
    between reading and writing forgets what it prepared.
    """
    address = make_url(url)
    options: dict[str, Any] = {"url": address}
    # Nothing writes unless `begin_writing` was called; both databases hold us to it.
    reading = options
    journal_options: dict[str, Any] = {"url": address, "pool_size": 2}
    if address.get_backend_name() == "sqlite":
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    else:
        options = {"url": address, "pool_size": 10, "max_overflow": 10}
        reading = options | {"connect_args": {"options": "-c default_transaction_read_only=on"}}
        # Reads are logged before they are shown; a power cut may cost the newest rows, a crash may not.
        journal_options["connect_args"] = {"options": "-c synchronous_commit=off"}
    lines = journal_options | {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None}
    app.config["SQLALCHEMY_ENGINES"] = {
        "default": reading, WRITING: options, "journal": journal_options, "lines": lines
    }  # fmt: skip
    if replica_url:
        app.config["SQLALCHEMY_ENGINES"][REPLICA] = _of_replica(make_url(replica_url), reading)
    app.teardown_appcontext(_close_reading)
    db.init_app(app)
    # There are no asynchronous sessions; closing none of them would start an event loop in every request.
    app.teardown_appcontext_funcs.remove(_close_async_sessions)
    with app.app_context():
        for name, engine in db.engines.items():
            if engine.dialect.name == "sqlite":
                _prepare_sqlite(engine, name, synchronous="FULL" if name == WRITING else "NORMAL")
            else:
                event.listen(engine, "checkout", _refuse_ended)
        _read_after_each_transaction(db.sessionmaker, db.engine)


def _of_replica(address: URL, reading: Mapping[str, Any]) -> dict[str, Any]:
    """What the reading engine is opened with, for the replica, which is not waited for when it is gone."""
    options = {**reading, "url": address}
    if address.get_backend_name() == "postgresql":
        options["connect_args"] = {**reading.get("connect_args", {}), "connect_timeout": REPLICA_ANSWERS_WITHIN}
    return options


def _read_after_each_transaction(sessions: sessionmaker[Session], reading: Engine) -> None:
    """However a writing transaction ended, what is asked next is asked of connections that cannot write."""

    @event.listens_for(sessions, "after_transaction_end")
    def on_end(session: Session, transaction: SessionTransaction) -> None:
        if transaction.parent is None:
            session.bind = reading


def _refuse_ended(connection: DBAPIConnection, _entry: ConnectionPoolEntry, _fairy: object) -> None:
    """Refuse a connection that the server has ended, so that the pool opens new ones; nothing is sent for it.

    Nobody writes to a connection that rests, so what can be read from it is the server's farewell.
    """
    resting = select.poll()
    resting.register(connection.fileno(), select.POLLIN)
    if resting.poll(0):
        raise InvalidatePoolError


def _prepare_sqlite(engine: Engine, name: str, *, synchronous: str) -> None:
    """Set the pragmas on every connection; transactions begin by our own hand, or (`lines`) not at all."""
    pragmas = (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "temp_store=MEMORY",
        f"query_only={'ON' if name in READING else 'OFF'}",
    )
    beginning = "BEGIN" if name in READING else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver would otherwise begin transactions on its own, and none at all for DDL.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        # Straight to the driver: several times a request, and nothing here that SQLAlchemy has to know of.
        _driver(connection).execute(beginning)

    if name != "lines":
        event.listen(engine, "begin", on_begin)


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - the driver's own
    return connection.connection.dbapi_connection


def begin_reading(*, plain: bool = False) -> None:
    """Begin the request's transaction as one that cannot write, on either database; `plain` as `is_plain` has it.

    It needs no session, which most pages never ask for anything.
    """
    g.is_plain = plain
    if not _in_transaction():
        g.reading = db.engine.connect()
        g.reading.begin()


def is_plain() -> bool:
    """Whether nobody changes what this request's address names by its attributes, so that it need not be mapped."""
    return bool(g.get("is_plain", False))


def read_on_from(name: str) -> None:
    """End what the request reads and read on from another engine that cannot write. Raises DBAPIError without it."""
    other, plain = db.get_engine(name).connect(), is_plain()
    end_reading()
    g.is_plain, g.reading = plain, other
    other.begin()


def begin_reading_one_moment() -> None:
    """Begin a transaction that cannot write and sees the database as it stands now, however long it reads.

    On SQLite every reading transaction does; PostgreSQL would show each statement what was saved meanwhile.
    """
    db.session.rollback()
    begin_reading()
    if db.engine.dialect.name == "postgresql":
        g.reading.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def end_reading() -> None:
    """End the request's reading transaction; what was loaded stays loaded. A write that slipped in fails here.

    By a commit: with every rollback psycopg forgets the statements that the server has prepared for it. A transaction
    that may write is taken back instead: the gate alone commits one.
    """
    g.is_plain = False
    if not _has_session():
        _commit_reading()
    elif db.session.bind is db.engine:
        db.session.commit()
    else:
        db.session.rollback()


def _has_session() -> bool:
    return "_sqlalchemy_sessions" in g


def _in_transaction() -> bool:
    return "reading" in g or (_has_session() and db.session.in_transaction())


def _commit_reading() -> None:
    if "reading" in g:
        g.reading.commit()
        _close_reading()


def _close_reading(_error: BaseException | None = None) -> None:
    if "reading" in g:
        g.pop("reading").close()


def _connection() -> Connection:
    """The connection of the request's transaction."""
    reading: Connection | None = g.get("reading")
    return db.session.connection() if reading is None else reading


def begin_writing(*, plain: bool = False) -> None:
    """End the reading transaction and begin the writing one; slow work (Argon2, parsing) belongs before it.

    Objects of the reading transaction are stale from here and load anew when touched. `plain` as `is_plain` has it.
    """
    if db.session.in_transaction():
        end_reading()
        db.session.expire_all()
    g.is_plain = plain
    db.session.bind = db.get_engine(WRITING)
    db.session.connection()


def rows(statement: Executable, values: Mapping[str, Any]) -> list[Any]:
    """What a kept statement over plain columns finds in the request's transaction (see `statements`).

    It goes past the session, which would prepare for entities that are not there and write pending changes first.
    """
    return found(_connection(), statement, values)


def rows_of(kind: type[Found], statement: Executable, values: Mapping[str, Any]) -> list[Found]:
    """The same as `kind`, a NamedTuple whose fields are the columns of the statement."""
    return found(_connection(), statement, values, kind)


def write_rows(statement: Executable, values: Sequence[Mapping[str, Any]]) -> None:
    """Run a kept INSERT or UPDATE of a table once for each of `values`, past the session as `rows`."""
    if values:
        written(_connection(), statement, values)


@contextmanager
def released() -> Iterator[None]:
    """End the request's reading transaction while the journal writes, so that it reads on with what was written."""
    end_reading()
    yield
    begin_reading()


@contextmanager
def journal() -> Iterator[Session]:
    """A short writing transaction of its own, committed at the end; never open beside a writing one of the request."""
    with Session(db.get_engine("journal")) as session, session.begin():
        yield session


@contextmanager
def journal_lines() -> Iterator[Connection]:
    """A connection on which each row is kept at once, without a transaction around it: each page read writes one."""
    with _nothing_held(), db.get_engine("lines").connect() as connection:
        yield connection


@contextmanager
def _nothing_held() -> Iterator[None]:
    """Let go of what a reading on SQLite sees, and read on afterwards with what was written meanwhile.

    SQLite begins its write-ahead log anew when nobody reads from it. With a line written inside of each reading it
    would grow without end, and each line would copy a part of it into the database, with a wait for the disk.
    """
    if db.engine.dialect.name != "sqlite" or not _in_transaction() or _connection().engine is not db.engine:
        yield
        return
    driver = _driver(_connection())
    driver.execute("COMMIT")
    try:
        yield
    finally:
        driver.execute("BEGIN")


@contextmanager
def command_transaction() -> Iterator[Session]:
    """The one transaction of a command: committed when its body ends, rolled back when it raises."""
    begin_writing()
    try:
        yield db.session
    except BaseException:
        db.session.rollback()
        raise
    db.session.commit()
