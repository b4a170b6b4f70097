"""Notices: what somebody has been told and not marked as seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from curriculum_app.concerns.models import Concern, ConcernNotice
from curriculum_app.concerns.queries.lists import FACTS, facts_of
from curriculum_app.concerns.queries.reach import within
from curriculum_app.concerns.rules.clocks import Clock, clocks_of
from curriculum_app.concerns.rules.words import ClockKind, NoticeKind
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import db

MOST_NOTICES = 20
Told = tuple[UUID, UUID, NoticeKind, ClockKind]


@dataclass(frozen=True)
class NoticeRow:
    """One notice with the clock it is about; None where that clock no longer applies."""

    concern_id: UUID
    code: str
    kind: NoticeKind
    clock: Clock | None


def unseen(actor: Actor) -> list[NoticeRow]:
    """What `actor` was told and has not seen, of concerns that she may read now; the newest first, at most 20."""
    query = (
        select(Concern.id, Concern.code, ConcernNotice.kind, ConcernNotice.clock, *FACTS)
        .join(Concern, Concern.id == ConcernNotice.concern_id)
        .where(
            ConcernNotice.user_id == actor.user_id,
            ConcernNotice.seen_at.is_(None),
            within(actor.scopes(Permission.CONCERN_READ), actor),
        )
        .order_by(ConcernNotice.made_at.desc(), ConcernNotice.id.desc())
        .limit(MOST_NOTICES)
    )
    found = []
    for row in db.session.execute(query):
        clocks = {each.kind: each for each in clocks_of(facts_of(row))}
        found.append(NoticeRow(row.id, row.code, row.kind, clocks.get(row.clock)))
    return found


def told(concern_ids: Iterable[UUID]) -> set[Told]:
    """What was told already about these concerns, as (concern, person, kind, clock)."""
    query = select(ConcernNotice.concern_id, ConcernNotice.user_id, ConcernNotice.kind, ConcernNotice.clock).where(
        ConcernNotice.concern_id.in_(list(concern_ids))
    )
    return {(row.concern_id, row.user_id, row.kind, row.clock) for row in db.session.execute(query)}
