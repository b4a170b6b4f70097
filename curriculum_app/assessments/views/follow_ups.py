"""Three months later: who is to be asked, how she may be reached, what each try came to, and her code."""

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.assessments import events, service
from curriculum_app.assessments.forms import OneCodeForm, TryForm
from curriculum_app.assessments.presenters import follow_ups as pages
from curriculum_app.assessments.queries import follow_ups as queries
from curriculum_app.assessments.rules.follow_up import TryOutcome
from curriculum_app.assessments.service import Slip
from curriculum_app.assessments.views.asked import USUAL_INSTRUMENT
from curriculum_app.assessments.views.blueprint import bp
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.queries.names import names_for

ADDRESS = "/cohorts/<uuid:cohort_id>/enrolments/<uuid:enrolment_id>/follow-up"


@bp.get("/sittings/follow-ups")
@requires(Permission.FOLLOW_UP, reads=events.FOLLOW_UPS_LISTED)
def list_follow_ups() -> ResponseReturnValue:
    """The girls to be asked now, the next tries first."""
    actor = signed_in_actor()
    found = queries.due_follow_ups(actor.scopes(Permission.FOLLOW_UP), actor, USUAL_INSTRUMENT)
    return render_page("assessments/list_follow_ups.html", pages.follow_ups_page(found, actor.today))


@bp.get(ADDRESS)
@requires(Permission.FOLLOW_UP, reads=events.FOLLOW_UP_READ)
def show_follow_up(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """How one girl may be reached, and the tries so far."""
    return _page(enrolment, _form())


@bp.post(ADDRESS)
@requires(Permission.FOLLOW_UP, reads=events.FOLLOW_UP_READ)
def keep_try(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """Write down what a try came to."""
    form, actor = _form(posted=True), signed_in_actor()
    if not form.validate() or form.id.data is None:
        return _page(enrolment, form, 422)
    ways = {"key": form.id.data, "instrument": USUAL_INSTRUMENT, "next_on": form.next_on.data}
    try:
        service.keep_try(enrolment, TryOutcome(form.outcome.data), **ways, actor=actor, at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(enrolment, form, 409 if isinstance(refusal, Conflict) else 422)
    here = {"cohort_id": enrolment.cohort_id, "enrolment_id": enrolment.id}
    return go_to("assessments.show_follow_up", "saved", **here)


@bp.post(f"{ADDRESS}/code")
@requires(Permission.FOLLOW_UP, reads=events.FOLLOW_UP_READ)
def open_follow_up(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """Make a code that works until midnight, and show it once."""
    actor, form = signed_in_actor(), _form()
    form_id = OneCodeForm(request.form).id.data or new_id()
    at = clock.now()
    when = {"expires_at": clock.end_of_day(at), "at": at}
    try:
        slip = service.open_follow_up(enrolment, instrument=USUAL_INSTRUMENT, form_id=form_id, actor=actor, **when)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(enrolment, form, 422)
    return _page(enrolment, form, slip=slip)


def _form(*, posted: bool = False) -> TryForm:
    outcomes = [(each.value, words) for each, words in pages.OUTCOMES.items()]
    return TryForm(request.form if posted else None, id=new_id(), outcomes=outcomes)


def _page(enrolment: Enrolment, form: TryForm, status: int = 200, slip: Slip | None = None) -> ResponseReturnValue:
    girl = enrolment.participant
    page = pages.follow_up_page(
        enrolment, form, name=names_for([girl.id])[girl.id].name, how=queries.safe_way(girl),
        tries=queries.tries_of(enrolment), slip=slip,
        is_due=queries.is_due(enrolment, USUAL_INSTRUMENT, signed_in_actor().today),
    )  # fmt: skip
    return render_page("assessments/show_follow_up.html", page, status)
