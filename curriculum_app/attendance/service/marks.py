"""Writing marks and their history: a constant number of statements, however many girls are on the sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, Update, bindparam, insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.queries.girls import Meeting
from curriculum_app.attendance.queries.sheets import Standing
from curriculum_app.attendance.rules import values
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Current, Outcome
from curriculum_app.attendance.rules.words import ATTENDED, Source
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import CohortState, SessionState
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db, write_rows
from curriculum_app.core.vault import VaultKey, open_key

MARKS = cast(Table, Mark.__table__)
CHANGES = cast(Table, MarkChange.__table__)

_APPEND, _INSERT = insert(CHANGES), insert(MARKS)
_UPDATE = update(MARKS).where(
    MARKS.c.session_id == bindparam("of_session"), MARKS.c.enrolment_id == bindparam("of_enrolment")
)


def write_history(
    session_id: UUID, outcomes: Iterable[Outcome], *, actor: Actor, at: datetime, source: Source, because: str
) -> None:
    """Append what was asked and what became of it."""
    told = [outcome for outcome in outcomes if outcome.is_news]
    if not told:
        return
    whose = {"session_id": session_id, "changed_by_id": actor.user_id, "changed_at": at, "source": source}
    reasons = _sealed(because, told)
    rows = [_history_row(outcome) | whose | {"because_sealed": reason} for outcome, reason in reasons]
    write_rows(_APPEND, rows)


def _history_row(outcome: Outcome) -> dict[str, Any]:
    operation, before = outcome.operation, outcome.before
    return {
        "op_id": operation.op_id,
        "enrolment_id": operation.enrolment_id,
        **_columns(operation.value),
        **{f"was_{name}": column for name, column in _columns(before.value).items()},
        "base_version": operation.base_version,
        "version": outcome.decision.current.version,
        "verdict": outcome.verdict,
        "device_id": operation.device_id,
        "device_at": operation.device_at,
        "paper_on": operation.paper_on,
    }


def _columns(value: Value | None) -> dict[str, Any]:
    if value is None:
        return {"status": None, "reason": None, "minutes": None}
    return {"status": value.status, "reason": value.reason, "minutes": value.minutes}


def _sealed(because: str, told: Collection[Outcome]) -> list[tuple[Outcome, bytes | None]]:
    """The reason of a late correction under the key of each girl that it concerns."""
    if not because:
        return [(outcome, None) for outcome in told]
    query = (
        select(Enrolment.id.label("enrolment_id"), VaultKey.id, VaultKey.wrapped, VaultKey.master_version)
        .join(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(Enrolment.id.in_({outcome.operation.enrolment_id for outcome in told}))
    )
    keys = {row.enrolment_id: open_key(row) for row in db.session.execute(query)}
    column = MarkChange.because_sealed
    return [
        (outcome, keys[outcome.operation.enrolment_id].seal(column, outcome.operation.op_id, because))
        for outcome in told
    ]


def write_marks(
    meeting: Meeting,
    girls: Mapping[UUID, Standing],
    currents: Mapping[UUID, Current],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Write the marks that moved: new ones in one statement, changed ones in another.

    Who marked, and when, stays where only a dispute was added: the value is still that person's.
    """
    fresh, changed, disputed = [], [], []
    for girl, current in currents.items():
        before = girls[girl].current
        if current == before:
            continue
        where = {"of_session": meeting.session_id, "of_enrolment": girl}
        row = _mark_row(meeting, current) | {"marked_by_id": actor.user_id, "marked_at": at}
        if before.version == 0:
            fresh.append(row | {"session_id": meeting.session_id, "enrolment_id": girl})
        elif current.version == before.version:
            disputed.append(where | {"is_disputed": True})
        else:
            changed.append(where | row)
    for statement, rows in ((_INSERT, fresh), (_UPDATE, changed), (_UPDATE, disputed)):
        write_rows(statement, rows)


def _mark_row(meeting: Meeting, current: Current) -> dict[str, Any]:
    value = current.value
    has_minutes = value is not None and value.status in ATTENDED
    return {
        **_columns(value),
        "minutes": values.minutes_attended(value, meeting.minutes) if has_minutes else None,
        "is_credited": values.is_credited(value, meeting.arithmetic),
        "is_disputed": current.is_disputed,
        "version": current.version,
    }


def start_group(session: GroupSession) -> None:
    """A planned group runs from the first time somebody takes attendance. Needs `session.cohort`.

    It comes before the session is locked: whoever changes a group holds it before its sessions.
    """
    if session.cohort.state is CohortState.PLANNED:
        is_planned = Cohort.state == CohortState.PLANNED
        _change(update(Cohort).where(Cohort.id == session.cohort_id, is_planned).values(state=CohortState.RUNNING))
        set_committed_value(session.cohort, "state", CohortState.RUNNING)


def hold_or_release(session: GroupSession, girls: Mapping[UUID, Standing], currents: Mapping[UUID, Current]) -> None:
    """A session is held from its first mark on, and planned again when the last one was taken away."""
    was_marked = any(standing.current.value is not None for standing in girls.values())
    is_marked = any(current.value is not None for current in currents.values())
    if was_marked == is_marked:
        return
    state = SessionState.HELD if is_marked else SessionState.PLANNED
    _change(
        update(GroupSession)
        .where(GroupSession.id == session.id, GroupSession.state != SessionState.NOT_HELD)
        .values(state=state, version=GroupSession.version + 1)
    )
    set_committed_value(session, "state", state)
    set_committed_value(session, "version", session.version + 1)


def _change(statement: Update) -> None:
    """By a statement, not by the entity's attributes: it may be a plain one."""
    db.session.execute(statement.execution_options(synchronize_session=False))
