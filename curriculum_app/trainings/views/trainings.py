"""Pages of trainings: the list, a new one, its facts corrected, its QR code, and a sheet to sign."""

from __future__ import annotations

from uuid import UUID

from flask import make_response, request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, Reach, areas_of, may, requires, signed_in_actor
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.trainings import events
from curriculum_app.trainings.forms.trainings import TrainingFilter, TrainingForm
from curriculum_app.trainings.models import Course, Training
from curriculum_app.trainings.presenters import trainings as pages
from curriculum_app.trainings.queries.attendees import number_of
from curriculum_app.trainings.queries.trainings import Wanted, courses, trainings_within
from curriculum_app.trainings.rules.courses import hours_of
from curriculum_app.trainings.service import courses as service
from curriculum_app.trainings.views.blueprint import bp

ONE = "/trainings/<uuid:training_id>"


@bp.get("/trainings")
@requires(Permission.TRAINING_VIEW)
def list_trainings() -> ResponseReturnValue:
    """The trainings within reach; somebody who manages none sees where she was herself."""
    actor, form = signed_in_actor(), TrainingFilter(request.args)
    form.offer(courses())
    is_good = form.validate()
    page = min(max(request.args.get("page", 1, type=int), 1), 1_000)
    managed = actor.scopes(Permission.TRAINING_MANAGE)
    wanted = form.wanted if is_good else Wanted()
    found = trainings_within(actor.scopes(Permission.TRAINING_VIEW), managed, actor, wanted, page=page)
    shown = pages.list_page(found, form, may_manage=may(Permission.TRAINING_MANAGE))
    return render_page("trainings/list_trainings.html", shown, 200 if is_good else 422)


@bp.get("/trainings/new")
@requires(Permission.TRAINING_MANAGE)
def new_training() -> ResponseReturnValue:
    """The form of a new training, of today unless said otherwise."""
    return _new(_form({"id": new_id(), "held_on": signed_in_actor().today}))


@bp.post("/trainings/new")
@requires(Permission.TRAINING_MANAGE)
def create_training() -> ResponseReturnValue:
    """Write it down."""
    form = _form()
    if not form.validate():
        return _new(form, 422)
    course = db.session.get_one(Course, UUID(form.course.data))
    facts, at = form.facts(course), clock.now()
    row = service.make_training(course, facts, actor=signed_in_actor(), at=at, training_id=form.id.data)
    return go_to("trainings.show_training", done="created", training_id=row.id)


@bp.get(f"{ONE}/edit")
@requires(Permission.TRAINING_MANAGE)
def edit_details(training: Training) -> ResponseReturnValue:
    """The facts of a training."""
    facts = {
        "version": training.version, "course": str(training.course_id), "held_on": training.held_on,
        "hours": hours_of(training.minutes), "trainer": training.trainer, "place": training.place,
        "audience": training.audience.value, "service_area": str(training.service_area or ""),
    }  # fmt: skip
    return _edit(training, _form(facts))


@bp.post(f"{ONE}/edit")
@requires(Permission.TRAINING_MANAGE)
def update_details(training: Training) -> ResponseReturnValue:
    """Save corrected facts; the course stays."""
    form = _form()
    del form.course
    if not form.validate():
        return _edit(training, form, 422)
    facts, version = form.facts(training.course), form.version.data or 0
    try:
        service.change_training(training, facts, version=version, actor=signed_in_actor(), at=clock.now())
    except Conflict as refusal:
        form.refuse(refusal)
        return _edit(training, form, 409)
    return go_to("trainings.show_training", done="saved", training_id=training.id)


@bp.get(f"{ONE}/code")
@requires(Permission.TRAINING_MANAGE)
def show_sign_in(training: Training) -> ResponseReturnValue:
    """The QR code for the room; the page counts who signed in by loading itself."""
    page = pages.sign_in_page(training, number_of(training.id), signed_in_actor().today)
    answer = make_response(render_page("trainings/show_sign_in.html", page))
    if page.is_open:
        answer.headers["Refresh"] = "20"
    return answer


@bp.post(f"{ONE}/code")
@requires(Permission.TRAINING_MANAGE)
def renew_link(training: Training) -> ResponseReturnValue:
    """End the address and make another."""
    service.renew_link(training, actor=signed_in_actor(), at=clock.now())
    return go_to("trainings.show_sign_in", done="created", training_id=training.id)


@bp.get(f"{ONE}/sheet")
@requires(Permission.TRAINING_MANAGE, reads=events.SHEET_PRINTED)
def print_sheet(training: Training) -> ResponseReturnValue:
    """A sheet to sign on."""
    return render_page("trainings/print_sheet.html", pages.paper_page(training))


def _form(facts: dict[str, object] | None = None) -> TrainingForm:
    """The form with what this reader may choose: her own areas, or all."""
    form, actor = TrainingForm(request.form or None, data=facts or {}), signed_in_actor()
    scopes = actor.scopes(Permission.TRAINING_MANAGE)
    areas = limits_on(actor.today).service_areas
    if not any(scope.reach is Reach.PROGRAMME for scope in scopes):
        areas = tuple(sorted(areas_of(scopes)[0]))
    form.offer(courses(), areas)
    return form


def _new(form: TrainingForm, status: int = 200) -> ResponseReturnValue:
    return render_page("trainings/new_training.html", pages.training_form_page(form), status)


def _edit(training: Training, form: TrainingForm, status: int = 200) -> ResponseReturnValue:
    return render_page("trainings/edit_details.html", pages.training_form_page(form, training), status)
