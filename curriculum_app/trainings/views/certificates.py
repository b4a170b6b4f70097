"""Certificates: one for one attendee at once, all of a training by a job that its page follows."""

from __future__ import annotations

from flask import make_response
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.core.pdf import pdf_response
from curriculum_app.core.vault import system_key
from curriculum_app.trainings import events
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.presenters.certificates import certificates_of, certificates_page
from curriculum_app.trainings.queries import attendees as queries
from curriculum_app.trainings.service import certificates as service
from curriculum_app.trainings.views.attendees import PERSON
from curriculum_app.trainings.views.blueprint import bp
from curriculum_app.trainings.views.trainings import ONE


@bp.get(f"{ONE}/certificates")
@requires(Permission.TRAINING_MANAGE)
def show_certificates(training: Training) -> ResponseReturnValue:
    """Where they stand; the page loads itself again while they are made."""
    return _page(training)


@bp.post(f"{ONE}/certificates")
@requires(Permission.TRAINING_MANAGE)
def ask_certificates(training: Training) -> ResponseReturnValue:
    """Have them made."""
    try:
        service.ask_certificates(training, current_language(), actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _page(training, str(refusal), 422)
    return go_to("trainings.show_certificates", training_id=training.id)


@bp.get(f"{ONE}/certificates.pdf")
@requires(Permission.TRAINING_MANAGE, reads=events.CERTIFICATES_PRINTED)
def certificates_file(training: Training) -> ResponseReturnValue:
    """All of them in one file; when it is gone, the page that makes it anew."""
    made = queries.certificates_of(training.id, since=clock.now() - service.KEPT)
    if made is None:
        return go_to("trainings.show_certificates", training_id=training.id)
    return pdf_response("certificates", service.open_certificates(made))


@bp.get(f"{PERSON}/certificate.pdf")
@requires(Permission.TRAINING_MANAGE, reads=events.CERTIFICATES_PRINTED)
def attendee_certificate(attendee: Attendee, training: Training) -> ResponseReturnValue:
    """The certificate of one attendee."""
    person = queries.came(attendee, system_key())
    paper = certificates_of(attendee.training, [person], current_language())
    return pdf_response("certificate", paper.drawn(clock.now()))


def _page(training: Training, problem: str = "", status: int = 200) -> ResponseReturnValue:
    made = queries.certificates_of(training.id, since=clock.now() - service.KEPT)
    page = certificates_page(training, made, queries.number_of(training.id), problem)
    answer = make_response(render_page("trainings/show_certificates.html", page, status))
    if page.is_going:
        answer.headers["Refresh"] = "1"
    return answer
