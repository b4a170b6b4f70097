"""What was ever asked of the marks of a session: who, when, old and new, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import MarkChange
from curriculum_app.attendance.queries.sheets import AnyRow, value_in
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Earlier
from curriculum_app.attendance.rules.words import Source, Verdict
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.db import db, rows
from curriculum_app.core.vault import VaultKey, open_key

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Change:
    """One operation in the history, the oldest of a sheet first. `because` is the reason of a late correction."""

    enrolment_id: UUID
    verdict: Verdict
    source: Source
    was: Value | None
    value: Value | None
    version: int
    changed_by: str | None
    changed_by_id: UUID | None
    changed_at: datetime
    paper_on: date | None
    because: str


_CHANGES = (
    select(
        *MarkChange.__table__.columns,
        User.full_name,
        VaultKey.id,
        VaultKey.wrapped,
        VaultKey.master_version,
    )
    .join(Enrolment, Enrolment.id == MarkChange.enrolment_id)
    .join(VaultKey, VaultKey.id == Enrolment.key_id)
    .outerjoin(User, User.id == MarkChange.changed_by_id)
    .order_by(MarkChange.changed_at, MarkChange.version, MarkChange.op_id)
    .limit(MOST)
)
_ALL_CHANGES = _CHANGES.where(MarkChange.session_id == bindparam("session_id"))
_SOME_CHANGES = _ALL_CHANGES.where(MarkChange.enrolment_id.in_(bindparam("enrolments", expanding=True)))


def changes_on(session_id: UUID, enrolments: Collection[UUID] | None = None) -> tuple[Change, ...]:
    """Return the history of a session's marks, or of some of its girls, in order of time (at most 1,000)."""
    if enrolments is None:
        return tuple(_change(row) for row in rows(_ALL_CHANGES, {"session_id": session_id}))
    found = rows(_SOME_CHANGES, {"session_id": session_id, "enrolments": enrolments})
    return tuple(_change(row) for row in found)


def _change(row: AnyRow) -> Change:
    because = ""
    if row.because_sealed is not None:
        because = open_key(row).text(MarkChange.because_sealed, row.op_id, row.because_sealed)
    return Change(
        row.enrolment_id,
        row.verdict,
        row.source,
        value_in(row.was_status, row.was_reason, row.was_minutes),
        value_in(row.status, row.reason, row.minutes),
        row.version,
        row.full_name,
        row.changed_by_id,
        row.changed_at,
        row.paper_on,
        because,
    )


_EARLIER = select(
    MarkChange.op_id,
    MarkChange.session_id,
    MarkChange.enrolment_id,
    MarkChange.status,
    MarkChange.reason,
    MarkChange.minutes,
    MarkChange.verdict,
).where(MarkChange.op_id.in_(bindparam("op_ids", expanding=True)))


def earlier_operations(op_ids: Collection[UUID]) -> dict[UUID, Earlier]:
    """Return what was decided before under any of these operation ids."""
    found = rows(_EARLIER, {"op_ids": op_ids})
    return {
        row.op_id: Earlier(row.session_id, row.enrolment_id, value_in(row.status, row.reason, row.minutes), row.verdict)
        for row in found
    }


def values_at(session_id: UUID, bases: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], Value | None]:
    """Return what the marks said at older versions, by (enrolment id, version)."""
    query = select(
        MarkChange.enrolment_id, MarkChange.version, MarkChange.status, MarkChange.reason, MarkChange.minutes
    ).where(
        MarkChange.session_id == session_id,
        MarkChange.enrolment_id.in_({enrolment_id for enrolment_id, _version in bases}),
        MarkChange.verdict == Verdict.APPLIED,
    )
    found = {
        (row.enrolment_id, row.version): value_in(row.status, row.reason, row.minutes)
        for row in db.session.execute(query)
    }
    return {base: found[base] for base in bases if base in found}
