"""Counting tries. A try is written down before it is checked, in the journal, so that neither a rollback nor a crash
nor many tries at once lose any.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from curriculum_app.accounts.models import Throttle
from curriculum_app.accounts.rules.limits import WRONG_TRIES, WRONG_TRIES_PER_ADDRESS, Tries, next_try
from curriculum_app.accounts.rules.words import email_key
from curriculum_app.core.db import db, journal, released
from curriculum_app.core.vault import fingerprint

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """A key that is counted, and how many wrong tries it bears. The key is an HMAC; no address is stored."""

    key: bytes
    allowed: int = WRONG_TRIES


def password_limit(email: str) -> Limit:
    """The limit of one account's password, whether the account exists or not."""
    return Limit(fingerprint("accounts.throttle.password", email_key(email)))


def code_limit(user_id: UUID) -> Limit:
    """The limit of one account's codes."""
    return Limit(fingerprint("accounts.throttle.code", user_id.hex))


def address_limit(address: str) -> Limit:
    """The limit of one network address."""
    return Limit(fingerprint("accounts.throttle.address", address), WRONG_TRIES_PER_ADDRESS)


def allow(*limits: Limit, at: datetime) -> bool:
    """Count one try under every limit; False when one of them is locked. Call it before the write transaction."""
    with released(), journal() as session:
        session.execute(delete(Throttle).where(Throttle.last_failed_at < at - KEPT_FOR))
        # Each is counted, also when another one is locked.
        counted = [_count(session, limit, at) for limit in limits]
    return all(counted)


def forget(*limits: Limit) -> None:
    """Take the counts of an account away after a right try, in the request's own transaction."""
    db.session.execute(delete(Throttle).where(Throttle.key.in_([limit.key for limit in limits])))


def give_back(limit: Limit) -> None:
    """Uncount one try that was right, and no more: a colleague's wrong ones at the same address stay counted."""
    statement = update(Throttle).where(Throttle.key == limit.key, Throttle.failures > 0)
    db.session.execute(statement.values(failures=Throttle.failures - 1, locked_until=None))


def _count(session: Session, limit: Limit, at: datetime) -> bool:
    fresh = {"key": limit.key, "failures": 0, "last_failed_at": at, "locked_until": None}
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(Throttle) if is_sqlite else postgresql.insert(Throttle)
    session.execute(insert.values(fresh).on_conflict_do_nothing())
    # The row is locked until the journal commits, so tries that arrive together are counted one after the other.
    row = session.get_one(Throttle, limit.key, with_for_update=True)
    tries = next_try(Tries(row.failures, row.last_failed_at, row.locked_until), at, limit.allowed)
    if tries is None:
        return False
    row.failures, row.locked_until = tries.failures, tries.locked_until
    row.last_failed_at = at
    return True
