"""Who leads a group: the dated rows, a new one, and the end of one."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import queries, service
from curriculum_app.cohorts.forms import CHOOSE, StaffForm, given, id_or_none
from curriculum_app.cohorts.models import Cohort, CohortStaff
from curriculum_app.cohorts.presenters.staff import staff_page
from curriculum_app.cohorts.rules.states import StaffPart
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page


@bp.get("/cohorts/<uuid:cohort_id>/staff")
@requires(Permission.COHORT_MANAGE)
def list_staff(cohort: Cohort) -> ResponseReturnValue:
    """Everybody who led, leads or will lead this group."""
    return _page(cohort, _form(cohort))


@bp.post("/cohorts/<uuid:cohort_id>/staff")
@requires(Permission.COHORT_MANAGE)
def assign_staff(cohort: Cohort) -> ResponseReturnValue:
    """Let somebody lead the group."""
    form = _form(cohort)
    user_id = id_or_none(form.user.data) if form.validate() else None
    if user_id is None:
        return _page(cohort, form, 422)
    try:
        service.assign_staff(
            cohort,
            user_id=user_id,
            part=StaffPart(form.part.data),
            from_on=given(form.from_on),
            until_on=form.until_on.data,
            actor=signed_in_actor(),
            at=clock.now(),
            seat_id=form.id.data,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(cohort, form, 422)
    return go_to("cohorts.list_staff", done="saved", cohort_id=cohort.id)


@bp.post("/cohorts/<uuid:cohort_id>/staff/<uuid:seat_id>/end")
@requires(Permission.COHORT_MANAGE)
def end_staff(seat: CohortStaff, cohort: Cohort) -> ResponseReturnValue:
    """Today is somebody's last day in front of the group."""
    actor = signed_in_actor()
    try:
        service.end_staff(seat, until_on=actor.today, actor=actor, at=clock.now())
    except Refusal as refusal:
        form = _form(cohort, is_new=True)
        form.refuse(refusal)
        return _page(cohort, form, 422)
    return go_to("cohorts.list_staff", done="ended", cohort_id=cohort.id)


def _form(cohort: Cohort, *, is_new: bool = False) -> StaffForm:
    today = signed_in_actor().today
    data = {"id": new_id(), "from_on": today}
    form = StaffForm(None if is_new else request.form or None, data=data)
    areas, sites = frozenset({cohort.service_area}), frozenset({cohort.site_id})
    people = queries.candidates(today, service_areas=areas, site_ids=sites)
    form.user.choices = choices([CHOOSE, *((str(each.user_id), each.full_name) for each in people)])
    return form


def _page(cohort: Cohort, form: StaffForm, status: int = 200) -> ResponseReturnValue:
    title, today = _("Staff of %(group)s", group=cohort.name), signed_in_actor().today
    page = staff_page(cohort, queries.staff(cohort), form, today=today, title=title)
    return render_page("cohorts/list_staff.html", page, status)
