"""Certificates: one at once, 200 in one file by a job that its page follows, gone after an hour."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select

from curriculum_app.core import clock
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import begin_reading, command_transaction, db
from curriculum_app.core.jobs import Job, JobState, queue
from curriculum_app.core.jobs.run import do
from curriculum_app.trainings.jobs import forget
from curriculum_app.trainings.models import CertificateFile
from curriculum_app.trainings.service.attendees import Person
from tests.clients import Client
from tests.factories import Make
from tests.factories.trainings import attendee, training

MANY = 200


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF says that it has."""
    return max(int(each) for each in re.findall(rb"/Count (\d+)", pdf))


def work(make: Make) -> None:
    """Do the job that waits, as `flask work` would."""
    db.session.rollback()
    taken = queue.take(clock.now())
    assert taken is not None
    do(taken)
    make.begin()


def test_two_hundred_certificates_are_one_file_that_its_page_waits_for(make: Make, office: Client) -> None:
    row = training(make)
    for number in range(MANY):
        attendee(make, row, Person(f"Person {number}", "Harbor Youth Services"))
    make.commit()
    address = f"/trainings/{row.id}/certificates"
    assert "One page for each of 200 people." in office.get(address).text
    for _ in range(2):
        assert office.post(address).status_code == 303
    waiting = office.get(address)
    assert "<progress" in waiting.text
    assert waiting.headers["Refresh"] == "1"
    assert office.get(f"{address}.pdf").status_code == 303
    assert len(db.session.scalars(select(Job)).all()) == 1
    work(make)
    assert f"{address}.pdf" in office.get(address).text
    file = office.get(f"{address}.pdf")
    assert (file.mimetype, pages_of(file.data)) == ("application/pdf", MANY)
    assert 'filename="certificates.pdf"' in file.headers["Content-Disposition"]
    assert b"pdfuaid" in file.data
    said = list(db.session.scalars(select(AuditEvent.action).where(AuditEvent.action.contains(":certificates:"))))
    assert said.count("trainings:certificates:asked") == said.count("trainings:certificates:made") == 1


def test_they_are_gone_after_an_hour(make: Make, office: Client) -> None:
    row = training(make)
    attendee(make, row)
    make.commit()
    address = f"/trainings/{row.id}/certificates"
    office.post(address)
    work(make)
    made = db.session.scalars(select(CertificateFile)).one()
    made.made_at -= timedelta(minutes=61)
    make.commit()
    assert office.get(f"{address}.pdf").status_code == 303
    actor = make.actor(office.user, "coordinator", 6)
    db.session.rollback()
    with command_transaction():
        assert forget(actor, clock.now()) == 1
    begin_reading()
    assert db.session.scalar(select(CertificateFile.id)) is None


def test_nobody_came_and_a_job_that_failed_are_said(make: Make, office: Client) -> None:
    row = training(make)
    make.commit()
    address = f"/trainings/{row.id}/certificates"
    empty = office.post(address)
    assert empty.status_code == 422
    assert "Nobody is on the list yet." in empty.text
    row = training(make, job=make.add(Job(kind="x", arguments={}, state=JobState.FAILED, queued_at=make.at)))
    attendee(make, row)
    make.commit()
    assert "The certificates could not be made." in office.get(f"/trainings/{row.id}/certificates").text


def test_one_attendee_has_her_certificate_at_once(make: Make, office: Client) -> None:
    row = attendee(make, training(make))
    make.commit()
    file = office.get(f"/trainings/{row.training_id}/attendees/{row.id}/certificate.pdf?lang=es")
    assert pages_of(file.data) == 1
    assert b"(es-US)" in file.data or b"/Lang (es" in file.data
