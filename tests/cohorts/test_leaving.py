"""Girls leave with a reason, seats become free, and a group ends for everybody or for nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum_app.cohorts import service
from curriculum_app.cohorts.models import Enrolment, GroupSession, ParticipantTally
from curriculum_app.cohorts.rules.states import (
    CancelReason,
    CohortState,
    EnrolmentState,
    ExitReason,
    NotHeldReason,
    SessionState,
)
from curriculum_app.cohorts.service import leaving as refusals
from curriculum_app.cohorts.service.closing import ReasonsMissing, SessionsOpen
from curriculum_app.cohorts.service.enrolling import GroupFull
from curriculum_app.cohorts.service.holding import CohortChanged, CohortOver
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.limits import Limits
from curriculum_app.participants.rules.words import ReferralState
from tests.cohorts.test_enrolling import referral
from tests.factories import Make


def tally_of(make: Make, enrolment: Enrolment) -> ParticipantTally:
    return db.session.get_one(ParticipantTally, (enrolment.participant_id, "groups"))


def test_withdrawing_frees_the_seat_and_says_why(make: Make, coordinator: Actor) -> None:
    row = make.enrolment(make.cohort())
    service.withdraw(row, reason=ExitReason.RELEASED, exited_on=make.today, actor=coordinator, at=make.at)
    assert (row.state, row.exit_reason, row.exited_on) == (EnrolmentState.EXITED, ExitReason.RELEASED, make.today)
    assert row.cohort.seats_taken == 0
    assert (tally_of(make, row).is_exited, tally_of(make, row).exit_reason) == (True, ExitReason.RELEASED)


def test_nobody_leaves_twice(make: Make, coordinator: Actor) -> None:
    row = make.enrolment(make.cohort())
    service.withdraw(row, reason=ExitReason.RELEASED, exited_on=make.today, actor=coordinator, at=make.at)
    with pytest.raises(refusals.AlreadyLeft):
        service.withdraw(row, reason=ExitReason.MOVED, exited_on=make.today, actor=coordinator, at=make.at)
    assert row.cohort.seats_taken == 0


@pytest.mark.parametrize("days", [1, -1])
def test_nobody_leaves_tomorrow_or_before_she_came(make: Make, coordinator: Actor, days: int) -> None:
    row = make.enrolment(make.cohort())
    day = make.today + timedelta(days=days)
    with pytest.raises(refusals.ExitOutOfRange):
        service.withdraw(row, reason=ExitReason.MOVED, exited_on=day, actor=coordinator, at=make.at)


def test_completed_is_the_rules_word(make: Make, coordinator: Actor) -> None:
    row = make.enrolment(make.cohort())
    with pytest.raises(refusals.NotCompleted):
        service.withdraw(row, reason=ExitReason.COMPLETED, exited_on=make.today, actor=coordinator, at=make.at)


def test_a_transfer_moves_the_seat_and_the_tally(make: Make, coordinator: Actor, policy: Limits) -> None:
    row, other = make.enrolment(make.cohort()), make.cohort()
    fresh = service.transfer(row, to=other, policy=policy, actor=coordinator, at=make.at)
    assert (row.exit_reason, row.cohort.seats_taken, other.seats_taken) == (ExitReason.MOVED, 0, 1)
    assert (tally_of(make, row).enrolment_id, tally_of(make, row).is_exited) == (fresh.id, False)


def test_nobody_is_transferred_into_a_full_group(make: Make, coordinator: Actor, policy: Limits) -> None:
    row, other = make.enrolment(make.cohort()), make.cohort(capacity=1)
    make.enrolment(other)
    with pytest.raises(GroupFull):
        service.transfer(row, to=other, policy=policy, actor=coordinator, at=make.at)


def close_all(cohort_id: object) -> None:
    for session in db.session.scalars(select(GroupSession).where(GroupSession.cohort_id == cohort_id)):
        session.state = SessionState.HELD
    db.session.flush()


def test_closing_a_group_gives_every_girl_an_exit(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort(sessions=2)
    done, gone = make.enrolment(cohort), make.enrolment(cohort)
    tally_of(make, done).is_completed = True
    close_all(cohort.id)
    reasons = {gone.id: ExitReason.LOST_CONTACT, done.id: ExitReason.MOVED}
    service.close_cohort(cohort, reasons=reasons, version=1, actor=coordinator, at=make.at)
    assert (done.exit_reason, gone.exit_reason) == (ExitReason.COMPLETED, ExitReason.LOST_CONTACT)
    assert (cohort.state, cohort.seats_taken, cohort.closed_on) == (CohortState.COMPLETED, 0, make.today)


def test_a_group_is_not_closed_while_a_girl_has_no_reason(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort(sessions=1)
    row = make.enrolment(cohort)
    close_all(cohort.id)
    with pytest.raises(ReasonsMissing) as refused:
        service.close_cohort(cohort, reasons={}, version=1, actor=coordinator, at=make.at)
    assert refused.value.enrolments == (row.id,)
    assert (row.state, cohort.state) == (EnrolmentState.ACTIVE, CohortState.RUNNING)


def test_a_group_is_not_closed_with_open_sheets(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort(sessions=3)
    with pytest.raises(SessionsOpen) as refused:
        service.close_cohort(cohort, reasons={}, version=1, actor=coordinator, at=make.at)
    assert str(refused.value).startswith("3 sessions are still open")


def test_a_group_that_somebody_else_changed_is_not_closed(make: Make, coordinator: Actor) -> None:
    with pytest.raises(CohortChanged):
        service.close_cohort(make.cohort(), reasons={}, version=7, actor=coordinator, at=make.at)


def test_cancelling_sends_the_girls_back_to_the_waitlist(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort, girl = make.cohort(sessions=2), make.participant()
    waiting = referral(make, girl)
    row = service.enrol(cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)
    service.cancel_cohort(cohort, reason=CancelReason.STAFFING, version=1, actor=coordinator, at=make.at)
    assert (cohort.state, cohort.cancel_reason) == (CohortState.CANCELLED, CancelReason.STAFFING)
    assert (row.exit_reason, waiting.state) == (ExitReason.MOVED, ReferralState.WAITLISTED)
    db.session.expire_all()
    reasons = set(db.session.scalars(select(GroupSession.not_held_reason)))
    assert reasons == {NotHeldReason.STAFFING}


def test_an_ended_group_cannot_be_cancelled(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort(state=CohortState.COMPLETED)
    with pytest.raises(CohortOver):
        service.cancel_cohort(cohort, reason=CancelReason.OTHER, version=1, actor=coordinator, at=make.at)
