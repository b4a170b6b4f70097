"""The forming board: choosing an area, the board itself, its state for the script, and putting a draft away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import events
from curriculum_app.cohorts.forms import AreaForm
from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.presenters.board import board_page, others_words
from curriculum_app.cohorts.presenters.drafts import areas_page, ask_page
from curriculum_app.cohorts.queries.drafts import last_move_of, open_drafts, others_there
from curriculum_app.cohorts.queries.forming import read_board
from curriculum_app.cohorts.rules.states import ProposalState
from curriculum_app.cohorts.service import forming
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to, render_page

DRAFT = "/cohorts/form/<uuid:proposal_id>"


@bp.get("/cohorts/form")
@requires(Permission.COHORT_MANAGE)
def choose_area() -> ResponseReturnValue:
    """The areas in which the reader may form groups, each with its draft."""
    return _areas()


@bp.post("/cohorts/form")
@requires(Permission.COHORT_MANAGE)
def start_draft() -> ResponseReturnValue:
    """Start the draft of an area, or go on with the one there is."""
    form = AreaForm(request.form)
    if not form.validate() or form.service_area.data is None:
        return _areas(form.summary(), 422)
    programme = current_app.config["SETTINGS"].service_areas
    try:
        draft = forming.start_draft(
            form.service_area.data, programme=programme, actor=signed_in_actor(), at=clock.now()
        )
    except Refusal as refusal:
        return _areas((("", str(refusal)),), 422)
    return go_to("cohorts.show_draft", proposal_id=draft.id)


@bp.get(DRAFT)
@requires(Permission.COHORT_MANAGE, reads=events.DRAFT_READ)
def show_draft(proposal: Proposal) -> ResponseReturnValue:
    """The board."""
    if proposal.state is not ProposalState.OPEN:
        return go_to("cohorts.choose_area")
    return show_board(proposal, clock.now())


@bp.get(f"{DRAFT}/state")
@requires(Permission.COHORT_MANAGE)
def show_draft_state(proposal: Proposal) -> ResponseReturnValue:
    """The draft's version, who else is there, and how far its job is: nothing about any girl."""
    job = proposal.job
    return jsonify(
        version=proposal.version,
        others=others_words(others_there(proposal.id, signed_in_actor(), clock.now())),
        is_open=proposal.state is ProposalState.OPEN,
        progress=job.progress if job is not None and not job.state.is_over else None,
    )


@bp.get(f"{DRAFT}/discard")
@requires(Permission.COHORT_MANAGE)
def ask_discard(proposal: Proposal) -> ResponseReturnValue:
    """The check page before a draft is put away."""
    return _asking(proposal)


@bp.post(f"{DRAFT}/discard")
@requires(Permission.COHORT_MANAGE)
def discard_draft(proposal: Proposal) -> ResponseReturnValue:
    """Put a draft away."""
    version = request.form.get("version", -1, type=int)
    try:
        forming.discard_draft(proposal, version=version, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _asking(proposal, str(refusal), 409 if isinstance(refusal, Conflict) else 422)
    return go_to("cohorts.choose_area", done="removed")


def show_board(
    draft: Proposal,
    at: datetime,
    *,
    errors: tuple[tuple[str, str], ...] = (),
    chosen: UUID | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The board as it stands, with what was refused on top."""
    actor = signed_in_actor()
    board = read_board(draft.id, draft.service_area, today=actor.today, at=at)
    page = board_page(
        draft,
        board,
        others=others_there(draft.id, actor, at),
        may_undo=last_move_of(draft, actor),
        errors=errors,
        chosen=chosen,
    )
    return render_page("cohorts/show_draft.html", page, status)


def _areas(errors: tuple[tuple[str, str], ...] = (), status: int = 200) -> ResponseReturnValue:
    areas = forming.areas_to_form(signed_in_actor(), current_app.config["SETTINGS"].service_areas)
    return render_page("cohorts/choose_area.html", areas_page(areas, open_drafts(areas), errors=errors), status)


def _asking(draft: Proposal, problem: str = "", status: int = 200) -> ResponseReturnValue:
    page = ask_page(draft, title=_("Put this draft away"), problem=problem)
    return render_page("cohorts/ask_discard.html", page, status)
