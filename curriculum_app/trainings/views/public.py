"""Pages without an account: signing in to a training on its day, and one answer three months later.

Nothing is read back: whoever is on the list already gets the same thanks as somebody new.
"""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import true

from curriculum_app.core import clock
from curriculum_app.core.access import Actor, public
from curriculum_app.core.db import begin_writing
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import language_links
from curriculum_app.core.pages import Page, render_page
from curriculum_app.trainings.forms.attendees import AnswerForm, SignInForm
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.presenters.attendees import public_page
from curriculum_app.trainings.queries.links import open_answer, open_sheet
from curriculum_app.trainings.queries.trainings import training_with
from curriculum_app.trainings.rules.courses import AddedBy, Applied
from curriculum_app.trainings.service import attendees as service
from curriculum_app.trainings.views.blueprint import bp


@bp.get("/t/<token>")
@public("Whoever is at a training signs in without an account; the address of its day is the proof.")
def show_sheet(token: str) -> ResponseReturnValue:
    """The form to sign in with."""
    training = open_sheet(token, on=clock.today(clock.now()))
    return _gone() if training is None else _sheet(training, SignInForm())


@bp.post("/t/<token>")
@public("Whoever is at a training signs in without an account; the address of its day is the proof.", late=True)
def sign_in(token: str) -> ResponseReturnValue:
    """Write her down."""
    at, form = clock.now(), SignInForm(request.form)
    training = open_sheet(token, on=clock.today(at))
    if training is None:
        return _gone()
    if not form.validate():
        return _sheet(training, form, 422)
    try:
        service.count_form(request.remote_addr or "", at=at)
        begin_writing()
        training = _again(training)
        service.add_attendee(training, form.person, added_by=AddedBy.SIGNED_IN, actor=_stranger(), at=at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _sheet(training, form, 429)
    page = public_page(_("You are signed in to the training"), training)
    return render_page("trainings/show_thanks.html", page)


@bp.get("/t/answer/<token>")
@public("Whoever was at a training answers one question without an account; the address is her own.")
def show_question(token: str) -> ResponseReturnValue:
    """One question, two buttons."""
    attendee = open_answer(token, on=clock.today(clock.now()))
    return _gone() if attendee is None else _question(attendee, AnswerForm())


@bp.post("/t/answer/<token>")
@public("Whoever was at a training answers one question without an account; the address is her own.", late=True)
def send_answer(token: str) -> ResponseReturnValue:
    """Take the answer."""
    at, form = clock.now(), AnswerForm(request.form)
    attendee = open_answer(token, on=clock.today(at))
    if attendee is None:
        return _gone()
    if not form.validate():
        return _question(attendee, form, 422)
    page = public_page(_("Thank you"), attendee.training)
    try:
        service.count_form(request.remote_addr or "", at=at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _question(attendee, form, 429)
    begin_writing()
    answer, line = Applied(form.answer.data), form.line.data or ""
    service.answer_for(attendee.id, answer, line, actor=_stranger(), at=at)
    return render_page("trainings/show_answered.html", page)


def _again(training: Training) -> Training:
    """The same training in the transaction that writes."""
    return training_with(training.id, true()) or training


def _stranger() -> Actor:
    return Actor(kind="attendee", today=clock.today(clock.now()))


def _sheet(training: Training, form: SignInForm, status: int = 200) -> ResponseReturnValue:
    page = public_page(_("Sign in to the training"), training, form)
    return render_page("trainings/show_sheet.html", page, status)


def _question(attendee: Attendee, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    page = public_page(_("Did you use it?"), attendee.training, form)
    return render_page("trainings/show_question.html", page, status)


def _gone() -> ResponseReturnValue:
    """Unknown, ended and expired addresses answer with the same bytes."""
    page = Page(title=_("This link does not work"))
    return render_page("trainings/show_gone.html", page, 404, other_languages=language_links("/"))
