"""Certificates of a training: asked for, made by a job, kept sealed for an hour, then gone."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.jobs import Job, queue_job
from curriculum_app.core.vault import system_key
from curriculum_app.trainings import events
from curriculum_app.trainings.models import CertificateFile, Training
from curriculum_app.trainings.queries.attendees import number_of

KIND = "trainings.certificates"
KEPT = timedelta(hours=1)


class NobodyCame(Refusal):
    """There is nobody to certify anything to."""

    message = _l("Nobody is on the list yet.")


def ask_certificates(training: Training, language: str, *, actor: Actor, at: datetime) -> Job:
    """Queue the making, or answer the job that is on its way already. Raises NobodyCame."""
    db.session.refresh(training, ["job_id"], with_for_update=True)
    going = db.session.get(Job, training.job_id) if training.job_id else None
    if going is not None and not going.state.is_over:
        return going
    if not number_of(training.id):
        raise NobodyCame
    job = queue_job(KIND, {"training": str(training.id), "language": language}, actor=actor, at=at)
    training.job_id = job.id
    db.session.flush()
    record(events.CERTIFICATES_ASKED, actor=actor, at=at, subject=training, job=str(job.id))
    return job


def keep_certificates(training: Training, pdf: bytes, *, number: int, actor: Actor, at: datetime) -> CertificateFile:
    """Keep a PDF in the place of an earlier one."""
    db.session.execute(delete(CertificateFile).where(CertificateFile.training_id == training.id))
    row_id = new_id()
    body = system_key().seal(CertificateFile.body_sealed, row_id, b64encode(pdf).decode())
    row = CertificateFile(id=row_id, training_id=training.id, body_sealed=body, made_at=at)
    db.session.add(row)
    db.session.flush()
    record(events.CERTIFICATES_MADE, actor=actor, at=at, subject=training, number=number)
    return row


def open_certificates(row: CertificateFile) -> bytes:
    """The PDF that was kept."""
    return b64decode(system_key().text(CertificateFile.body_sealed, row.id, row.body_sealed))


def forget_certificates(at: datetime) -> int:
    """Take away what is older than an hour; returns how many."""
    old = delete(CertificateFile).where(CertificateFile.made_at < at - KEPT).returning(CertificateFile.id)
    return len(db.session.scalars(old).all())
