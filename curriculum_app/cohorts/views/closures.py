"""Days on which a site is closed, and the sessions that they hit."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.cohorts import service
from curriculum_app.cohorts.forms import given
from curriculum_app.cohorts.forms.closures import ClosureForm
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.presenters.closures import closures_page
from curriculum_app.cohorts.queries.calendar import sessions_hit
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.places import service as places
from curriculum_app.places.models import Site, SiteClosure
from curriculum_app.places.queries import closures_of
from curriculum_app.places.rules import ClosureReason

CLOSURES = "/sites/<uuid:site_id>/closures"


@bp.get(CLOSURES)
@requires(Permission.SITE_MANAGE)
def list_closures(site: Site) -> ResponseReturnValue:
    """The days on which a site is closed."""
    return _page(site, ClosureForm(id=new_id()))


@bp.post(CLOSURES)
@requires(Permission.SITE_MANAGE)
def add_closure(site: Site) -> ResponseReturnValue:
    """Close a site for some days."""
    form = ClosureForm(request.form)
    if not form.validate():
        return _page(site, form, 422)
    try:
        places.close_site(
            site,
            closure_id=form.id.data or new_id(),
            from_on=given(form.from_on),
            until_on=given(form.until_on),
            reason=ClosureReason(form.reason.data),
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(site, form, 422)
    return go_to("cohorts.list_closures", done="saved", site_id=site.id)


@bp.post(f"{CLOSURES}/<uuid:closure_id>/end")
@requires(Permission.SITE_MANAGE)
def end_closure(site: Site, closure: SiteClosure) -> ResponseReturnValue:
    """The site is open again."""
    places.end_closure(closure, actor=signed_in_actor(), at=clock.now())
    return go_to("cohorts.list_closures", done="ended", site_id=site.id)


@bp.post("/cohorts/<uuid:cohort_id>/sessions/<uuid:session_id>/move-on")
@requires(Permission.COHORT_MANAGE)
def move_on(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """Move a session to the next open day of its group."""
    try:
        service.move_on(session, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form = ClosureForm(id=new_id())
        form.refuse(refusal)
        return _page(cohort.site, form, 422)
    return go_to("cohorts.list_closures", done="saved", site_id=cohort.site_id)


def _page(site: Site, form: ClosureForm, status: int = 200) -> ResponseReturnValue:
    actor = signed_in_actor()
    page = closures_page(site, closures_of(site.id, actor.today), sessions_hit(site.id, actor), form)
    return render_page("cohorts/list_closures.html", page, status)
