"""What a job worked out, and how far one is on its way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from curriculum_app.core.db import db
from curriculum_app.core.jobs import Job
from curriculum_app.participants.models import Consent
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentKind
from curriculum_app.reports.models import OutcomeResult

KIND = "reports.outcomes"


def latest_result(user_id: UUID, question: str) -> OutcomeResult | None:
    """The newest result of this question that this user asked for; None where consent was taken back since.

    So whoever takes it back is gone from kept figures at once as well: they are worked out again without her.
    """
    query = select(OutcomeResult).where(OutcomeResult.asked_by_id == user_id, OutcomeResult.question == question)
    newest = query.order_by(OutcomeResult.computed_at.desc(), OutcomeResult.id.desc()).limit(1)
    found = db.session.scalar(newest)
    return None if found is None or _taken_back_since(found.computed_at) else found


def job_of(user_id: UUID, question: str) -> Job | None:
    """The newest job that works this question out for this user."""
    query = select(Job).where(Job.kind == KIND, Job.by_user_id == user_id)
    recent = db.session.scalars(query.order_by(Job.queued_at.desc(), Job.id.desc()).limit(20)).all()
    return next((job for job in recent if job.arguments.get("question") == question), None)


def _taken_back_since(at: datetime) -> bool:
    taken = exists().where(
        Consent.kind == ConsentKind.EVALUATION, Consent.answer != ConsentAnswer.GIVEN, Consent.recorded_at > at
    )
    return bool(db.session.scalar(select(taken)))
