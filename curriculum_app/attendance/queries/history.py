"""What was ever asked of the marks of a session: who, when, old and new, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import FromClause, Select, Table, and_, bindparam, or_, select

from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.queries.sheets import AnyRow, value_in
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Earlier
from curriculum_app.attendance.rules.words import Source, Verdict
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.db import db, rows
from curriculum_app.core.vault import VaultKey, open_key

MARKS, CHANGES = cast(Table, Mark.__table__), cast(Table, MarkChange.__table__)
MOST = 1_000
# How many versions of a mark its sheet tells of; "All changes" tells of every one.
LAST_VERSIONS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One operation in the history, the oldest of a sheet first."""

    enrolment_id: UUID
    verdict: Verdict
    was: Value | None
    value: Value | None
    version: int
    changed_by: str | None
    changed_by_id: UUID | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class WholeChange(Change):
    """An operation with how it came, and the reason of a late correction."""

    source: Source
    paper_on: date | None
    because: str


_COLUMNS = (
    MarkChange.enrolment_id,
    MarkChange.verdict,
    MarkChange.was_status,
    MarkChange.was_reason,
    MarkChange.was_minutes,
    MarkChange.status,
    MarkChange.reason,
    MarkChange.minutes,
    MarkChange.version,
    User.full_name,
    MarkChange.changed_by_id,
    MarkChange.changed_at,
)


def _changes(source: FromClause, *columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns of any type
    return (
        select(*_COLUMNS, *columns)
        .select_from(source)
        .outerjoin(User, User.id == MarkChange.changed_by_id)
        .order_by(MarkChange.changed_at, MarkChange.version, MarkChange.op_id)
        .limit(MOST)
    )


_WHOLE = (
    _changes(
        CHANGES,
        MarkChange.source,
        MarkChange.paper_on,
        MarkChange.op_id,
        MarkChange.because_sealed,
        VaultKey.id,
        VaultKey.wrapped,
        VaultKey.master_version,
    )
    .join(Enrolment, Enrolment.id == MarkChange.enrolment_id)
    .join(VaultKey, VaultKey.id == Enrolment.key_id)
    .where(MarkChange.session_id == bindparam("session_id"))
)
_LATEST = and_(
    MarkChange.session_id == Mark.session_id,
    MarkChange.enrolment_id == Mark.enrolment_id,
    MarkChange.version > Mark.version - LAST_VERSIONS,
)
# Marked once is no change yet, and that is nearly every mark. By an outer join SQLite looks at the marks first, and so
# at the few versions of each that are asked for; every mark has some.
_CORRECTED = _changes(MARKS.outerjoin(CHANGES, _LATEST)).where(
    Mark.session_id == bindparam("session_id"), or_(Mark.version > 1, Mark.is_disputed)
)


def changes_on(session_id: UUID) -> tuple[WholeChange, ...]:
    """Return the history of a session's marks in order of time (at most 1,000)."""
    found = rows(_WHOLE, {"session_id": session_id})
    return tuple(WholeChange(*_told(row), row.source, row.paper_on, _because(row)) for row in found)


def corrections_on(session_id: UUID) -> tuple[Change, ...]:
    """Return the latest history of those marks of a session that were changed or are disputed, in order of time.

    It reaches three versions back, so that a sheet weighs the same however often it was corrected.
    """
    return tuple(Change(*_told(row)) for row in rows(_CORRECTED, {"session_id": session_id}))


def _told(row: AnyRow) -> tuple[UUID, Verdict, Value | None, Value | None, int, str | None, UUID | None, datetime]:
    girl, verdict, was, was_reason, was_minutes, now, reason, minutes, version, name, user_id, at = row[: len(_COLUMNS)]
    before, after = value_in(was, was_reason, was_minutes), value_in(now, reason, minutes)
    return girl, verdict, before, after, version, name, user_id, at


def _because(row: AnyRow) -> str:
    if row.because_sealed is None:
        return ""
    return open_key(row).text(MarkChange.because_sealed, row.op_id, row.because_sealed)


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
    found = rows(_EARLIER, {"op_ids": op_ids}) if op_ids else ()
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
