"""Somebody who leads groups asks a coordinator to keep two of her girls apart. What becomes of it is not shown here."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.cohorts import events
from curriculum_app.cohorts.forms import CHOOSE, ProposePairForm, id_or_none
from curriculum_app.cohorts.presenters.apart import propose_page
from curriculum_app.cohorts.queries.apart import girls_to_propose
from curriculum_app.cohorts.service.apart import propose_apart
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.queries import names_for
from curriculum_app.participants.rules.words import ApartReason


@bp.get("/keep-apart/propose")
@requires(Permission.APART_PROPOSE, reads=events.GIRLS_READ)
def new_proposal() -> ResponseReturnValue:
    """The form with the girls of one's own groups."""
    return _page(_form())


@bp.post("/keep-apart/propose")
@requires(Permission.APART_PROPOSE, reads=events.GIRLS_READ)
def propose_pair() -> ResponseReturnValue:
    """Ask for it."""
    form = _form()
    one, other = id_or_none(form.first.data), id_or_none(form.second.data)
    if not form.validate() or one is None or other is None:
        return _page(form, 422)
    try:
        reason = ApartReason(form.reason.data)
        propose_apart(one, other, reason=reason, actor=signed_in_actor(), at=clock.now(), pair_id=form.id.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, 422)
    return go_to("cohorts.list_cohorts", done="sent")


def _form() -> ProposePairForm:
    actor = signed_in_actor()
    form = ProposePairForm(request.form or None, data={"id": new_id()})
    names = names_for(girls_to_propose(actor.scopes(Permission.APART_PROPOSE), actor))
    girls = sorted((girl.name.casefold(), f"{girl.name} {girl.code}", str(key)) for key, girl in names.items())
    form.first.choices = choices([CHOOSE, *((key, words) for _order, words, key in girls)])
    form.second.choices = choices([CHOOSE, *((key, words) for _order, words, key in girls)])
    return form


def _page(form: ProposePairForm, status: int = 200) -> ResponseReturnValue:
    has_girls = len(form.first.choices or ()) > 2
    return render_page("cohorts/new_proposal.html", propose_page(form, has_girls=has_girls), status)
