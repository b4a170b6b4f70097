"""Single sessions move, fall out and are replaced, and keep their numbers."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.cohorts import queries, service
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import CohortState, NotHeldReason, SessionState
from curriculum_app.cohorts.service import CohortChanges, editing
from curriculum_app.cohorts.service import sessions as refusals
from curriculum_app.cohorts.service.holding import CohortChanged, CohortOver
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from tests.factories import Make

FOUR = time(16, 0)


def session_of(make: Make, number: int = 1, state: CohortState = CohortState.RUNNING) -> GroupSession:
    cohort = make.cohort(state=state)
    query = select(GroupSession).where(GroupSession.cohort_id == cohort.id, GroupSession.number == number)
    return db.session.scalars(query.options(joinedload(GroupSession.cohort))).one()


def test_a_moved_session_keeps_its_number_and_stretches_the_dates(make: Make, coordinator: Actor) -> None:
    session = session_of(make, 10)
    later = session.held_on + timedelta(days=2)
    service.move_session(session, held_on=later, starts_at=time(17, 0), actor=coordinator, at=make.at)
    assert (session.number, session.held_on, session.starts_at) == (10, later, time(17, 0))
    assert session.cohort.last_on == later


def test_a_substitute_comes_along_with_her_session(make: Make, coordinator: Actor) -> None:
    session, bo = session_of(make), make.user("facilitator")
    row = service.assign_substitute(session, user_id=bo.id, actor=coordinator, at=make.at)
    later = make.today + timedelta(days=1)
    service.move_session(session, held_on=later, starts_at=FOUR, actor=coordinator, at=make.at)
    db.session.refresh(row)
    assert (row.from_on, row.until_on) == (later, later)


def test_two_sessions_cannot_begin_together(make: Make, coordinator: Actor) -> None:
    session = session_of(make)
    next_week = make.today + timedelta(weeks=1)
    with pytest.raises(refusals.SessionTaken):
        service.move_session(session, held_on=next_week, starts_at=FOUR, actor=coordinator, at=make.at)


def test_a_session_that_was_held_stays_where_it_was(make: Make, coordinator: Actor) -> None:
    session = session_of(make)
    session.state = SessionState.HELD
    with pytest.raises(refusals.SessionOver):
        service.move_session(session, held_on=make.today, starts_at=FOUR, actor=coordinator, at=make.at)


def test_a_replacement_takes_the_lesson_with_a_number_of_its_own(make: Make, coordinator: Actor) -> None:
    session = session_of(make, 3)
    service.not_held(session, reason=NotHeldReason.LOCKDOWN, actor=coordinator, at=make.at)
    day = queries.first_open_day(session.cohort)
    fresh = service.add_replacement(session, held_on=day, starts_at=FOUR, actor=coordinator, at=make.at)
    assert (fresh.number, fresh.lesson_key, fresh.replaces_id) == (11, "lesson-3", session.id)
    assert (session.number, session.state) == (3, SessionState.NOT_HELD)
    assert session.cohort.last_on == day


def test_adding_the_same_replacement_twice_makes_one(make: Make, coordinator: Actor) -> None:
    session = session_of(make)
    service.not_held(session, reason=NotHeldReason.OTHER, actor=coordinator, at=make.at)
    day = queries.first_open_day(session.cohort)
    fresh = service.add_replacement(session, held_on=day, starts_at=FOUR, actor=coordinator, at=make.at)
    again = service.add_replacement(
        session, held_on=day, starts_at=FOUR, actor=coordinator, at=make.at, session_id=fresh.id
    )
    assert again is fresh
    with pytest.raises(refusals.AlreadyReplaced):
        service.add_replacement(session, held_on=day, starts_at=time(9), actor=coordinator, at=make.at)


def test_a_session_that_is_still_planned_needs_no_replacement(make: Make, coordinator: Actor) -> None:
    session = session_of(make)
    with pytest.raises(refusals.NotCalledOff):
        service.add_replacement(session, held_on=make.today, starts_at=FOUR, actor=coordinator, at=make.at)


def test_calling_off_can_be_taken_back_until_it_is_replaced(make: Make, coordinator: Actor) -> None:
    session = session_of(make)
    service.not_held(session, reason=NotHeldReason.TRANSPORT, actor=coordinator, at=make.at)
    service.undo_not_held(session, actor=coordinator, at=make.at)
    assert (session.state, session.not_held_reason) == (SessionState.PLANNED, None)
    service.not_held(session, reason=NotHeldReason.TRANSPORT, actor=coordinator, at=make.at)
    day = queries.first_open_day(session.cohort)
    service.add_replacement(session, held_on=day, starts_at=FOUR, actor=coordinator, at=make.at)
    with pytest.raises(refusals.AlreadyReplaced):
        service.undo_not_held(session, actor=coordinator, at=make.at)


def test_nothing_moves_in_an_ended_group(make: Make, coordinator: Actor) -> None:
    session = session_of(make, state=CohortState.CANCELLED)
    with pytest.raises(CohortOver):
        service.move_session(session, held_on=make.today, starts_at=FOUR, actor=coordinator, at=make.at)


def changes(**values: object) -> CohortChanges:
    usual = {"capacity": 12, "starts_at": FOUR, "minutes": 90, "entry_closes_after": 2, "venue": None}
    return CohortChanges(**(usual | values))  # type: ignore[arg-type]  # the cases name fields


def test_a_new_time_moves_the_sessions_to_come_and_no_other(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort(first_on=make.today - timedelta(weeks=1))
    service.edit_cohort(cohort, changes(starts_at=time(17, 30)), version=1, actor=coordinator, at=make.at)
    db.session.expire_all()
    query = select(GroupSession.starts_at).where(GroupSession.cohort_id == cohort.id).order_by(GroupSession.number)
    assert list(db.session.scalars(query))[:3] == [FOUR, time(17, 30), time(17, 30)]


def test_seats_cannot_be_fewer_than_girls(make: Make, coordinator: Actor) -> None:
    cohort = make.group(girls=3)
    with pytest.raises(editing.SeatsTaken) as refused:
        service.edit_cohort(cohort, changes(capacity=2), version=1, actor=coordinator, at=make.at)
    assert str(refused.value) == "3 seats are taken. Choose at least as many."


def test_two_people_do_not_overwrite_each_other(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort()
    service.edit_cohort(cohort, changes(capacity=10), version=1, actor=coordinator, at=make.at)
    with pytest.raises(CohortChanged):
        service.edit_cohort(cohort, changes(capacity=8), version=1, actor=coordinator, at=make.at)
    assert cohort.capacity == 10
