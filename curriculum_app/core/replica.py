"""The replica: reports that count read from it, where there is one, so that they slow nobody who takes attendance."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import REPLICA, db, read_on_from, rows
from curriculum_app.core.logging import log, log_exception

MOST_LAG = timedelta(minutes=1)
# Every page that shows a girl writes a line, so the newest tells how far a copy has come, however it is made.
_NEWEST = select(func.max(AuditEvent.at).label("at"))


def read_replica() -> None:
    """Read on from the replica when there is one that answers and lags behind by less than a minute.

    Who asks, and what she may, is known by then: a sign-in that was ended never counts until the replica hears of it.
    """
    if REPLICA not in db.engines:
        return
    newest = _newest()
    try:
        read_on_from(REPLICA)
        copied = _newest()
    except DBAPIError as error:
        log_exception("replica-gone", error)
        db.session.rollback()
        read_on_from("default")
        return
    if newest is not None and (copied is None or newest - copied > MOST_LAG):
        log("replica-lags")
        read_on_from("default")


def _newest() -> datetime | None:
    (found,) = rows(_NEWEST, {})
    at: datetime | None = found.at
    return at
