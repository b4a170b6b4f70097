"""The list of a training: who came, one attendee, what she answered, and the addresses to ask with."""

from __future__ import annotations

from typing import cast

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock, exports
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.core.vault import system_key
from curriculum_app.trainings import events
from curriculum_app.trainings.forms.attendees import AnswerForm, AttendeeForm
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.presenters import attendees as pages
from curriculum_app.trainings.queries.attendees import attendees_of, came
from curriculum_app.trainings.rules.courses import AddedBy, Applied
from curriculum_app.trainings.service import attendees as service
from curriculum_app.trainings.views.blueprint import bp
from curriculum_app.trainings.views.trainings import ONE

PERSON = f"{ONE}/attendees/<uuid:attendee_id>"


@bp.get(ONE)
@requires(Permission.TRAINING_MANAGE, reads=events.ATTENDEES_READ)
def show_training(training: Training) -> ResponseReturnValue:
    """One training and who was at it."""
    return _sheet(training, AttendeeForm())


@bp.post(ONE)
@requires(Permission.TRAINING_MANAGE, reads=events.ATTENDEES_READ)
def add_attendee(training: Training) -> ResponseReturnValue:
    """Write somebody down; the form comes back empty for the next one."""
    form = AttendeeForm(request.form)
    if not form.validate():
        return _sheet(training, form, 422)
    person, actor, at = form.person, signed_in_actor(), clock.now()
    try:
        is_new = service.add_attendee(training, person, added_by=AddedBy.TYPED, actor=actor, at=at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _sheet(training, form, 422)
    done = "saved" if is_new else "already"
    return go_to("trainings.show_training", done=done, training_id=training.id, _anchor="name")


@bp.get(f"{ONE}/answer-links.csv")
@requires(Permission.TRAINING_MANAGE, reads=events.LINKS_READ)
def answer_links_csv(training: Training) -> ResponseReturnValue:
    """An address for each attendee who has not answered yet, for the office's own letter to them."""
    lines = pages.link_lines(training, attendees_of(training.id))
    return cast("ResponseReturnValue", exports.csv_response("links", pages.LINK_COLUMNS, lines))


@bp.get(PERSON)
@requires(Permission.TRAINING_MANAGE, reads=events.ATTENDEES_READ)
def show_attendee(attendee: Attendee, training: Training) -> ResponseReturnValue:
    """One attendee."""
    answer = attendee.applied.value if attendee.applied else None
    return _person(attendee, AnswerForm(data={"answer": answer}))


@bp.post(f"{PERSON}/answer")
@requires(Permission.TRAINING_MANAGE, reads=events.ATTENDEES_READ)
def save_answer(attendee: Attendee, training: Training) -> ResponseReturnValue:
    """What she said on the phone, or on paper."""
    form = AnswerForm(request.form)
    if not form.validate():
        return _person(attendee, form, 422)
    answer, line = Applied(form.answer.data), form.line.data or ""
    service.answer_for(attendee.id, answer, line, actor=signed_in_actor(), at=clock.now())
    return go_to("trainings.show_training", done="saved", training_id=training.id)


@bp.post(f"{PERSON}/confirm")
@requires(Permission.TRAINING_MANAGE)
def confirm_attendee(attendee: Attendee, training: Training) -> ResponseReturnValue:
    """The member of staff was there indeed."""
    service.confirm_staff(attendee, actor=signed_in_actor(), at=clock.now())
    return go_to("trainings.show_training", done="saved", training_id=training.id)


@bp.get(f"{PERSON}/remove")
@requires(Permission.TRAINING_MANAGE, reads=events.ATTENDEES_READ)
def ask_remove(attendee: Attendee, training: Training) -> ResponseReturnValue:
    """The check page."""
    return _asking(attendee)


@bp.post(f"{PERSON}/remove")
@requires(Permission.TRAINING_MANAGE, reads=events.ATTENDEES_READ)
def remove_attendee(attendee: Attendee, training: Training) -> ResponseReturnValue:
    """Take her off the list; only from the check page."""
    if request.form.get("checked") != "yes":
        return _asking(attendee, 422)
    service.remove_attendee(attendee, actor=signed_in_actor(), at=clock.now())
    return go_to("trainings.show_training", done="removed", training_id=training.id)


def _asking(attendee: Attendee, status: int = 200) -> ResponseReturnValue:
    page = pages.remove_page(attendee, came(attendee, system_key()))
    return render_page("trainings/ask_remove.html", page, status)


def _sheet(training: Training, form: AttendeeForm, status: int = 200) -> ResponseReturnValue:
    page = pages.sheet_page(training, attendees_of(training.id), form, signed_in_actor().today)
    return render_page("trainings/show_training.html", page, status)


def _person(attendee: Attendee, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    page = pages.attendee_page(attendee, came(attendee, system_key()), form, signed_in_actor().today)
    return render_page("trainings/show_attendee.html", page, status)
