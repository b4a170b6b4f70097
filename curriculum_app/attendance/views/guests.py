"""The make-up finder: chairs in other groups for a girl who missed a lesson, and her answer on the host's sheet."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.attendance import events, service
from curriculum_app.attendance.forms.guests import BookChairForm, FreeChairForm, GuestForm
from curriculum_app.attendance.presenters.guests import finder_page
from curriculum_app.attendance.presenters.sheets import Refused
from curriculum_app.attendance.queries.chairs import apart_from_chairs, chairs_for
from curriculum_app.attendance.queries.missed import need_of
from curriculum_app.attendance.service.refusals import GuestChanged, GuestMinutes
from curriculum_app.attendance.views.blueprint import SHEET, bp
from curriculum_app.attendance.views.showing import sheet_again
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, MakeUpBooking
from curriculum_app.cohorts.service.apart import told
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, after_request_audit, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.queries import names_for

FIND = "/cohorts/<uuid:cohort_id>/enrolments/<uuid:enrolment_id>/make-ups"


@bp.get(FIND)
@requires(Permission.COHORT_MANAGE, reads=events.CHAIRS_SOUGHT)
def list_chairs(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """What she missed, and where she can make it up."""
    return _finder(enrolment)


@bp.post(FIND)
@requires(Permission.COHORT_MANAGE, reads=events.CHAIRS_SOUGHT)
def book_chair(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """Book one chair."""
    form, actor = BookChairForm(request.form), signed_in_actor()
    if not form.validate():
        return _again(enrolment, form)
    try:
        service.book_chair(
            enrolment,
            session_id=form.chair.data,
            missed_id=form.missed.data,
            booking_id=form.id.data,
            actor=actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(told(refusal, actor=actor))
        return _again(enrolment, form)
    return _back(enrolment, "saved")


@bp.post(f"{FIND}/free")
@requires(Permission.COHORT_MANAGE, reads=events.CHAIRS_SOUGHT)
def free_chair(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """Give one chair back."""
    form = FreeChairForm(request.form)
    if not form.validate():
        return _again(enrolment, form)
    try:
        service.free_chair(enrolment, booking_id=form.booking.data, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _again(enrolment, form)
    return _back(enrolment, "removed")


@bp.post(f"{SHEET}/guests/<uuid:booking_id>")
@requires(Permission.ATTENDANCE_RECORD, reads=events.SHEET_READ)
def mark_guest(cohort: Cohort, session: GroupSession, booking: MakeUpBooking) -> ResponseReturnValue:
    """A guest was here for some minutes, or was not."""
    form = GuestForm(request.form)
    if not form.validate():
        message = form.summary()[0][1]
        return sheet_again(session, Refused(whole=message, whole_field=f"guest-{booking.id}"), 422)
    try:
        service.mark_guest(
            booking,
            minutes=_minutes(form, session),
            version=form.version.data or 0,
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        refused = Refused(whole=str(refusal), whole_field=f"guest-{booking.id}")
        return sheet_again(session, refused, 409 if isinstance(refusal, GuestChanged) else 422)
    return go_to("attendance.show_sheet", done="saved", cohort_id=cohort.id, session_id=session.id)


def _minutes(form: GuestForm, session: GroupSession) -> int | None:
    """The minutes typed, None for "not here". Raises GuestMinutes for "here" without any."""
    if form.came.data != "yes":
        return None
    if form.minutes.data is None:
        raise GuestMinutes(most=session.minutes)
    return form.minutes.data


def _finder(enrolment: Enrolment, form: Form | None = None, status: int = 200) -> ResponseReturnValue:
    """The page; chairs beside a girl from whom she is kept apart are left out without a word."""
    need = need_of(enrolment)
    chairs = chairs_for(enrolment, need, actor=signed_in_actor(), at=clock.now()) if need.standing.helpful else ()
    hidden = apart_from_chairs(enrolment.participant_id, chairs)
    shown = [chair for chair in chairs if chair.session_id not in hidden]
    name = names_for([enrolment.participant_id])[enrolment.participant_id]
    # The fields are hidden ones, so a sentence about them leads nowhere.
    errors = tuple(("", message) for _field, message in form.summary()) if form else ()
    page = finder_page(enrolment, name, need, shown, errors=errors)
    return render_page("attendance/list_chairs.html", page, status)


def _again(enrolment: Enrolment, form: Form) -> ResponseReturnValue:
    actor = signed_in_actor()
    after_request_audit(events.CHAIRS_SOUGHT, actor=actor, kind=enrolment.__tablename__, object_id=enrolment.id)
    return _finder(enrolment, form, 422)


def _back(enrolment: Enrolment, done: str) -> ResponseReturnValue:
    return go_to("attendance.list_chairs", done=done, cohort_id=enrolment.cohort_id, enrolment_id=enrolment.id)
