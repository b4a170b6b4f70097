"""What a tablet may read: the sitting that it holds, with the text that is asked and what was answered so far."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from curriculum_app.assessments.models import AnswerSet, Sitting
from curriculum_app.assessments.rules import Answers, Entry, SittingState, read_answers
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.db import db
from curriculum_app.core.vault import open_key

MOST_AT_ONCE = 500
OPEN = tuple(state for state in SittingState if state.is_open)


def sitting_of_code(code_hash: bytes, at: datetime) -> Sitting | None:
    """The open sitting to which a code belongs at `at`, taken for this transaction alone."""
    query = _whole().where(Sitting.code_hash == code_hash, Sitting.code_expires_at > at)
    return db.session.scalar(query.with_for_update(of=Sitting))


def sitting_on_tablet(tablet_hash: bytes, at: datetime, *, to_change: bool = False) -> Sitting | None:
    """The open sitting that a tablet holds; `to_change` takes it for this transaction alone."""
    query = _whole().where(Sitting.tablet_hash == tablet_hash, Sitting.code_expires_at > at)
    return db.session.scalar(query.with_for_update(of=Sitting) if to_change else query)


def left_before(at: datetime) -> Sequence[Sitting]:
    """What was begun and whose code ran out before `at`, the oldest first; at most 500, taken for this transaction."""
    query = _whole().where(Sitting.state == SittingState.STARTED, Sitting.code_expires_at < at)
    ordered = query.order_by(Sitting.code_expires_at, Sitting.id).limit(MOST_AT_ONCE)
    return db.session.scalars(ordered.with_for_update(of=Sitting)).all()


def answer_set(sitting_id: UUID) -> AnswerSet | None:
    """The row of answers that count."""
    query = select(AnswerSet).where(AnswerSet.sitting_id == sitting_id, AnswerSet.entry == Entry.GIVEN)
    return db.session.scalar(query)


def answers_so_far(sitting: Sitting) -> Answers:
    """What was answered, by item; for the program to go on from, never for a page to show."""
    row = answer_set(sitting.id)
    if row is None:
        return {}
    key = open_key(sitting.enrolment.key)
    return read_answers(key.text(AnswerSet.body_sealed, row.id, row.body_sealed))


def _whole() -> Select[Sitting]:
    return (
        select(Sitting)
        .where(Sitting.state.in_(OPEN))
        .options(
            joinedload(Sitting.instrument_version, innerjoin=True),
            joinedload(Sitting.enrolment, innerjoin=True).joinedload(Enrolment.key, innerjoin=True),
        )
    )
