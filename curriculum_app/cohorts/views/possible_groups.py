"""The possible groups of a draft: new ones, changing one, taking it away, and suggestions in one tap."""

from __future__ import annotations

from datetime import time

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import queries
from curriculum_app.cohorts.forms import CHOOSE, PossibleGroupForm, given, id_or_none
from curriculum_app.cohorts.models import PossibleGroup, Proposal
from curriculum_app.cohorts.presenters.drafts import group_form_page
from curriculum_app.cohorts.presenters.words import language_name
from curriculum_app.cohorts.queries.forming_groups import starts_soon
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.states import ReadinessReason
from curriculum_app.cohorts.service import forming
from curriculum_app.cohorts.service.forming import GroupPlan
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.cohorts.views.forming import DRAFT, show_board
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.rules.languages import OFFERED
from curriculum_app.places.models import Site
from curriculum_app.places.queries import sites_open_to

GROUP = f"{DRAFT}/groups/<uuid:possible_group_id>"
USUAL_START = time(16, 0)


@bp.get(f"{DRAFT}/groups/new")
@requires(Permission.COHORT_MANAGE)
def new_possible_group(proposal: Proposal) -> ResponseReturnValue:
    """The form, filled in as groups usually are."""
    first_on = starts_soon(signed_in_actor().today)
    usual = {
        "id": new_id(), "first_on": first_on, "starts_at": USUAL_START, "minutes": 90, "language": "en",
        "seats": limits_on(first_on).default_seats, "version": proposal.version,
    }  # fmt: skip
    return _page(proposal, _form(proposal, **usual))


@bp.post(f"{DRAFT}/groups/new")
@requires(Permission.COHORT_MANAGE)
def create_possible_group(proposal: Proposal) -> ResponseReturnValue:
    """Add a group to the draft."""
    form = _form(proposal)
    if not form.validate():
        return _page(proposal, form, status=422)
    plan = _plan(form)
    try:
        forming.add_group(
            proposal, plan, site=_sites(proposal)[form.site.data], limits=limits_on(plan.first_on),
            group_id=form.id.data, actor=signed_in_actor(), at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(proposal, form, status=422)
    return go_to("cohorts.show_draft", done="created", proposal_id=proposal.id)


@bp.get(f"{GROUP}/edit")
@requires(Permission.COHORT_MANAGE)
def edit_possible_group(proposal: Proposal, possible_group: PossibleGroup) -> ResponseReturnValue:
    """The form of one group."""
    values = {name: getattr(possible_group, name) for name in ("first_on", "starts_at", "minutes", "seats", "language")}
    chosen = {
        "site": str(possible_group.site_id),
        "weekdays": list(timetable.weekdays_of(possible_group.weekdays)),
        "lead": str(possible_group.lead_id or ""),
        "co": str(possible_group.co_id or ""),
        "exception": possible_group.exception or "",
        "id": possible_group.id,
        "version": proposal.version,
    }
    return _page(proposal, _form(proposal, **values, **chosen), possible_group)


@bp.post(f"{GROUP}/edit")
@requires(Permission.COHORT_MANAGE)
def update_possible_group(proposal: Proposal, possible_group: PossibleGroup) -> ResponseReturnValue:
    """Change one group."""
    form = _form(proposal)
    if not form.validate():
        return _page(proposal, form, possible_group, 422)
    plan = _plan(form)
    try:
        forming.edit_group(
            possible_group, plan, site=_sites(proposal)[form.site.data], limits=limits_on(plan.first_on),
            version=form.version.data or 0, actor=signed_in_actor(), at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(refusal)
        form.version.data, form.version.raw_data = proposal.version, None
        return _page(proposal, form, possible_group, 409 if isinstance(refusal, Conflict) else 422)
    return go_to("cohorts.show_draft", done="saved", proposal_id=proposal.id)


@bp.post(f"{GROUP}/remove")
@requires(Permission.COHORT_MANAGE)
def remove_possible_group(proposal: Proposal, possible_group: PossibleGroup) -> ResponseReturnValue:
    """Take one group out of the draft."""
    version = request.form.get("version", -1, type=int)
    try:
        forming.remove_group(possible_group, version=version, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        return show_board(proposal, clock.now(), errors=(("", str(refusal)),), status=status)
    return go_to("cohorts.show_draft", done="removed", proposal_id=proposal.id)


@bp.post(f"{DRAFT}/suggest")
@requires(Permission.COHORT_MANAGE)
def suggest_groups(proposal: Proposal) -> ResponseReturnValue:
    """Add the groups that the waiting girls ask for."""
    actor = signed_in_actor()
    try:
        forming.suggest_groups(
            proposal, sites=list(_sites(proposal).values()), limits=limits_on(starts_soon(actor.today)),
            actor=actor, at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return show_board(proposal, clock.now(), errors=(("", str(refusal)),), status=422)
    return go_to("cohorts.show_draft", done="created", proposal_id=proposal.id)


def _sites(draft: Proposal) -> dict[str, Site]:
    sites = sites_open_to(signed_in_actor(), Permission.COHORT_MANAGE)
    return {str(site.id): site for site in sites if site.service_area == draft.service_area}


def _form(draft: Proposal, **values: object) -> PossibleGroupForm:
    form = PossibleGroupForm(request.form or None, data=values)
    sites = _sites(draft)
    people = queries.candidates(
        signed_in_actor().today,
        service_areas=frozenset({draft.service_area}),
        site_ids=frozenset(site.id for site in sites.values()),
    )
    somebody = [("", _("Nobody yet")), *((str(each.user_id), each.full_name) for each in people)]
    form.site.choices = choices([CHOOSE, *((key, site.name) for key, site in sites.items())])
    form.lead.choices = form.co.choices = choices(somebody)
    form.language.choices = choices((code, language_name(code)) for code in OFFERED)
    return form


def _plan(form: PossibleGroupForm) -> GroupPlan:
    return GroupPlan(
        first_on=given(form.first_on),
        starts_at=given(form.starts_at),
        minutes=given(form.minutes),
        seats=given(form.seats),
        language=form.language.data,
        weekdays=tuple(form.weekdays.data or ()),
        lead_id=id_or_none(form.lead.data),
        co_id=id_or_none(form.co.data),
        exception=ReadinessReason(form.exception.data) if form.exception.data else None,
    )


def _page(
    draft: Proposal, form: PossibleGroupForm, group: PossibleGroup | None = None, status: int = 200
) -> ResponseReturnValue:
    return render_page("cohorts/edit_possible_group.html", group_form_page(draft, form, group), status)
