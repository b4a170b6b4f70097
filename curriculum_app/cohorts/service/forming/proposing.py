"""Asking the solver: a job is queued, reads the draft, solves it, and writes its answer if the draft is still the same.

What a person pinned stays; whoever moved something meanwhile is not overwritten: the solver begins anew.
"""

from __future__ import annotations

import math
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Proposal, ProposedSeat
from curriculum_app.cohorts.queries.forming import Board, read_board
from curriculum_app.cohorts.rules.forming.figures import figures, moved
from curriculum_app.cohorts.rules.forming.solve import SECONDS, Answer
from curriculum_app.cohorts.rules.states import DraftChange
from curriculum_app.cohorts.service.forming.drafts import hold_draft, write_change
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.jobs import Job, cancel_job, queue_job

KIND = "cohorts.propose"
MANY = 1_500  # girls from which on the solver is given more time
MANY_SECONDS = 120.0


class NoGroups(Refusal):
    """There is nothing to put girls into."""

    message = _l("Add a possible group first, or let us suggest some.")


def ask_proposal(draft: Proposal, *, actor: Actor, at: datetime) -> Job:
    """Queue the solver for a draft, or answer the job that is already on its way. Raises DraftOver, NoGroups."""
    hold_draft(draft)
    going = db.session.get(Job, draft.job_id) if draft.job_id else None
    if going is not None and not going.state.is_over:
        return going
    board = read_board(draft.id, draft.service_area, today=actor.today, at=at)
    if not any(group.possible.free for group in board.groups):
        raise NoGroups
    job = queue_job(KIND, {"proposal": str(draft.id)}, actor=actor, at=at)
    draft.job_id = job.id
    db.session.flush()
    record(events.DRAFT_ASKED, actor=actor, at=at, subject=draft, job=str(job.id))
    return job


def stop_proposal(draft: Proposal, *, actor: Actor, at: datetime) -> None:
    """Cancel the job of a draft; the draft stays as it is."""
    job = db.session.get(Job, draft.job_id) if draft.job_id else None
    if job is not None and not job.state.is_over:
        cancel_job(job, at=at)
        record(events.DRAFT_STOPPED, actor=actor, at=at, subject=draft, job=str(job.id))


def seconds_for(board: Board) -> float:
    """How long the solver may take."""
    return SECONDS if len(board.problem.girls) < MANY else MANY_SECONDS


def write_answer(draft: Proposal, board: Board, answer: Answer, *, version: int, actor: Actor, at: datetime) -> bool:
    """Write the solver's answer to `board` into the draft; False, and nothing written, when it has changed since."""
    hold_draft(draft)
    if draft.version != version:
        return False
    before = board.problem.now
    draft.before = figures(board.problem, before).as_row()
    draft.moved, draft.proposed_at = moved(before, answer.draft), at
    draft.gap = math.ceil(answer.gap * 1000)
    _seat(draft.id, board, answer)
    write_change(draft, DraftChange.PROPOSED, actor=actor, at=at)
    return True


def _seat(draft_id: UUID, board: Board, answer: Answer) -> None:
    """Replace the seats of the draft; who was taken out by hand stays out, and who was pinned stays pinned."""
    db.session.execute(delete(ProposedSeat).where(ProposedSeat.proposal_id == draft_id))
    db.session.expire_all()
    new = {each.id for each in board.groups if each.possible.is_new}
    pinned = board.problem.pinned - answer.loosened
    out = {girl for girl in pinned if girl not in answer.draft}
    rows = [
        {
            "proposal_id": draft_id, "participant_id": girl, "is_pinned": girl in pinned,
            "possible_group_id": group if group in new else None,
            "cohort_id": None if group is None or group in new else group,
        }
        for girl, group in [*answer.draft.items(), *((girl, None) for girl in sorted(out))]
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(ProposedSeat), rows)
