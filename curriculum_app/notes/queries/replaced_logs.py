"""The fidelity logs of a session that later ones replaced, each kept whole as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.db import db
from curriculum_app.core.vault import open_key
from curriculum_app.notes.models import FidelityLog, FidelityRevision
from curriculum_app.notes.rules.fidelity import Given, LogText, Outcome, Why

REVISIONS_AT_MOST = 50


@dataclass(frozen=True)
class ReplacedLog:
    """A log that a later one replaced."""

    version: int
    replaced_at: datetime
    text: LogText


def replaced_logs(log: FidelityLog | None, session: GroupSession) -> Sequence[ReplacedLog]:
    """The logs that later ones replaced, the newest first; whether they may be read, the caller has decided."""
    if log is None:
        return []
    key = open_key(session.cohort.key)
    query = (
        select(FidelityRevision)
        .where(FidelityRevision.log_id == log.id)
        .order_by(FidelityRevision.version.desc())
        .limit(REVISIONS_AT_MOST)
    )
    return [
        ReplacedLog(row.version, row.replaced_at, from_json(key.text(FidelityRevision.body_sealed, row.id, body)))
        for row in db.session.scalars(query)
        for body in [row.body_sealed]
    ]


def to_json(text: LogText) -> str:
    """A log as it is kept when a later one replaces it."""
    given = {key: [each.outcome, each.minutes, each.reason, each.detail] for key, each in text.given.items()}
    return json.dumps({"given": given, "engagement": text.engagement, "remark": text.remark})


def from_json(text: str) -> LogText:
    """The log that `to_json` kept."""
    kept = json.loads(text)
    given: Mapping[str, Given] = {
        key: Given(Outcome(outcome), minutes, Why(reason) if reason else None, detail)
        for key, (outcome, minutes, reason, detail) in kept["given"].items()
    }
    return LogText(given, kept["engagement"], kept["remark"])
