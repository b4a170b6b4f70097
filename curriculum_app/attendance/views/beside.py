"""The small pages beside the sheet: a session that did not happen, and make-ups."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.attendance import events, service
from curriculum_app.attendance.forms.small import MakeUpForm, NotHeldForm
from curriculum_app.attendance.models import MakeUp
from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.presenters.beside import make_ups_page, not_held_page
from curriculum_app.attendance.queries.make_ups import girls_who_missed, make_ups_on, staff_of
from curriculum_app.attendance.queries.sheets import standings
from curriculum_app.attendance.rules.words import HowMadeUp
from curriculum_app.attendance.views.blueprint import SESSION, SHEET, bp
from curriculum_app.attendance.views.showing import log_reading
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.rules.states import NotHeldReason
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, may, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page


@bp.get(f"{SHEET}/not-held")
@requires(Permission.ATTENDANCE_RECORD)
def edit_not_held(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The page on which a session is called off."""
    return _not_held(session, NotHeldForm())


@bp.post(f"{SHEET}/not-held")
@requires(Permission.ATTENDANCE_RECORD)
def update_not_held(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Record that a session did not happen, and why."""
    form = NotHeldForm(request.form)
    form.reason.choices = _not_held_reasons()
    if not form.validate():
        return _not_held(session, form, 422)
    try:
        reason = NotHeldReason(form.reason.data)
        service.call_off(session, reason=reason, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _not_held(session, form, 422)
    return go_to("attendance.show_sheet", done="saved", cohort_id=cohort.id, session_id=session.id)


@bp.get(f"{SESSION}/make-ups")
@requires(Permission.ATTENDANCE_VIEW, reads=events.MAKE_UPS_READ)
def list_make_ups(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The make-ups of this session's lesson, and the form for one more."""
    return _make_ups(session, MakeUpForm(id=new_id(), minutes=session.minutes))


@bp.post(f"{SESSION}/make-ups")
@requires(Permission.ATTENDANCE_RECORD)
def create_make_up(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Record a make-up."""
    form = MakeUpForm(request.form)
    _offer(form, session)
    if not form.validate():
        return _make_ups(session, form, 422)
    try:
        service.make_up(session, _new_make_up(form), actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _make_ups(session, form, 422)
    return go_to("attendance.list_make_ups", done="saved", cohort_id=cohort.id, session_id=session.id)


@bp.post(f"{SESSION}/make-ups/<uuid:make_up_id>/void")
@requires(Permission.ATTENDANCE_RECORD)
def void_make_up(cohort: Cohort, session: GroupSession, make_up: MakeUp) -> ResponseReturnValue:
    """Take a make-up back."""
    service.void_make_up(make_up, actor=signed_in_actor(), at=clock.now())
    return go_to("attendance.list_make_ups", done="removed", cohort_id=cohort.id, session_id=session.id)


def _new_make_up(form: MakeUpForm) -> service.NewMakeUp:
    data = form.data
    return service.NewMakeUp(
        id=data["id"],
        enrolment_id=UUID(data["enrolment_id"]),
        made_up_on=data["made_up_on"],
        how=HowMadeUp(data["how"]),
        minutes=data["minutes"],
        given_by_id=UUID(data["given_by_id"]),
    )


def _not_held(session: GroupSession, form: NotHeldForm, status: int = 200) -> ResponseReturnValue:
    form.reason.choices = _not_held_reasons()
    marked = sum(girl.current.value is not None for girl in standings(session.id).values())
    page = not_held_page(session, form, marked, signed_in_actor())
    return render_page("attendance/edit_not_held.html", page, status)


def _not_held_reasons() -> list[Any]:
    return choices((reason.value, text) for reason, text in words.NOT_HELD.items())


def _offer(form: MakeUpForm, session: GroupSession) -> None:
    """Fill the lists to choose from: who missed the lesson, how, and who leads this group."""
    girls = ((str(girl.enrolment_id), f"{girl.name} ({girl.code})") for girl in girls_who_missed(session.id))
    form.enrolment_id.choices = choices([("", _("Choose a girl")), *girls])
    form.how.choices = choices((how.value, text) for how, text in words.HOW.items())
    form.given_by_id.choices = choices((str(user), name) for user, name in staff_of(session.cohort_id).items())


def _make_ups(session: GroupSession, form: MakeUpForm, status: int = 200) -> ResponseReturnValue:
    if status != 200:
        log_reading(session)
    _offer(form, session)
    shown = form if may(Permission.ATTENDANCE_RECORD) else None
    page = make_ups_page(session, make_ups_on(session.id), girls_who_missed(session.id), shown)
    return render_page("attendance/list_make_ups.html", page, status)
