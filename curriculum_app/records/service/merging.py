"""Two records become one: everything that hangs on the newer moves to the older, and every row is written down."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, insert, select
from sqlalchemy.orm import contains_eager

from curriculum_app.attendance.service.rebuilding import rebuild_tallies
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import KeepApartPair, Participant, ParticipantMerge, ParticipantMergeRow
from curriculum_app.participants.rules.apart import ordered
from curriculum_app.participants.rules.merging import older_first
from curriculum_app.participants.rules.words import ApartState
from curriculum_app.records import events
from curriculum_app.records.rules import Policy, tables_that
from curriculum_app.records.service.rows import Way, follow_enrolments, move_pairs, move_rows


class RecordChanged(Conflict):
    """Somebody saved one of the two meanwhile, or merged it."""

    message: ClassVar[object] = _l("Someone else changed one of the two records. Look at both again, then decide.")


class TwoSeats(Refusal):
    """One girl has one seat; which of the two is hers is for people to find out."""

    message: ClassVar[object] = _l("Both records have a seat in a group. Take her out of one of them first.")


class KeptApart(Refusal):
    """Nobody is kept apart from herself: either the pair or the merge is a mistake."""

    message: ClassVar[object] = _l("These two are kept apart from each other. End that pair first.")


def merge_records(
    one: Participant, other: Participant, *, versions: tuple[int, int], actor: Actor, at: datetime
) -> ParticipantMerge:
    """Merge the newer of two records into the older. `versions` are those that the decision was made on.

    Raises RecordChanged, TwoSeats, KeptApart.
    """
    wanted = dict(zip((one.id, other.id), versions, strict=True))
    rows = hold(wanted)
    if any(rows[girl].version != version or rows[girl].merged_into_id for girl, version in wanted.items()):
        raise RecordChanged
    kept, absorbed = (rows[girl] for girl in older_first(one.id, other.id))
    _refuse(kept.id, absorbed.id)
    merge = ParticipantMerge(kept_id=kept.id, absorbed_id=absorbed.id, merged_at=at, merged_by_id=actor.user_id)
    db.session.add(merge)
    absorbed.merged_into_id = kept.id
    db.session.flush()
    moved = _move_all(way_between(absorbed, kept))
    _remember(merge, moved)
    finish(kept, absorbed)
    count = sum(len(ids) for ids in moved.values())
    codes = {"kept": str(kept.id), "absorbed": str(absorbed.id)}
    record(events.MERGED, actor=actor, at=at, subject=merge, rows=count, **codes)
    return merge


def hold(girls: dict[UUID, int] | tuple[UUID, ...]) -> dict[UUID, Participant]:
    """Take the records for this transaction, in one order for all, as they stand now."""
    query = (
        select(Participant)
        .join(Participant.key)
        .where(Participant.id.in_(list(girls)))
        .options(contains_eager(Participant.key))
        .order_by(Participant.id)
        .with_for_update(of=Participant)
    )
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return {row.id: row for row in rows}


def way_between(source: Participant, target: Participant) -> Way:
    """The way of rows from one record to another."""
    return Way(source.id, target.id, open_key(source.key), open_key(target.key))


def finish(kept: Participant, absorbed: Participant) -> None:
    """Make the tallies of both anew; whoever still has one of the two pages open will be told."""
    kept.version += 1
    absorbed.version += 1
    db.session.flush()
    rebuild_tallies([kept.id, absorbed.id])


def _refuse(kept: UUID, absorbed: UUID) -> None:
    seats = select(func.count()).where(
        Enrolment.participant_id.in_([kept, absorbed]), Enrolment.state == EnrolmentState.ACTIVE
    )
    if (db.session.scalar(seats) or 0) > 1:
        raise TwoSeats
    first, second = ordered(kept, absorbed)
    pair = select(KeepApartPair.id).where(
        KeepApartPair.first_id == first, KeepApartPair.second_id == second, KeepApartPair.state != ApartState.ENDED
    )
    if db.session.scalar(pair.limit(1)) is not None:
        raise KeptApart


def _move_all(way: Way) -> dict[str, list[UUID]]:
    moved = {name: move_rows(name, way) for name in tables_that(Policy.MOVES)}
    for name in tables_that(Policy.FOLLOWS):
        follow_enrolments(name, moved[Enrolment.__tablename__], way)
    return moved | {name: move_pairs(name, way) for name in tables_that(Policy.PAIR)}


def _remember(merge: ParticipantMerge, moved: dict[str, list[UUID]]) -> None:
    rows = [{"merge_id": merge.id, "table_name": name, "row_id": row} for name, ids in moved.items() for row in ids]
    if rows:
        db.session.execute(insert(ParticipantMergeRow), rows)


def moved_rows(merge: ParticipantMerge) -> dict[str, set[UUID]]:
    """What a merge moved: ids by table."""
    query = select(ParticipantMergeRow).where(ParticipantMergeRow.merge_id == merge.id)
    found: dict[str, set[UUID]] = {}
    for row in db.session.scalars(query.order_by(ParticipantMergeRow.table_name, ParticipantMergeRow.row_id)):
        found.setdefault(row.table_name, set()).add(row.row_id)
    return found
