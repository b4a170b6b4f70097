"""Publishing a draft: the check page, and making everything at once."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.presenters.drafts import publish_page
from curriculum_app.cohorts.queries.forming import read_board
from curriculum_app.cohorts.service import forming
from curriculum_app.cohorts.service.forming import CannotPublish
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.cohorts.views.forming import DRAFT
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.places.queries import sites_open_to


@bp.get(f"{DRAFT}/publish")
@requires(Permission.COHORT_MANAGE, reads=events.DRAFT_READ)
def ask_publish(proposal: Proposal) -> ResponseReturnValue:
    """The check page: which groups are made, with how many girls, and what stands against it."""
    return _asking(proposal)


@bp.post(f"{DRAFT}/publish")
@requires(Permission.COHORT_MANAGE, reads=events.DRAFT_READ)
def publish(proposal: Proposal) -> ResponseReturnValue:
    """Make the groups, their sessions and the girls' seats, all or nothing."""
    actor = signed_in_actor()
    try:
        forming.publish_draft(
            proposal,
            version=request.form.get("version", -1, type=int),
            placed=request.form.get("placed", -1, type=int),
            sites=frozenset(site.id for site in sites_open_to(actor, Permission.COHORT_MANAGE)),
            actor=actor,
            at=clock.now(),
        )
    except CannotPublish:
        return _again(proposal, "", 422)
    except Refusal as refusal:
        return _again(proposal, str(refusal), 409 if isinstance(refusal, Conflict) else 422)
    return go_to("cohorts.list_cohorts", done="created")


def _again(draft: Proposal, problem: str, status: int) -> ResponseReturnValue:
    """The check page once more, as things stand without what was begun."""
    db.session.rollback()
    return _asking(draft, problem, status)


def _asking(draft: Proposal, problem: str = "", status: int = 200) -> ResponseReturnValue:
    actor = signed_in_actor()
    board = read_board(draft.id, draft.service_area, today=actor.today, at=clock.now())
    return render_page("cohorts/ask_publish.html", publish_page(draft, board, problem=problem), status)
