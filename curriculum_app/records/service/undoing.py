"""Taking a merge back: exactly the rows that moved go back, with whatever was hung on them since."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.participants.models import ParticipantMerge, Referral
from curriculum_app.participants.rules.merging import undo_until
from curriculum_app.records import events
from curriculum_app.records.rules import Policy, tables_that
from curriculum_app.records.service.merging import RecordChanged, finish, hold, moved_rows, way_between
from curriculum_app.records.service.rows import follow_enrolments, move_pairs, move_rows


class AlreadyUndone(Conflict):
    """Somebody took it back before."""

    message: ClassVar[object] = _l("This was taken back already.")


class TooLate(Refusal):
    """The days to take it back are over."""

    message: ClassVar[object] = _l("This can no longer be taken back.")


def undo_merge(merge: ParticipantMerge, *, version: int, actor: Actor, at: datetime) -> ParticipantMerge:
    """Make two records of one again.

    What was recorded since stays with the kept record, unless it hangs on something that goes back: marks and make-ups
    go with their enrolment, an enrolment with the referral that it answered. Raises AlreadyUndone, TooLate,
    RecordChanged.
    """
    rows = hold((merge.kept_id, merge.absorbed_id))
    db.session.refresh(merge)
    if merge.undone_at is not None:
        raise AlreadyUndone
    if merge.version != version or rows[merge.kept_id].merged_into_id is not None:
        raise RecordChanged
    if actor.today > undo_until(clock.today(merge.merged_at)):
        raise TooLate
    kept, absorbed = rows[merge.kept_id], rows[merge.absorbed_id]
    merge.undone_at, merge.undone_by_id, merge.version = at, actor.user_id, merge.version + 1
    absorbed.merged_into_id = None
    db.session.flush()
    moved = _with_what_followed(moved_rows(merge), kept.id)
    way = way_between(kept, absorbed)
    for name in tables_that(Policy.MOVES):
        move_rows(name, way, moved.get(name, set()))
    for name in tables_that(Policy.FOLLOWS):
        follow_enrolments(name, moved.get(Enrolment.__tablename__, set()), way)
    for name in tables_that(Policy.PAIR):
        move_pairs(name, way, moved.get(name, set()))
    finish(kept, absorbed)
    count = sum(len(ids) for ids in moved.values())
    codes = {"kept": str(kept.id), "absorbed": str(absorbed.id)}
    record(events.MERGE_UNDONE, actor=actor, at=at, subject=merge, rows=count, **codes)
    return merge


def _with_what_followed(moved: dict[str, set[UUID]], kept: UUID) -> dict[str, set[UUID]]:
    """With the seats that were given since to a referral that goes back."""
    query = select(Enrolment.id).where(
        Enrolment.participant_id == kept,
        Enrolment.referral_id.in_(moved.get(Referral.__tablename__, set())),
    )
    seats = set(db.session.scalars(query.order_by(Enrolment.id)))
    return moved | {Enrolment.__tablename__: moved.get(Enrolment.__tablename__, set()) | seats}
