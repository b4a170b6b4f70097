"""What `flask work` does for trainings: the certificates of one; `flask sweep` takes them away again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import true

from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.db import begin_reading, command_transaction, db
from curriculum_app.core.i18n import LOCALES
from curriculum_app.core.jobs import JobFailed, Work, does
from curriculum_app.core.sweeping import due
from curriculum_app.core.translating import speaking
from curriculum_app.trainings.models import Training
from curriculum_app.trainings.presenters.certificates import Certificates, certificates_of
from curriculum_app.trainings.queries.attendees import attendees_of
from curriculum_app.trainings.queries.trainings import training_with
from curriculum_app.trainings.service.certificates import KIND, forget_certificates, keep_certificates


@does(KIND)
def make_certificates(work: Work) -> None:
    """The job: read who came, draw their pages in one PDF, keep it sealed."""
    work.tell(5, "reading")
    training_id, language = UUID(str(work.arguments["training"])), str(work.arguments["language"])
    paper = _read(training_id, language)
    work.tell(30, "drawing")
    at = clock.now()
    pdf = paper.drawn(at)
    work.tell(90, "keeping")
    actor = Actor(kind="system", today=clock.today(at), user_id=work.by_user_id)
    with command_transaction() as session:
        training = session.get_one(Training, training_id)
        row = keep_certificates(training, pdf, number=paper.number, actor=actor, at=at)
        work.finish(session, row.id)


@due("Certificates that were fetched")
def forget(_actor: Actor, at: datetime) -> int:
    """Take away the PDFs that are older than an hour."""
    return forget_certificates(at)


def _read(training_id: UUID, language: str) -> Certificates:
    begin_reading()
    training = training_with(training_id, true())
    people = attendees_of(training_id)
    if training is None or not people:
        raise JobFailed("broke")
    with speaking(LOCALES[language]):
        paper = certificates_of(training, people, language)
    db.session.rollback()
    return paper
