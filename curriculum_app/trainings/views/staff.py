"""Pages of staff's trainings: who within reach is trained for what, one person's records, one record."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.accounts.models import User
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.trainings import queries
from curriculum_app.trainings.forms.staff import NewTrainingForm, TrainingDatesForm
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.presenters.staff import staff_page, training_page, trainings_page
from curriculum_app.trainings.rules import TrainingKind
from curriculum_app.trainings.service import staff as service
from curriculum_app.trainings.views.blueprint import bp

ONE = "/trainings/staff/<uuid:staff_id>"


@bp.get("/trainings/staff")
@requires(Permission.TRAINING_MANAGE)
def list_staff() -> ResponseReturnValue:
    """The staff within reach who may lead groups."""
    actor = signed_in_actor()
    rows = queries.staff_within(actor.scopes(Permission.TRAINING_MANAGE), actor)
    return render_page("trainings/list_staff.html", staff_page(rows, actor.today))


@bp.get(ONE)
@requires(Permission.TRAINING_MANAGE)
def show_staff(staff: User) -> ResponseReturnValue:
    """The trainings of one member of staff."""
    return _person(staff, NewTrainingForm(data={"id": new_id()}))


@bp.post(ONE)
@requires(Permission.TRAINING_MANAGE)
def record_training(staff: User) -> ResponseReturnValue:
    """Write down another training."""
    form = NewTrainingForm(request.form)
    first = form.valid_from.data
    if not form.validate() or first is None:
        return _person(staff, form, 422)
    try:
        service.record_training(
            staff,
            kind=TrainingKind(form.kind.data),
            valid_from=first,
            valid_until=form.valid_until.data,
            actor=signed_in_actor(),
            at=clock.now(),
            training_id=form.id.data,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _person(staff, form, 422)
    return go_to("trainings.show_staff", done="saved", staff_id=staff.id)


@bp.get(f"{ONE}/<uuid:staff_training_id>")
@requires(Permission.TRAINING_MANAGE)
def edit_training(staff_training: StaffTraining, staff: User) -> ResponseReturnValue:
    """The dates of one record."""
    return _record(staff_training, TrainingDatesForm(obj=staff_training))


@bp.post(f"{ONE}/<uuid:staff_training_id>")
@requires(Permission.TRAINING_MANAGE)
def correct_training(staff_training: StaffTraining, staff: User) -> ResponseReturnValue:
    """Save corrected dates."""
    form = TrainingDatesForm(request.form)
    first = form.valid_from.data
    if not form.validate() or first is None:
        return _record(staff_training, form, 422)
    try:
        service.correct_training(
            staff_training,
            valid_from=first,
            valid_until=form.valid_until.data,
            version=form.version.data or 0,
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _refused(staff_training, form, refusal)
    return go_to("trainings.show_staff", done="saved", staff_id=staff.id)


@bp.post(f"{ONE}/<uuid:staff_training_id>/remove")
@requires(Permission.TRAINING_MANAGE)
def remove_training(staff_training: StaffTraining, staff: User) -> ResponseReturnValue:
    """Take away a record that was a mistake."""
    version = request.form.get("version", -1, type=int)
    try:
        service.remove_training(staff_training, version=version, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _refused(staff_training, TrainingDatesForm(obj=staff_training), refusal)
    return go_to("trainings.show_staff", done="removed", staff_id=staff.id)


def _refused(row: StaffTraining, form: TrainingDatesForm, refusal: Refusal) -> ResponseReturnValue:
    form.refuse(refusal)
    form.version.data = row.version
    return _record(row, form, 409 if isinstance(refusal, Conflict) else 422)


def _person(staff: User, form: NewTrainingForm, status: int = 200) -> ResponseReturnValue:
    page = trainings_page(staff, queries.staff_trainings(staff.id), form)
    return render_page("trainings/show_staff.html", page, status)


def _record(row: StaffTraining, form: TrainingDatesForm, status: int = 200) -> ResponseReturnValue:
    return render_page("trainings/edit_training.html", training_page(row, form), status)
