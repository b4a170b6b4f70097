"""Drafts as pages look at them: which there are, what changed since, and who else has one open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Proposal, ProposalMove
from curriculum_app.cohorts.rules.states import DraftChange, ProposalState
from curriculum_app.core.access import Actor
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant

LOOKING = timedelta(minutes=5)  # who opened or changed a draft within these counts as being there
MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a draft: by whom, what, and of which girl (her code; empty for none)."""

    by: str
    what: DraftChange
    code: str
    at: datetime


def open_drafts(areas: Collection[int]) -> dict[int, Proposal]:
    """The open draft of each of these areas, where there is one."""
    query = (
        select(Proposal)
        .where(Proposal.service_area.in_(areas), Proposal.state == ProposalState.OPEN)
        .options(joinedload(Proposal.job))
        .order_by(Proposal.service_area)
    )
    return {draft.service_area: draft for draft in db.session.scalars(query)}


def changes_since(draft_id: UUID, version: int) -> list[ChangeRow]:
    """What changed after `version`, the newest first; at most five."""
    query = (
        select(User.full_name, ProposalMove.what, Participant.code, ProposalMove.at)
        .outerjoin(User, User.id == ProposalMove.by_id)
        .outerjoin(Participant, Participant.id == ProposalMove.participant_id)
        .where(ProposalMove.proposal_id == draft_id, ProposalMove.version > version)
        .order_by(ProposalMove.version.desc())
        .limit(MOST_CHANGES)
    )
    return [ChangeRow(row[0] or "", row[1], row[2] or "", row[3]) for row in db.session.execute(query)]


def last_move_of(draft: Proposal, actor: Actor) -> bool:
    """Whether the newest change is a move by the actor, so that she can take it back."""
    query = select(ProposalMove.id).where(
        ProposalMove.proposal_id == draft.id,
        ProposalMove.version == draft.version,
        ProposalMove.what == DraftChange.MOVED,
        ProposalMove.by_id == actor.user_id,
    )
    return db.session.scalar(query) is not None


def others_there(draft_id: UUID, actor: Actor, at: datetime) -> list[str]:
    """The names of others who opened or changed the draft within five minutes, as the audit has them."""
    query = (
        select(User.full_name)
        .join(AuditEvent, AuditEvent.actor_id == User.id)
        .where(
            AuditEvent.object_type == Proposal.__tablename__,
            AuditEvent.object_id == draft_id,
            AuditEvent.at > at - LOOKING,
            User.id != actor.user_id,
        )
        .distinct()
        .order_by(User.full_name)
        .limit(10)
    )
    return list(db.session.scalars(query))
