"""Walk-ins: written down beside the sheet, listed and decided by a coordinator."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.attendance import events, service
from curriculum_app.attendance.forms.small import DeclineVisitForm, EnrolVisitForm, VisitForm
from curriculum_app.attendance.models import Visit
from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.presenters.beside import new_visit_page, visit_page, visits_page
from curriculum_app.attendance.queries.visits import visit_name, waiting_visits
from curriculum_app.attendance.rules.words import DeclineReason
from curriculum_app.attendance.views.blueprint import SHEET, bp
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.service.apart import told
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, after_request_audit, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page


@bp.get(f"{SHEET}/walk-ins/new")
@requires(Permission.ATTENDANCE_RECORD)
def new_visit(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The form for somebody who came without a place."""
    return render_page("attendance/new_visit.html", new_visit_page(session, VisitForm(id=new_id())))


@bp.post(f"{SHEET}/walk-ins/new")
@requires(Permission.ATTENDANCE_RECORD)
def create_visit(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Write a walk-in down; a coordinator finds her in the list."""
    form = VisitForm(request.form)
    if not form.validate():
        return render_page("attendance/new_visit.html", new_visit_page(session, form), 422)
    try:
        service.record_visit(
            session,
            visit_id=form.id.data,
            first_name=form.first_name.data or "",
            last_initial=form.last_initial.data or "",
            age=form.age.data or 0,
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return render_page("attendance/new_visit.html", new_visit_page(session, form), 422)
    return go_to("attendance.show_sheet", done="saved", cohort_id=cohort.id, session_id=session.id)


@bp.get("/visits")
@requires(Permission.COHORT_MANAGE, reads=events.VISITS_READ)
def list_visits() -> ResponseReturnValue:
    """Walk-ins that wait for a decision."""
    actor = signed_in_actor()
    rows = waiting_visits(actor.scopes(Permission.COHORT_MANAGE), actor)
    return render_page("attendance/list_visits.html", visits_page(rows, actor.today))


@bp.get("/visits/<uuid:visit_id>")
@requires(Permission.COHORT_MANAGE, reads=events.VISITS_READ)
def show_visit(visit: Visit) -> ResponseReturnValue:
    """One walk-in and the two ways to decide."""
    return _page(visit, EnrolVisitForm(), DeclineVisitForm())


@bp.post("/visits/<uuid:visit_id>/enrol")
@requires(Permission.COHORT_MANAGE)
def enrol_visit(visit: Visit) -> ResponseReturnValue:
    """Give a walk-in the seat of a girl on record."""
    form, actor = EnrolVisitForm(request.form), signed_in_actor()
    if not form.validate():
        return _again(visit, form, DeclineVisitForm())
    try:
        service.enrol_visit(
            visit,
            code=form.code.data or "",
            policy=limits_on(visit.session.cohort.first_on),
            actor=actor,
            at=clock.now(),
            late_reason=form.late_reason.data or "",
            eligibility_reason=form.eligibility_reason.data or "",
        )
    except Refusal as refusal:
        form.refuse(told(refusal, actor=actor))
        return _again(visit, form, DeclineVisitForm())
    return go_to("attendance.list_visits", done="saved")


@bp.post("/visits/<uuid:visit_id>/decline")
@requires(Permission.COHORT_MANAGE)
def decline_visit(visit: Visit) -> ResponseReturnValue:
    """Decide that a walk-in gets no seat."""
    form = DeclineVisitForm(request.form)
    form.reason.choices = _reasons()
    if not form.validate():
        return _again(visit, EnrolVisitForm(), form)
    try:
        reason = DeclineReason(form.reason.data)
        service.decline_visit(visit, reason=reason, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _again(visit, EnrolVisitForm(), form)
    return go_to("attendance.list_visits", done="saved")


def _reasons() -> list[Any]:
    return choices((reason.value, text) for reason, text in words.DECLINED.items())


def _page(
    visit: Visit, enrolling: EnrolVisitForm, declining: DeclineVisitForm, status: int = 200
) -> ResponseReturnValue:
    declining.reason.choices = _reasons()
    page = visit_page(visit, visit_name(visit), enrolling, declining)
    return render_page("attendance/show_visit.html", page, status)


def _again(visit: Visit, enrolling: EnrolVisitForm, declining: DeclineVisitForm) -> ResponseReturnValue:
    actor = signed_in_actor()
    after_request_audit(events.VISITS_READ, actor=actor, kind=visit.__tablename__, object_id=visit.id)
    return _page(visit, enrolling, declining, 422)
