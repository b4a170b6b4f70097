"""What reports write: the wish for figures that take longer than a request, and those figures once they are there."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.errors import Refusal
from curriculum_app.core.jobs import Job, queue_job
from curriculum_app.reports.events import OUTCOMES_ASKED
from curriculum_app.reports.models import OutcomeResult
from curriculum_app.reports.queries.outcomes import KIND, Asked, Question, arguments_of, fingerprint, job_of
from curriculum_app.reports.rules.outcomes import Report, report_of


class TooMany(Refusal):
    """An export is complete before its answer, so it has an end."""

    message = _l("These are more sittings than one export can hold.")


def ask_outcomes(asked: Asked, question: Question, *, actor: Actor, at: datetime) -> Job:
    """Queue the whole report with its items, or answer the job that is already on its way."""
    mark = fingerprint(asked.instrument.key, asked.content_hash, question)
    going = job_of(actor.user(), mark)
    if going is not None and not going.state.is_over:
        return going
    arguments: dict[str, int | str] = {"question": mark, "instrument": asked.instrument.key}
    job = queue_job(KIND, arguments | arguments_of(question), actor=actor, at=at)
    record(OUTCOMES_ASKED, actor=actor, at=at, subject=job)
    return job


def keep_result(
    session: Session, asked: Asked, question: Question, report: Report, *, mark: str, at: datetime
) -> OutcomeResult:
    """Freeze a report for whoever asked, in the transaction that ends its job. `at` is when its figures were read."""
    row = OutcomeResult(
        asked_by_id=question.actor.user(),
        question=mark,
        instrument=asked.instrument.key,
        version_id=asked.version_id,
        filters=question.filters,
        rule_version=", ".join(report.rules)[:60],
        computed_at=at,
        body=report_of(report),
    )
    session.add(row)
    session.flush()
    return row
