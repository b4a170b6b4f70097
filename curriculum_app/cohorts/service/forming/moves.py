"""Moves by hand: a girl into a group, out of it, and back; each asked of the same rules as the solver's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Proposal, ProposalMove, ProposedSeat
from curriculum_app.cohorts.queries.forming import Board, read_board
from curriculum_app.cohorts.rules.forming.checks import Checker
from curriculum_app.cohorts.rules.forming.facts import Obstacle
from curriculum_app.cohorts.rules.states import DraftChange
from curriculum_app.cohorts.service.apart import KeptApart
from curriculum_app.cohorts.service.forming.drafts import hold_draft, write_change
from curriculum_app.cohorts.service.forming.words import OBSTACLES
from curriculum_app.cohorts.service.girl import GirlUnknown
from curriculum_app.core.access import Actor, Permission, after_request_audit
from curriculum_app.core.audit import Outcome
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.keep_apart import apart_in


class CannotJoin(Refusal):
    """A rule forbids it; `obstacles` in the order in which people are told."""

    message = _l("She can't join this group.")
    field = "participant"

    def __init__(self, obstacles: tuple[Obstacle, ...] = ()) -> None:
        super().__init__()
        self.obstacles = obstacles

    def __str__(self) -> str:
        """The first obstacle as a sentence."""
        return str(OBSTACLES[self.obstacles[0]]) if self.obstacles else str(self.message)


class GroupUnknown(Refusal):
    """The group is not on this board."""

    message = _l("This group isn't on the board any more. Reload and try again.")
    field = "to"


class NothingChosen(Refusal):
    """A move needs a girl and a place."""

    message = _l("Choose a girl, then where she moves.")
    field = "participant"


class NothingToUndo(Refusal):
    """The last change was no move of hers."""

    message = _l("There is nothing of yours to undo.")


def move_girl(draft: Proposal, *, girl: UUID, to: UUID | None, version: int, actor: Actor, at: datetime) -> Board:
    """Put a girl into a group of the draft, or (None) among those who wait; returns the board after it.

    Raises DraftOver, DraftChanged, GirlUnknown, GroupUnknown, CannotJoin, KeptApart.
    """
    hold_draft(draft, version)
    board = read_board(draft.id, draft.service_area, today=actor.today, at=at)
    if girl not in board.cards:
        raise GirlUnknown
    _check(board, girl, to, actor)
    was_in, was_pinned = board.problem.now.get(girl), girl in board.problem.pinned
    _write(draft, board, girl, to, is_pinned=True)
    where = {"girl": girl, "was_in": was_in, "was_pinned": was_pinned, "now_in": to}
    write_change(draft, DraftChange.MOVED, **where, actor=actor, at=at)  # type: ignore[arg-type]
    return _after(board, girl, to, is_pinned=True)


def undo_move(draft: Proposal, *, version: int, actor: Actor, at: datetime) -> tuple[UUID, Board]:
    """Take back the last change, if it was the actor's own move; returns whose it was and the board after it.

    Raises DraftOver, DraftChanged, NothingToUndo, CannotJoin, KeptApart.
    """
    hold_draft(draft, version)
    last = db.session.scalar(
        select(ProposalMove).where(ProposalMove.proposal_id == draft.id, ProposalMove.version == draft.version)
    )
    if last is None or last.what is not DraftChange.MOVED or last.by_id != actor.user_id or not last.participant_id:
        raise NothingToUndo
    board = read_board(draft.id, draft.service_area, today=actor.today, at=at)
    girl = last.participant_id
    if girl not in board.cards:
        raise GirlUnknown
    _check(board, girl, last.was_in, actor)
    _write(draft, board, girl, last.was_in, is_pinned=last.was_pinned)
    write_change(draft, DraftChange.UNDONE, girl=girl, was_in=last.now_in, now_in=last.was_in, actor=actor, at=at)
    return girl, _after(board, girl, last.was_in, is_pinned=last.was_pinned)


def _check(board: Board, girl: UUID, to: UUID | None, actor: Actor) -> None:
    if to is None:
        return
    if to not in {each.id for each in board.groups}:
        raise GroupUnknown
    found = Checker(board.problem).obstacles(girl, to, board.problem.now)
    if found == (Obstacle.APART,):
        raise _kept_apart(board, girl, to, actor)
    if found:
        raise CannotJoin(found)


def _kept_apart(board: Board, girl: UUID, to: UUID, actor: Actor) -> KeptApart:
    """The refusal that says nothing, with the pairs of which the actor may know; journalled like any other."""
    there = {other for other, group in board.problem.now.items() if group == to}
    there |= {each.id for group in board.groups if group.id == to for each in group.possible.seated}
    scopes = actor.scopes(Permission.APART_DECIDE)
    girls = select(Participant.id).where(Participant.id.in_(there))
    pairs = apart_in(girl, girls, scopes, actor, on=actor.today)
    after_request_audit(events.PLACEMENT_REFUSED, actor=actor, kind="proposals", outcome=Outcome.DENIED)
    return KeptApart(girl, [pair for pair, is_shown in pairs.items() if is_shown])


def _write(draft: Proposal, board: Board, girl: UUID, to: UUID | None, *, is_pinned: bool) -> None:
    seat = db.session.get(ProposedSeat, (draft.id, girl))
    if seat is None:
        seat = ProposedSeat(proposal_id=draft.id, participant_id=girl)
        db.session.add(seat)
    new = {each.id for each in board.groups if each.possible.is_new}
    seat.possible_group_id = to if to in new else None
    seat.cohort_id = None if to in new else to
    seat.is_pinned = is_pinned
    db.session.flush()


def _after(board: Board, girl: UUID, to: UUID | None, *, is_pinned: bool) -> Board:
    """The board as it is once the move is made."""
    now = {other: group for other, group in board.problem.now.items() if other != girl}
    if to is not None:
        now[girl] = to
    pinned = board.problem.pinned | {girl} if is_pinned else board.problem.pinned - {girl}
    return replace(board, problem=replace(board.problem, now=now, pinned=pinned))
