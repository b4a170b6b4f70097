"""The sheet: shown, saved as a whole or one tapped row at a time, and its history."""

from __future__ import annotations

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from curriculum_app.attendance import events, service
from curriculum_app.attendance.forms.sheets import SheetForm, read_sheet
from curriculum_app.attendance.presenters.answers import answer, refused_answer
from curriculum_app.attendance.presenters.history import history_page
from curriculum_app.attendance.presenters.sheets import Refused
from curriculum_app.attendance.queries.history import changes_on, corrections_on
from curriculum_app.attendance.queries.sheets import sheet_rows, standings
from curriculum_app.attendance.rules.values import Problem
from curriculum_app.attendance.rules.verdicts import Outcome
from curriculum_app.attendance.views.blueprint import SHEET, bp
from curriculum_app.attendance.views.showing import sheet, sheet_again
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import go_to, render_page


@bp.get(SHEET)
@requires(Permission.ATTENDANCE_VIEW, reads=events.SHEET_READ)
def show_sheet(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The attendance sheet of one session."""
    return sheet(session, filled=request.args.get("filled", type=int))


@bp.post(SHEET)
@requires(Permission.ATTENDANCE_RECORD, plain=True)
def save_sheet(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Save a posted sheet or the rows that were tapped: 303 or JSON, 422 as typed, 409 with both answers."""
    form, because, at = SheetForm(), request.form.get("because", "").strip(), clock.now()
    try:
        form = read_sheet(request.form.to_dict(), session_id=session.id, minutes=session.minutes)
        if form.problems:
            return _refused(session, Refused(form.typed, form.problems, because=because))
        outcomes = service.apply_marks(session, form.operations, actor=signed_in_actor(), at=at, because=because)
    except Refusal as refusal:
        refused = Refused(form.typed, {}, str(refusal), refusal.field or "", because)
        return _refused(session, refused)
    rejected = {each.operation.enrolment_id: Problem.COORDINATORS for each in outcomes if each.is_rejected}
    if rejected:
        return _refused(session, Refused(form.typed, rejected, because=because))
    if _wants_json():
        return _json(session, outcomes)
    if any(outcome.is_disputed for outcome in outcomes):
        return keep(sheet_again(session), 409)
    filled = {"filled": round(at.timestamp() * 1000)} if "everyone" in request.form else {}
    return go_to("attendance.show_sheet", cohort_id=cohort.id, session_id=session.id, done="saved", **filled)


@bp.get(f"{SHEET}/history")
@requires(Permission.ATTENDANCE_VIEW, reads=events.HISTORY_READ)
def show_history(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Who changed what on this sheet, when, old and new."""
    page = history_page(session, sheet_rows(session.id), changes_on(session.id), today=signed_in_actor().today)
    return render_page("attendance/show_history.html", page)


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _refused(session: GroupSession, refused: Refused) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(refused_answer(refused.whole, refused.problems, session.minutes)), 422
    return sheet_again(session, refused, 422)


def _json(session: GroupSession, outcomes: tuple[Outcome, ...]) -> ResponseReturnValue:
    actor = signed_in_actor()
    disputed = any(outcome.is_disputed for outcome in outcomes)
    changes = corrections_on(session.id) if disputed else ()
    body = jsonify(answer(outcomes, standings(session.id), changes, actor=actor, at=clock.now()))
    return keep(body, 409) if disputed else body
