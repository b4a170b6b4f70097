"""Reading merges: those of one girl that stand, and one of them for whoever may take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select

from curriculum_app.accounts.models import User
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant, ParticipantMerge
from curriculum_app.participants.queries.reach import reached, within
from curriculum_app.participants.rules.merging import undo_until

MOST_MERGES = 20


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that stands: the code of the record that went into hers, who said so, and the last day to undo it."""

    id: UUID
    code: str
    merged_at: datetime
    by: str | None
    until: date
    version: int


def merges_of(participant: Participant, scopes: Scopes, actor: Actor) -> tuple[MergeRow, ...]:
    """The merges into this record that can still be taken back by this reader, the newest first; at most 20."""
    query = (
        select(ParticipantMerge, Participant.code, User.full_name)
        .join(Participant, Participant.id == ParticipantMerge.absorbed_id)
        .outerjoin(User, User.id == ParticipantMerge.merged_by_id)
        .where(
            ParticipantMerge.kept_id == participant.id,
            ParticipantMerge.undone_at.is_(None),
            reached(scopes, actor),
        )
        .order_by(ParticipantMerge.merged_at.desc(), ParticipantMerge.id)
        .limit(MOST_MERGES)
    )
    rows = [
        MergeRow(merge.id, code, merge.merged_at, name, undo_until(clock.today(merge.merged_at)), merge.version)
        for merge, code, name in db.session.execute(query)
    ]
    return tuple(row for row in rows if actor.today <= row.until)


def merge_within(merge_id: UUID, scopes: Scopes, actor: Actor) -> ParticipantMerge | None:
    """A merge whose two records both lie within reach, the absorbed one although it is hidden."""
    kept = _one(ParticipantMerge.kept_id, within(scopes, actor))
    absorbed = _one(ParticipantMerge.absorbed_id, reached(scopes, actor))
    return db.session.scalar(select(ParticipantMerge).where(ParticipantMerge.id == merge_id, and_(kept, absorbed)))


def _one(column: ColumnElement[UUID] | object, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(Participant.id).where(Participant.id == column, condition))
