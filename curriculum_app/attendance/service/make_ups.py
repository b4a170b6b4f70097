"""Make-ups: a missed lesson made up on another day. Counted by lesson, once, across a girl's cohorts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update

from curriculum_app.attendance.events import MADE_UP, MAKE_UP_VOIDED
from curriculum_app.attendance.models import MakeUp
from curriculum_app.attendance.queries.girls import Meeting, lesson_standings, locked_meeting, locked_tallies
from curriculum_app.attendance.queries.make_ups import girls_who_missed, make_up_by_id, staff_of
from curriculum_app.attendance.rules.lessons import lesson_change
from curriculum_app.attendance.rules.words import HowMadeUp
from curriculum_app.attendance.service.refusals import (
    AlreadyMadeUp,
    MadeUpTooSoon,
    MakeUpTooShort,
    NothingMissed,
    NotTheProgrammes,
)
from curriculum_app.attendance.service.tallies import Move, set_girls
from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db


@dataclass(frozen=True, slots=True)
class NewMakeUp:
    """What is written down about a make-up: of whom, when, how, for how many minutes, given by whom.

    `host_id` is the other cohort in which she sat as a guest; whoever leads that one gave it, nobody where none does.
    """

    id: UUID
    enrolment_id: UUID
    made_up_on: date
    how: HowMadeUp
    minutes: int
    given_by_id: UUID | None
    host_id: UUID | None = None


def minutes_needed(session_minutes: int, minimum_share: float) -> int:
    """Return the fewest minutes that earn the lesson: the same share of the session as attending it."""
    return max(math.ceil(session_minutes * minimum_share), 1)


def make_up(session: GroupSession, new: NewMakeUp, *, actor: Actor, at: datetime) -> MakeUp:
    """Record that a girl made up the lesson she missed in `session`, and count it by lesson.

    Posting the same `new.id` twice makes one row. Refuses NothingMissed, AlreadyMadeUp, MadeUpTooSoon,
    MakeUpTooShort and NotTheProgrammes.
    """
    known = make_up_by_id(new.id)
    if known is not None:
        return known
    meeting = locked_meeting(session.id)
    _refuse_facts(session, meeting, new, actor.today)
    girl = _who_missed(session, new)
    rows = locked_tallies(meeting.curriculum, [girl])
    before = lesson_standings(meeting.curriculum, meeting.lesson_key, [girl])[girl]
    if before.is_made_up:
        raise AlreadyMadeUp
    if before.credited_sessions:
        raise NothingMissed
    row = MakeUp(
        id=new.id,
        session_id=session.id,
        enrolment_id=new.enrolment_id,
        participant_id=girl,
        curriculum=meeting.curriculum,
        lesson_key=meeting.lesson_key,
        made_up_on=new.made_up_on,
        how=new.how,
        minutes=new.minutes,
        given_by_id=new.given_by_id,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    db.session.add(row)
    db.session.flush()
    set_girls(rows, {girl: Move(lessons=lesson_change(before, replace(before, is_made_up=True)))})
    _count_make_up(new.enrolment_id, 1)
    record(MADE_UP, actor=actor, at=at, subject=row, enrolment=str(new.enrolment_id))
    return row


def void_make_up(row: MakeUp, *, actor: Actor, at: datetime) -> MakeUp:
    """Take a make-up back: the row stays, it counts no longer. Doing it twice changes nothing more."""
    girl = db.session.scalars(select(Enrolment.participant_id).where(Enrolment.id == row.enrolment_id)).one()
    rows = locked_tallies(row.curriculum, [girl])
    before = lesson_standings(row.curriculum, row.lesson_key, [girl])[girl]
    db.session.refresh(row, ["voided_at"])
    if row.voided_at is not None:
        return row
    row.voided_at, row.voided_by_id = at, actor.user_id
    db.session.flush()
    after = lesson_standings(row.curriculum, row.lesson_key, [girl])[girl]
    set_girls(rows, {girl: Move(lessons=lesson_change(before, after))})
    _count_make_up(row.enrolment_id, -1)
    record(MAKE_UP_VOIDED, actor=actor, at=at, subject=row, enrolment=str(row.enrolment_id))
    return row


def _refuse_facts(session: GroupSession, meeting: Meeting, new: NewMakeUp, today: date) -> None:
    if not session.held_on <= new.made_up_on <= today:
        raise MadeUpTooSoon
    needed = minutes_needed(meeting.minutes, meeting.minimum_share)
    if new.minutes < needed:
        raise MakeUpTooShort(needed=needed)
    leads_nobody = new.given_by_id is None and new.host_id is not None
    if not leads_nobody and new.given_by_id not in staff_of(new.host_id or session.cohort_id):
        raise NotTheProgrammes


def _who_missed(session: GroupSession, new: NewMakeUp) -> UUID:
    for girl in girls_who_missed(session.id):
        if girl.enrolment_id == new.enrolment_id:
            return girl.participant_id
    raise NothingMissed


def _count_make_up(enrolment_id: UUID, by: int) -> None:
    statement = update(Enrolment).where(Enrolment.id == enrolment_id)
    statement = statement.values(tally_make_ups=Enrolment.tally_make_ups + by)
    db.session.execute(statement.execution_options(synchronize_session=False))
