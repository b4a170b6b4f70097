"""Writing audit events: a change's row in its own transaction, everything else through the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, cast
from uuid import UUID

from sqlalchemy import Connection, Table, insert

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.statements import written

if TYPE_CHECKING:
    from curriculum_app.core.access.words import Actor

_INSERT = insert(cast("Table", AuditEvent.__table__))
Detail = str | int | bool | None


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    DENIED = "denied"
    FAILED = "failed"


@dataclass(frozen=True)
class Event:
    """A kind of event: its tag `noun:subject:past` and exactly the keys that its details carry."""

    action: str
    keys: tuple[str, ...] = ()


def record(
    event: Event,
    *,
    actor: Actor,
    at: datetime,
    subject: object | None = None,
    reason: str | None = None,
    **details: Detail,
) -> None:
    """Write the event of a change in the change's own transaction. `subject` is the row that it is about."""
    kind = getattr(subject, "__tablename__", None)
    object_id = getattr(subject, "id", None)
    here = db.session.connection()
    write(here, event, actor=actor, at=at, kind=kind, object_id=object_id, reason=reason, details=details)


def write(
    connection: Connection,
    event: Event,
    *,
    actor: Actor | None,
    at: datetime,
    kind: str | None = None,
    object_id: UUID | None = None,
    reason: str | None = None,
    outcome: Outcome = Outcome.DONE,
    details: Mapping[str, Detail] | None = None,
) -> None:
    """Write one event through `connection`. Raises ValueError when the details are not exactly the event's keys."""
    details = dict(details or {})
    if set(details) != set(event.keys):
        raise ValueError(f"{event.action} carries {sorted(event.keys)}, not {sorted(details)}.")
    row = {
        "id": new_id(),
        "at": at,
        "actor_kind": actor.kind if actor else "anonymous",
        "actor_id": actor.user_id if actor else None,
        "roles": ",".join(sorted({grant.role.value for grant in actor.grants})) or None if actor else None,
        "sign_in_id": actor.sign_in_id if actor else None,
        "action": event.action,
        "object_type": kind,
        "object_id": object_id,
        "reason_code": reason,
        "outcome": outcome.value,
        "details": details or None,
    }
    written(connection, _INSERT, [row])
