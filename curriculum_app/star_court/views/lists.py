"""The list of hand-offs."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from curriculum_app.core.access import Permission, Reach, requires, signed_in_actor
from curriculum_app.core.pages import render_page
from curriculum_app.star_court import events
from curriculum_app.star_court.forms import OPEN, FilterForm
from curriculum_app.star_court.presenters.lists import handoffs_page
from curriculum_app.star_court.queries.handoffs import girls_by_year, handoffs_visible_to
from curriculum_app.star_court.service.words import STATES
from curriculum_app.star_court.views.blueprint import bp

MOST_PAGES = 10_000


@bp.get("/star-court")
@requires(Permission.HANDOFF_MANAGE, reads=events.LISTED)
def list_handoffs() -> ResponseReturnValue:
    """The hand-offs within reach by state; for whoever answers for the whole programme, girls by year."""
    actor = signed_in_actor()
    filters = {name: request.args[name] for name in ("state",) if request.args.get(name)}
    form = FilterForm(MultiDict({"state": OPEN} | filters), words=[(each.value, name) for each, name in STATES.items()])
    form.validate()
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    scopes = actor.scopes(Permission.HANDOFF_MANAGE)
    rows, has_next = handoffs_visible_to(scopes, actor, states=form.states(), page=number)
    is_whole = any(scope.reach is Reach.PROGRAMME for scope in scopes)
    years = girls_by_year(scopes, actor) if is_whole else []
    page = handoffs_page(rows, form, filters=filters, years=years, number=number, has_next=has_next)
    return render_page("star_court/list_handoffs.html", page)
