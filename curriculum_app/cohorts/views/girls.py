"""Girls take a seat, leave it, or change to another group."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import events, queries, service
from curriculum_app.cohorts.forms import CHOOSE, EnrolForm, MoveGirlForm, WithdrawForm, exit_choices, given
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.cohorts.presenters.asking import girl_form_page
from curriculum_app.cohorts.presenters.waiting import Measure, waiting_page
from curriculum_app.cohorts.rules.states import ExitReason
from curriculum_app.cohorts.service.apart import told
from curriculum_app.cohorts.service.enrolling import is_open_to_new_girls
from curriculum_app.cohorts.service.girl import GirlUnknown, girl_for
from curriculum_app.cohorts.views.blueprint import as_id, bp, page_number
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.queries import DisplayName, names_for, placeable
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.rules.eligibility import Finding

SEAT = "/cohorts/<uuid:cohort_id>/enrolments/<uuid:enrolment_id>"


@bp.get("/cohorts/<uuid:cohort_id>/enrol")
@requires(Permission.COHORT_MANAGE, reads=events.WAITLIST_READ)
def new_enrolment(cohort: Cohort) -> ResponseReturnValue:
    """The girls of the reader's areas who wait for a place."""
    return _waiting(cohort, EnrolForm())


@bp.post("/cohorts/<uuid:cohort_id>/enrol")
@requires(Permission.COHORT_MANAGE, reads=events.WAITLIST_READ)
def create_enrolment(cohort: Cohort) -> ResponseReturnValue:
    """Give one girl a seat."""
    form = EnrolForm(request.form)
    girl = as_id(form.participant.data or "")
    if not form.validate() or girl is None:
        return _waiting(cohort, form, 422)
    try:
        service.enrol(
            cohort,
            participant_id=girl,
            policy=limits_on(cohort.first_on),
            actor=signed_in_actor(),
            at=clock.now(),
            enrolment_id=form.id.data,
            late_reason=form.late_reason.data,
            eligibility_reason=form.eligibility_reason.data,
        )
    except Refusal as refusal:
        form.refuse(told(refusal, actor=signed_in_actor()))
        return _waiting(cohort, form, 422)
    return go_to("cohorts.new_enrolment", done="enrolled", cohort_id=cohort.id)


@bp.get(f"{SEAT}/withdraw")
@requires(Permission.COHORT_MANAGE, reads=events.ENROLMENT_READ)
def ask_withdraw(enrolment: Enrolment, cohort: Cohort) -> ResponseReturnValue:
    """The check page before a girl leaves."""
    return _leaving(enrolment, _withdraw_form(signed_in_actor().today))


@bp.post(f"{SEAT}/withdraw")
@requires(Permission.COHORT_MANAGE, reads=events.ENROLMENT_READ)
def withdraw(enrolment: Enrolment, cohort: Cohort) -> ResponseReturnValue:
    """A girl leaves; her seat is free."""
    form = _withdraw_form()
    if not form.validate():
        return _leaving(enrolment, form, 422)
    reason = ExitReason(form.reason.data)
    try:
        service.withdraw(
            enrolment, reason=reason, exited_on=given(form.exited_on), actor=signed_in_actor(), at=clock.now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _leaving(enrolment, form, 422)
    return go_to("cohorts.show_cohort", done="saved", cohort_id=cohort.id)


@bp.get(f"{SEAT}/transfer")
@requires(Permission.COHORT_MANAGE, reads=events.ENROLMENT_READ)
def ask_transfer(enrolment: Enrolment, cohort: Cohort) -> ResponseReturnValue:
    """The form by which a girl changes to another group."""
    return _moving(enrolment, _transfer_form(enrolment))


@bp.post(f"{SEAT}/transfer")
@requires(Permission.COHORT_MANAGE, reads=events.ENROLMENT_READ)
def transfer(enrolment: Enrolment, cohort: Cohort) -> ResponseReturnValue:
    """A girl leaves this group and takes a seat in another, both or neither."""
    form = _transfer_form(enrolment)
    actor = signed_in_actor()
    target = queries.cohort_open_to(form.cohort.data, actor) if form.validate() else None
    if target is None:
        return _moving(enrolment, form, 422)
    try:
        service.transfer(
            enrolment,
            to=target,
            policy=limits_on(target.first_on),
            actor=actor,
            at=clock.now(),
            enrolment_id=form.id.data,
            late_reason=form.late_reason.data,
            eligibility_reason=form.eligibility_reason.data,
        )
    except Refusal as refusal:
        form.refuse(told(refusal, actor=actor))
        return _moving(enrolment, form, 422)
    return go_to("cohorts.show_cohort", done="saved", cohort_id=target.id)


def _waiting(cohort: Cohort, form: EnrolForm, status: int = 200) -> ResponseReturnValue:
    actor, at = signed_in_actor(), clock.now()
    waiting = placeable(actor.scopes(Permission.COHORT_MANAGE), actor, at=at, page=page_number())
    measure = Measure(
        limits=limits_on(cohort.first_on),
        begins_on=cohort.first_on,
        joins_on=max(cohort.first_on, actor.today),
        sessions=queries.meeting_days(cohort.id),
        said=said_by([row.participant_id for row in waiting.rows]),
        is_open=is_open_to_new_girls(cohort, actor),
    )
    page = waiting_page(cohort, waiting, form, measure=measure, chosen=as_id(form.participant.data or ""))
    return render_page("cohorts/new_enrolment.html", page, status)


def _withdraw_form(today: object = None) -> WithdrawForm:
    form = WithdrawForm(request.form or None, data={"exited_on": today} if today else None)
    form.reason.choices = exit_choices()
    return form


def _transfer_form(enrolment: Enrolment) -> MoveGirlForm:
    actor = signed_in_actor()
    form = MoveGirlForm(request.form or None, data={"id": new_id()})
    others = queries.groups_with_room(actor, but=enrolment.cohort_id)
    form.cohort.choices = choices([CHOOSE, *((str(each.id), f"{each.name}, {each.site}") for each in others)])
    return form


def _leaving(enrolment: Enrolment, form: WithdrawForm, status: int = 200) -> ResponseReturnValue:
    page = girl_form_page(enrolment, form, _name(enrolment.participant_id), title=_("Withdraw a girl"))
    return render_page(
        "cohorts/ask_withdraw.html", page, status, enrolment_id=enrolment.id, cohort_id=enrolment.cohort_id
    )


def _moving(enrolment: Enrolment, form: MoveGirlForm, status: int = 200) -> ResponseReturnValue:
    title, found = _("Move a girl to another group"), _against(enrolment, form)
    page = girl_form_page(enrolment, form, _name(enrolment.participant_id), title=title, found=found)
    return render_page("cohorts/ask_transfer.html", page, status)


def _against(enrolment: Enrolment, form: MoveGirlForm) -> tuple[Finding, ...]:
    """What speaks against her place in the group that was chosen, or in one that begins today."""
    actor = signed_in_actor()
    target = queries.cohort_open_to(form.cohort.data, actor) if form.cohort.data else None
    begins_on = target.first_on if target else actor.today
    sessions = queries.meeting_days(target.id) if target else []
    try:
        girl = girl_for(enrolment.participant_id, actor=actor, on=actor.today)
    except GirlUnknown:
        return ()
    return girl.findings(limits_on(begins_on), sessions=sessions, begins_on=begins_on, today=actor.today)


def _name(participant_id: UUID) -> DisplayName:
    return names_for([participant_id])[participant_id]
