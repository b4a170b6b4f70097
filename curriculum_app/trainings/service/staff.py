"""Recording what staff are trained for: a new record, its dates corrected, one that was a mistake taken away."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.accounts.models import User
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import Event, record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.trainings import events
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.rules import TrainingKind


class EndsBeforeItStarts(Refusal):
    """The last day lies before the first."""

    message = _l("The last day must not be before the first day.")
    field = "valid_until"


class AlreadyRecorded(Refusal):
    """The same training from the same day is there."""

    message = _l("This training is recorded from that day already.")
    field = "valid_from"


class TrainingChanged(Conflict):
    """Somebody else corrected the record in the meantime."""

    message = _l("Someone else changed this record. Check it and save again.")


def record_training(
    staff: User,
    *,
    kind: TrainingKind,
    valid_from: date,
    valid_until: date | None,
    actor: Actor,
    at: datetime,
    training_id: UUID | None = None,
) -> StaffTraining:
    """Write down that somebody is trained from `valid_from` to `valid_until` (None: open), both included.

    With an id that exists nothing is made. Raises EndsBeforeItStarts, AlreadyRecorded.
    """
    known = db.session.get(StaffTraining, training_id) if training_id else None
    if known is not None and known.user_id == staff.id:
        return known
    _check(staff.id, kind, valid_from, valid_until)
    row = StaffTraining(
        id=training_id or new_id(),
        user_id=staff.id,
        kind=kind,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    db.session.add(row)
    db.session.flush()
    _tell(events.RECORDED, row, actor, at)
    return row


def correct_training(
    row: StaffTraining, *, valid_from: date, valid_until: date | None, version: int, actor: Actor, at: datetime
) -> StaffTraining:
    """Correct the days on which a training counts. Raises TrainingChanged, EndsBeforeItStarts, AlreadyRecorded."""
    _take(row, version)
    _check(row.user_id, row.kind, valid_from, valid_until, but=row.id)
    row.valid_from, row.valid_until = valid_from, valid_until
    row.version += 1
    db.session.flush()
    _tell(events.CHANGED, row, actor, at)
    return row


def remove_training(row: StaffTraining, *, version: int, actor: Actor, at: datetime) -> None:
    """Take away a record that was a mistake. Raises TrainingChanged."""
    _take(row, version)
    _tell(events.REMOVED, row, actor, at)
    db.session.delete(row)
    db.session.flush()


def _take(row: StaffTraining, version: int) -> None:
    db.session.refresh(row, ["version"], with_for_update=True)
    if row.version != version:
        raise TrainingChanged


def _check(
    user_id: UUID, kind: TrainingKind, valid_from: date, valid_until: date | None, *, but: UUID | None = None
) -> None:
    if valid_until is not None and valid_until < valid_from:
        raise EndsBeforeItStarts
    same = select(StaffTraining.id).where(
        StaffTraining.user_id == user_id, StaffTraining.kind == kind, StaffTraining.valid_from == valid_from
    )
    if db.session.scalar(same) not in {None, but}:
        raise AlreadyRecorded


def _tell(event: Event, row: StaffTraining, actor: Actor, at: datetime) -> None:
    record(event, actor=actor, at=at, subject=row, user=str(row.user_id), kind=row.kind.value)
