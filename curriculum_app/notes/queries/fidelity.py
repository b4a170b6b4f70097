"""The fidelity log of a session as it stands, and who may fill it in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.curriculum.models import Lesson
from curriculum_app.notes.models import FidelityException, FidelityLog
from curriculum_app.notes.queries.girls import stood_in_front
from curriculum_app.notes.rules import Stored
from curriculum_app.notes.rules.fidelity import Given, LogText, Planned, as_written


def plan_of(lesson: Lesson | None) -> tuple[Planned, ...]:
    """The activities of a lesson in their order; none where the edition does not have the lesson."""
    rows = lesson.activities if lesson is not None else []
    return tuple(Planned(row["key"], row["minutes"], row.get("required", True)) for row in rows)


def led(actor: Actor, session: GroupSession) -> bool:
    """Whether `actor` led `session` on its day: she fills its log and reads the words in it."""
    return bool(db.session.scalar(select(stood_in_front(actor.user_id, session))))


def log_of(session: GroupSession, *, for_update: bool = False) -> FidelityLog | None:
    """The log of `session`; with `for_update` nobody else writes one until this transaction ends."""
    if for_update:
        db.session.execute(select(GroupSession.id).where(GroupSession.id == session.id).with_for_update())
    return db.session.scalar(select(FidelityLog).where(FidelityLog.session_id == session.id))


def stored_log(
    log: FidelityLog | None, session: GroupSession, plan: Sequence[Planned], *, with_words: bool = True
) -> Stored[LogText] | None:
    """The log as the rules look at it, its words opened or, without `with_words`, left out; None where there is none.

    Needs `session.cohort.key`.
    """
    if log is None:
        return None
    key = open_key(session.cohort.key) if with_words else None
    remark = key.text(FidelityLog.remark_sealed, log.id, log.remark_sealed) if key and log.remark_sealed else ""
    given = as_written(plan) | _exceptions(log, key)
    return Stored(LogText(given, log.engagement, remark), log.version, log.written_at)


def _exceptions(log: FidelityLog, key: DataKey | None) -> dict[str, Given]:
    query = select(FidelityException).where(FidelityException.log_id == log.id).order_by(FidelityException.activity_key)
    return {
        row.activity_key: Given(row.outcome, row.minutes, row.reason, _detail(row, key))
        for row in db.session.scalars(query)
    }


def _detail(row: FidelityException, key: DataKey | None) -> str:
    return key.text(FidelityException.detail_sealed, row.id, row.detail_sealed) if key and row.detail_sealed else ""
