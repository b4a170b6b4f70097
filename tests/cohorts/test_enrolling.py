"""A seat goes to one girl, with everything that hangs on it, or to nobody."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from curriculum_app.cohorts import service
from curriculum_app.cohorts.models import Enrolment, ParticipantTally
from curriculum_app.cohorts.rules.states import CohortState, EnrolmentState, ExitReason
from curriculum_app.cohorts.service import enrolling as refusals
from curriculum_app.cohorts.service.girl import GirlUnknown
from curriculum_app.cohorts.service.holding import CohortOver
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.words import AreaState, ReferralState
from tests.factories import Make


def referral(make: Make, girl: Participant) -> Referral:
    row = Referral(
        participant_id=girl.id,
        source="School",
        content_fingerprint=girl.identity_fingerprint,
        referred_on=make.today,
        received_at=make.at,
        state=ReferralState.WAITLISTED,
        state_since=make.at,
    )
    made: Referral = make.add(row)
    return made


def test_an_enrolled_girl_has_a_seat_a_key_and_a_tally(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort, girl = make.cohort(), make.participant()
    row = service.enrol(cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)
    tally = db.session.get_one(ParticipantTally, (girl.id, "groups"))
    assert cohort.seats_taken == 1
    assert (row.state, row.age_at_enrolment, row.home_service_area) == (EnrolmentState.ACTIVE, 14, 6)
    assert row.key_id not in (girl.key_id, cohort.key_id)
    assert (tally.enrolment_id, tally.cohort_id, tally.is_exited) == (row.id, cohort.id, False)
    assert tally.first_enrolled_on == make.today


def test_her_referral_waits_no_longer(make: Make, coordinator: Actor, policy: Limits) -> None:
    girl = make.participant()
    waiting = referral(make, girl)
    row = service.enrol(make.cohort(), participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)
    assert waiting.state is ReferralState.ENROLLED
    assert row.referral_id == waiting.id


def test_pressing_enrol_twice_makes_one_seat(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort, girl, chosen = make.cohort(), make.participant(), new_id()
    for _ in range(2):
        service.enrol(cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at, enrolment_id=chosen)
    assert cohort.seats_taken == 1


def test_a_full_group_takes_nobody(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort = make.cohort(capacity=1)
    make.enrolment(cohort)
    with pytest.raises(refusals.GroupFull) as refused:
        service.enrol(cohort, participant_id=make.participant().id, policy=policy, actor=coordinator, at=make.at)
    assert str(refused.value) == "This group is full."


def test_a_girl_has_one_seat_at_a_time(make: Make, coordinator: Actor, policy: Limits) -> None:
    girl = make.participant()
    make.enrolment(make.cohort(), girl)
    with pytest.raises(refusals.HasASeat):
        service.enrol(make.cohort(), participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)


def test_a_group_that_has_met_twice_takes_a_girl_for_a_reason_only(
    make: Make, coordinator: Actor, policy: Limits
) -> None:
    cohort, girl = make.cohort(first_on=make.today - timedelta(weeks=2)), make.participant()
    with pytest.raises(refusals.LateReasonNeeded):
        service.enrol(cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)
    row = service.enrol(
        cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at, late_reason="Court order"
    )
    assert open_key(row.key).text(Enrolment.late_reason_sealed, row.id, row.late_reason_sealed) == "Court order"


def test_a_reason_that_nobody_needs_is_not_kept(make: Make, coordinator: Actor, policy: Limits) -> None:
    row = service.enrol(
        make.cohort(),
        participant_id=make.participant().id,
        policy=policy,
        actor=coordinator,
        at=make.at,
        late_reason="Not needed",
        eligibility_reason="Not needed",
    )
    assert (row.late_reason_sealed, row.eligibility_reason_sealed) == (None, None)


@pytest.mark.parametrize(
    "unusual",
    [
        {"years": 11},
        {"years": 18},
        {"area_state": AreaState.OUTSIDE, "service_area": None},
        {"area_state": AreaState.UNDECIDED, "area_basis": None, "service_area": None},
    ],
)
def test_a_girl_outside_the_limits_needs_a_reason(
    make: Make, coordinator: Actor, policy: Limits, unusual: dict[str, Any]
) -> None:
    years = unusual.pop("years", 14)
    born = make.today.replace(year=make.today.year - years, day=1)
    cohort, girl = make.cohort(), make.participant(birth_date=born, **unusual)
    with pytest.raises(refusals.EligibilityReasonNeeded):
        service.enrol(cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)
    row = service.enrol(
        cohort, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at, eligibility_reason="Sister"
    )
    assert row.eligibility_reason_sealed is not None
    assert cohort.seats_taken == 1


def test_a_girl_of_another_area_is_unknown(make: Make, coordinator: Actor, policy: Limits) -> None:
    girl = make.participant(service_area=8)
    with pytest.raises(GirlUnknown):
        service.enrol(make.cohort(), participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)


def test_an_ended_group_takes_nobody(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort = make.cohort(state=CohortState.COMPLETED)
    with pytest.raises(CohortOver):
        service.enrol(cohort, participant_id=make.participant().id, policy=policy, actor=coordinator, at=make.at)


def test_coming_back_places_the_tally_anew_and_keeps_the_first_day(
    make: Make, coordinator: Actor, policy: Limits
) -> None:
    girl, first, second = make.participant(), make.cohort(), make.cohort()
    long_ago = make.today - timedelta(days=60)
    enrolment = make.enrolment(first, girl, enrolled_on=long_ago)
    service.withdraw(enrolment, reason=ExitReason.MOVED, exited_on=make.today, actor=coordinator, at=make.at)
    row = service.enrol(second, participant_id=girl.id, policy=policy, actor=coordinator, at=make.at)
    tally = db.session.scalars(select(ParticipantTally)).one()
    assert (tally.enrolment_id, tally.first_enrolled_on) == (row.id, long_ago)
    assert (tally.is_exited, tally.exit_reason, tally.exited_on) == (False, None, None)


def test_an_id_that_another_enrolment_has_makes_one_of_its_own(make: Make, coordinator: Actor, policy: Limits) -> None:
    how: dict[str, Any] = {"policy": policy, "actor": coordinator, "at": make.at}
    taken = service.enrol(make.cohort(), participant_id=make.participant().id, **how)
    fresh = service.enrol(make.cohort(), participant_id=make.participant().id, enrolment_id=taken.id, **how)
    assert fresh.id != taken.id
