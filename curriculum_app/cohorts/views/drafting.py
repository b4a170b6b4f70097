"""Moves on the board, by form or by script, and asking the solver."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import jsonify, make_response, request
from flask.typing import ResponseReturnValue

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.presenters.board import board_changes, conflict_words
from curriculum_app.cohorts.presenters.drafts import progress_page
from curriculum_app.cohorts.queries.drafts import changes_since
from curriculum_app.cohorts.queries.forming import Board
from curriculum_app.cohorts.service import forming
from curriculum_app.cohorts.service.apart import told
from curriculum_app.cohorts.service.forming import DraftChanged, NothingChosen
from curriculum_app.cohorts.views.blueprint import as_id, bp
from curriculum_app.cohorts.views.forming import DRAFT, show_board
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import go_to, render_page

WAITING = "waiting"


@bp.post(f"{DRAFT}/move")
@requires(Permission.COHORT_MANAGE, reads=events.DRAFT_READ)
def move_girl(proposal: Proposal) -> ResponseReturnValue:
    """Put the chosen girl into a group, or among those who wait."""
    girl = as_id(request.form.get("participant", ""))
    to = request.form.get("here") or request.form.get("to", "")
    version = request.form.get("version", -1, type=int)

    def move() -> tuple[UUID | None, Board | None]:
        if girl is None or (as_id(to) is None and to != WAITING):
            raise NothingChosen
        place = None if to == WAITING else as_id(to)
        board = forming.move_girl(
            proposal, girl=girl, to=place, version=version, actor=signed_in_actor(), at=clock.now()
        )
        return girl, board

    return _answer(proposal, move, girl, version, may_undo=True)


@bp.post(f"{DRAFT}/undo")
@requires(Permission.COHORT_MANAGE, reads=events.DRAFT_READ)
def undo_move(proposal: Proposal) -> ResponseReturnValue:
    """Take the last move back."""
    version = request.form.get("version", -1, type=int)

    def undo() -> tuple[UUID | None, Board | None]:
        return forming.undo_move(proposal, version=version, actor=signed_in_actor(), at=clock.now())

    return _answer(proposal, undo, None, version, may_undo=False)


@bp.post(f"{DRAFT}/propose")
@requires(Permission.COHORT_MANAGE)
def ask_proposal(proposal: Proposal) -> ResponseReturnValue:
    """Queue the solver."""
    try:
        forming.ask_proposal(proposal, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return show_board(proposal, clock.now(), errors=(("", str(refusal)),), status=422)
    return go_to("cohorts.show_progress", proposal_id=proposal.id)


@bp.get(f"{DRAFT}/progress")
@requires(Permission.COHORT_MANAGE)
def show_progress(proposal: Proposal) -> ResponseReturnValue:
    """How far the solver is; the page loads itself again until it is done."""
    page = progress_page(proposal)
    if page is None:
        return go_to("cohorts.show_draft", proposal_id=proposal.id)
    answer = make_response(render_page("cohorts/show_progress.html", page))
    if page.is_going:
        answer.headers["Refresh"] = "2"
    return answer


@bp.post(f"{DRAFT}/stop")
@requires(Permission.COHORT_MANAGE)
def stop_proposal(proposal: Proposal) -> ResponseReturnValue:
    """Cancel the solver; the draft stays as it was."""
    forming.stop_proposal(proposal, actor=signed_in_actor(), at=clock.now())
    return go_to("cohorts.show_draft", done="ended", proposal_id=proposal.id)


def _answer(
    draft: Proposal,
    act: Callable[[], tuple[UUID | None, Board | None]],
    chosen: UUID | None,
    version: int,
    *,
    may_undo: bool,
) -> ResponseReturnValue:
    """Do it, and answer as the reader asked: JSON for the script, a page otherwise."""
    wants_json = request.accept_mimetypes.best == "application/json"
    try:
        girl, board = act()
    except DraftChanged:
        sentence = conflict_words(changes_since(draft.id, version))
        return _refused(draft, sentence, chosen, 409, wants_json=wants_json)
    except Refusal as refusal:
        sentence = str(told(refusal, actor=signed_in_actor()))
        return _refused(draft, sentence, chosen, 422, wants_json=wants_json)
    if wants_json and girl is not None and board is not None:
        return jsonify(board_changes(draft, board, girl, may_undo=may_undo))
    return go_to("cohorts.show_draft", done="saved", proposal_id=draft.id, _anchor=f"girl-{girl}")


def _refused(
    draft: Proposal, sentence: str, chosen: UUID | None, status: int, *, wants_json: bool
) -> ResponseReturnValue:
    if wants_json:
        return jsonify(refused=sentence, girl=str(chosen or "")), status
    anchor = f"girl-{chosen}" if chosen else ""
    return show_board(draft, clock.now(), errors=((anchor, sentence),), chosen=chosen, status=status)
