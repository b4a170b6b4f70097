"""The list of groups, one group, and changing it."""

from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.cohorts import events, queries, service
from curriculum_app.cohorts.forms import EditCohortForm, given
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters.asking import form_page
from curriculum_app.cohorts.presenters.cohort import cohort_page, takes_girls
from curriculum_app.cohorts.presenters.lists import list_page
from curriculum_app.cohorts.queries import ListFilter
from curriculum_app.cohorts.queries.suggesting import girls_who_fit
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.cohorts.service import CohortChanges
from curriculum_app.cohorts.views.blueprint import bp, page_number, read_for, venue_for
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, after_request_audit, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.rules.consents import ConsentKind
from curriculum_app.participants.rules.eligibility import Meets


@bp.get("/cohorts")
@requires(Permission.COHORT_VIEW)
def list_cohorts() -> ResponseReturnValue:
    """The groups within the reader's reach."""
    actor, number = signed_in_actor(), page_number()
    asked = request.args.get("state", "")
    shown = ListFilter(asked) if asked in list(ListFilter) else ListFilter.OPEN
    scopes = actor.scopes(Permission.COHORT_VIEW)
    rows, has_next = queries.cohorts_visible_to(scopes, actor, shown=shown, number=number)
    may_manage = actor.may(Permission.COHORT_MANAGE)
    page = list_page(rows, shown=shown, number=number, has_next=has_next, may_manage=may_manage)
    return render_page("cohorts/list_cohorts.html", page)


@bp.get("/cohorts/<uuid:cohort_id>")
@requires(Permission.COHORT_VIEW, reads=events.ROSTER_READ)
def show_cohort(cohort: Cohort) -> ResponseReturnValue:
    """One group."""
    actor, limits, at = signed_in_actor(), limits_on(cohort.first_on), clock.now()
    seen = read_for(cohort, actor, at)
    said = said_by([row.participant_id for row in seen.roster], ConsentKind.PARTICIPATION)
    seen = replace(seen, said=said, smallest_group=limits.smallest_group)
    if takes_girls(cohort, seen):
        days = [Meets(row.number, row.held_on) for row in seen.sessions if row.state is not SessionState.NOT_HELD]
        seen = replace(seen, fitting=girls_who_fit(cohort, limits=limits, sessions=days, actor=actor, at=at))
        kind, what = cohort.__tablename__, events.WAITLIST_READ
        after_request_audit(what, actor=actor, kind=kind, object_id=cohort.id)
    return render_page("cohorts/show_cohort.html", cohort_page(cohort, seen))


@bp.get("/cohorts/<uuid:cohort_id>/edit")
@requires(Permission.COHORT_MANAGE)
def edit_cohort(cohort: Cohort) -> ResponseReturnValue:
    """The form of one group."""
    venue = venue_for(cohort, [], signed_in_actor(), clock.now())
    return _form_page(cohort, EditCohortForm(obj=cohort, venue=venue))


@bp.post("/cohorts/<uuid:cohort_id>/edit")
@requires(Permission.COHORT_MANAGE)
def update_cohort(cohort: Cohort) -> ResponseReturnValue:
    """Save the changed values."""
    form = EditCohortForm(request.form)
    if not form.validate():
        return _form_page(cohort, form, 422)
    names = ("capacity", "starts_at", "minutes", "entry_closes_after", "venue")
    largest = limits_on(signed_in_actor().today).largest_group
    changes = CohortChanges(**{name: form[name].data for name in names}, largest=largest)
    try:
        service.edit_cohort(cohort, changes, version=given(form.version), actor=signed_in_actor(), at=clock.now())
    except Conflict as conflict:
        form.refuse(conflict)
        form.version.data = cohort.version
        return _form_page(cohort, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form_page(cohort, form, 422)
    return go_to("cohorts.show_cohort", done="saved", cohort_id=cohort.id)


def _form_page(cohort: Cohort, form: EditCohortForm, status: int = 200) -> ResponseReturnValue:
    return render_page("cohorts/edit_cohort.html", form_page(cohort, form), status)
