"""Routes of the report on trainings: counts of trained people, and the same as files."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, after_request_audit, requires, signed_in_actor
from curriculum_app.core.exports import Cell, csv_response, xlsx_response
from curriculum_app.core.pages import render_page
from curriculum_app.reports.events import TRAININGS_EXPORTED
from curriculum_app.reports.forms import TrainingDatesForm
from curriculum_app.reports.presenters import trainings as trained
from curriculum_app.reports.queries.trainings import TrainingFigures, trainings
from curriculum_app.reports.views.blueprint import bp
from curriculum_app.trainings.rules.figures import Trained


@bp.get("/reports/trainings")
@requires(Permission.TRAINING_COUNT, figures=True)
def show_trainings() -> ResponseReturnValue:
    """Trained people by Title II year and audience; of nobody by name."""
    form = TrainingDatesForm(request.args)
    is_good = form.validate()
    found = _trainings(form) if is_good else TrainingFigures((), Trained())
    page = trained.trainings_report(form, found, clock.local(clock.now()))
    return render_page("reports/show_trainings.html", page, status=200 if is_good else 422)


@bp.get("/reports/trainings.csv")
@requires(Permission.TRAINING_COUNT, figures=True)
def trainings_csv() -> ResponseReturnValue:
    """The table as CSV."""
    made = _training_lines("csv")
    return csv_response(trained.FILE_NAME, trained.COLUMNS, made)


@bp.get("/reports/trainings.xlsx")
@requires(Permission.TRAINING_COUNT, figures=True)
def trainings_xlsx() -> ResponseReturnValue:
    """The table as a spreadsheet."""
    made = _training_lines("xlsx")
    return xlsx_response(trained.FILE_NAME, trained.COLUMNS, made)


def _trainings(form: TrainingDatesForm) -> TrainingFigures:
    actor = signed_in_actor()
    days = {"from_on": form.from_on.data, "until_on": form.until_on.data}
    return trainings(actor.scopes(Permission.TRAINING_COUNT), actor, **days)


def _training_lines(kind: str) -> list[tuple[Cell, ...]]:
    form = TrainingDatesForm(request.args)
    if not form.validate():
        abort(422)
    made = list(trained.lines(_trainings(form), clock.local(clock.now())))
    after_request_audit(TRAININGS_EXPORTED, actor=signed_in_actor(), details={"format": kind})
    return made
