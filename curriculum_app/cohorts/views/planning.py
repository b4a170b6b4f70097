"""A new group: the form, its dates to look over, and making it."""

from datetime import time, timedelta
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import queries, service
from curriculum_app.cohorts.forms import CHOOSE, NewCohortForm, given, id_or_none
from curriculum_app.cohorts.presenters.asking import plan_page
from curriculum_app.cohorts.presenters.words import language_name
from curriculum_app.cohorts.queries.readiness import readiness_on
from curriculum_app.cohorts.rules.states import ReadinessReason
from curriculum_app.cohorts.rules.timetable import Timetable
from curriculum_app.cohorts.service import CohortPlan
from curriculum_app.cohorts.service.planning import NoLessons
from curriculum_app.cohorts.service.readiness import NotReady
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, areas_of, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.curriculum.queries import current_edition
from curriculum_app.participants.rules.languages import OFFERED
from curriculum_app.places.models import Site
from curriculum_app.places.queries import sites_open_to

USUAL_START = time(16, 0)
USUAL_MINUTES = 90


@bp.get("/cohorts/new")
@requires(Permission.COHORT_MANAGE)
def new_cohort() -> ResponseReturnValue:
    """The form, filled in as groups usually are."""
    actor = signed_in_actor()
    first_on = actor.today + timedelta(days=7)
    usual = {
        "id": new_id(),
        "first_on": first_on,
        "starts_at": USUAL_START,
        "minutes": USUAL_MINUTES,
        "capacity": limits_on(first_on).default_seats,
    }
    return _page(_form(actor, **usual), actor)


@bp.post("/cohorts/new")
@requires(Permission.COHORT_MANAGE)
def create_cohort() -> ResponseReturnValue:
    """Show the dates first; make the group when they were looked over."""
    actor = signed_in_actor()
    form = _form(actor)
    sites = {str(site.id): site for site in sites_open_to(actor, Permission.COHORT_MANAGE)}
    if not form.validate():
        return _page(form, actor, status=422)
    plan = _plan(form)
    try:
        if form.step.data != "create":
            return _page(form, actor, laid=_lay_out(plan, sites[form.site.data]))
        return _create(plan, sites[form.site.data], form.id.data, actor)
    except NotReady as refusal:
        form.refuse(refusal)
        return _page(form, actor, laid=_lay_out(plan, sites[form.site.data]), status=422)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, actor, status=422)


def _create(plan: CohortPlan, site: Site, cohort_id: UUID | None, actor: Actor) -> ResponseReturnValue:
    edition = current_edition()
    if edition is None:
        raise NoLessons
    cohort, is_new = service.plan_cohort(
        plan, site=site, edition=edition, actor=actor, at=clock.now(), cohort_id=cohort_id
    )
    return go_to("cohorts.show_cohort", done="created" if is_new else "already", cohort_id=cohort.id)


def _lay_out(plan: CohortPlan, site: Site) -> Timetable:
    edition = current_edition()
    if edition is None:
        raise NoLessons
    return service.lay_out(plan, edition.lessons_offered, site=site)


def _plan(form: NewCohortForm) -> CohortPlan:
    limits = limits_on(given(form.first_on))
    return CohortPlan(
        first_on=given(form.first_on),
        starts_at=given(form.starts_at),
        minutes=given(form.minutes),
        capacity=given(form.capacity),
        weekdays=tuple(form.weekdays.data or ()),
        closed_days=form.closed_days.dates(),
        skips_holidays=form.skips_holidays.data,
        largest=limits.largest_group,
        entry_closes_after=limits.last_entry_session,
        venue=form.venue.data,
        lead_id=id_or_none(form.lead.data),
        co_id=id_or_none(form.co.data),
        language=form.language.data or "en",
        exception=ReadinessReason(form.exception.data) if form.exception.data else None,
    )


def _form(actor: Actor, **values: object) -> NewCohortForm:
    form = NewCohortForm(request.form or None, data=values)
    sites = sites_open_to(actor, Permission.COHORT_MANAGE)
    areas, site_ids = areas_of(actor.scopes(Permission.COHORT_MANAGE))
    here = (areas | {site.service_area for site in sites}, site_ids | {site.id for site in sites})
    people = queries.candidates(actor.today, service_areas=here[0], site_ids=here[1])
    somebody = [("", _("Nobody yet")), *((str(each.user_id), each.full_name) for each in people)]
    form.site.choices = choices([CHOOSE, *((str(site.id), site.name) for site in sites)])
    form.lead.choices = choices(somebody)
    form.co.choices = choices(somebody)
    form.language.choices = choices((code, language_name(code)) for code in OFFERED)
    if len(sites) == 1 and not request.form:
        form.site.data = str(sites[0].id)
    return form


def _page(
    form: NewCohortForm, actor: Actor, *, laid: Timetable | None = None, status: int = 200
) -> ResponseReturnValue:
    edition = current_edition()
    titles = [lesson.title for lesson in queries.lessons_of(edition)] if edition and laid else []
    days, people = laid.days if laid else (), (id_or_none(form.lead.data), id_or_none(form.co.data))
    gaps = readiness_on(days, lead_id=people[0], co_id=people[1]) if days else {}
    return render_page("cohorts/new_cohort.html", plan_page(form, laid, titles, actor.today, gaps), status)
