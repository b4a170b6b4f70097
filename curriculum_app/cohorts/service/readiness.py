"""Readiness as a decision: a group with a gap is planned only when somebody names why it may go on all the same.

Staff may be assigned and ended without being asked: somebody in front of the girls is better than nobody, and the
gap stands on the group's page until it is closed or allowed. Attendance asks for nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, GroupSession, ReadinessException
from curriculum_app.cohorts.queries.readiness import readiness_on
from curriculum_app.cohorts.rules.states import ReadinessGap, ReadinessReason
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal


class NotReady(Refusal):
    """A session would lack somebody trained, and nobody has said why that is all right."""

    message = _l("Some sessions lack trained people. Choose other people, or say why the group may go on all the same.")
    field = "exception"


class SessionElsewhere(Refusal):
    """The session is none of this group's."""

    message = _l("Reload the page and try again.")
    field = "session"


def gaps_of_plan(
    days: Iterable[date], *, lead_id: UUID | None, co_id: UUID | None, exception: ReadinessReason | None
) -> tuple[ReadinessGap, ...]:
    """What a planned group lacks on any of its days, each gap once. Raises NotReady when no exception is named."""
    by_day = readiness_on(tuple(days), lead_id=lead_id, co_id=co_id)
    found = {gap for gaps in by_day.values() for gap in gaps}
    if found and exception is None:
        raise NotReady
    return tuple(gap for gap in ReadinessGap if gap in found)


def allow_gap(
    cohort: Cohort,
    gap: ReadinessGap,
    *,
    reason: ReadinessReason,
    actor: Actor,
    at: datetime,
    session_id: UUID | None = None,
) -> ReadinessException:
    """Let a group go on with a gap, in one session or (without one) in all. What was allowed before stays as it was.

    Raises CohortOver, SessionElsewhere.
    """
    hold_open(cohort)
    if session_id is not None and not _is_session_of(cohort, session_id):
        raise SessionElsewhere
    known = db.session.scalar(
        select(ReadinessException).where(
            ReadinessException.cohort_id == cohort.id,
            ReadinessException.session_id.is_(None) if session_id is None
            else ReadinessException.session_id == session_id,
            ReadinessException.gap == gap,
        )
    )  # fmt: skip
    return known or write_exception(cohort, gap, reason, session_id=session_id, actor=actor, at=at)


def write_exception(
    cohort: Cohort,
    gap: ReadinessGap,
    reason: ReadinessReason,
    *,
    actor: Actor,
    at: datetime,
    session_id: UUID | None = None,
) -> ReadinessException:
    """Write an exception down; checks nothing."""
    row = ReadinessException(
        cohort_id=cohort.id, session_id=session_id, gap=gap, reason=reason, allowed_by_id=actor.user_id, allowed_at=at
    )
    db.session.add(row)
    db.session.flush()
    session = str(session_id) if session_id else None
    record(
        events.READINESS_ALLOWED,
        actor=actor, at=at, subject=cohort, reason=reason.value, gap=gap.value, session=session,
    )  # fmt: skip
    return row


def _is_session_of(cohort: Cohort, session_id: UUID) -> bool:
    query = select(GroupSession.id).where(GroupSession.id == session_id, GroupSession.cohort_id == cohort.id)
    return db.session.scalar(query) is not None
