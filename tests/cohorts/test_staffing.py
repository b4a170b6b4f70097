"""Staff rows: who may stand in front of a group, and what opens to her for how long."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.models import User
from curriculum_app.cohorts import queries, service
from curriculum_app.cohorts.loaders import cohort as load_cohort
from curriculum_app.cohorts.loaders import enrolment as load_enrolment
from curriculum_app.cohorts.loaders import session as load_session
from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession
from curriculum_app.cohorts.rules.states import StaffPart
from curriculum_app.cohorts.service import staffing as refusals
from curriculum_app.core.access import Actor, Grant, Permission, Role
from curriculum_app.core.db import db
from tests.factories import Make


def on(user: User, day: date) -> Actor:
    """What this facilitator is on `day`."""
    return Actor(kind="user", today=day, user_id=user.id, grants=(Grant(Role.FACILITATOR),))


def knows_cohort(user: User, cohort: Cohort, day: date) -> bool:
    actor = on(user, day)
    return load_cohort(actor, actor.scopes(Permission.COHORT_VIEW), cohort_id=cohort.id) is not None


def knows_session(user: User, session: GroupSession, day: date) -> bool:
    actor = on(user, day)
    scopes = actor.scopes(Permission.ATTENDANCE_RECORD)
    return load_session(actor, scopes, session_id=session.id, cohort_id=session.cohort_id) is not None


def first_session(cohort: Cohort) -> GroupSession:
    query = select(GroupSession).where(GroupSession.cohort_id == cohort.id).order_by(GroupSession.number)
    return db.session.scalars(query.limit(1).options(joinedload(GroupSession.cohort))).one()


@pytest.mark.parametrize(("days", "known"), [(-1, False), (0, True), (10, True), (24, True), (25, False)])
def test_a_leader_reaches_her_group_for_two_weeks_after(make: Make, coordinator: Actor, days: int, known: bool) -> None:
    cohort, ana = make.cohort(), make.user("facilitator")
    last = make.today + timedelta(days=10)
    service.assign_staff(
        cohort, user_id=ana.id, part=StaffPart.LEAD, from_on=make.today, until_on=last, actor=coordinator, at=make.at
    )
    assert knows_cohort(ana, cohort, make.today + timedelta(days=days)) is known


@pytest.mark.parametrize(("days", "known"), [(-1, False), (0, True), (1, False)])
def test_a_substitute_reaches_her_session_until_midnight(
    make: Make, coordinator: Actor, days: int, known: bool
) -> None:
    cohort, bo = make.cohort(), make.user("facilitator")
    session = first_session(cohort)
    service.assign_substitute(session, user_id=bo.id, actor=coordinator, at=make.at)
    day = make.today + timedelta(days=days)
    assert knows_session(bo, session, day) is known
    assert knows_cohort(bo, cohort, day) is False


def test_a_substitute_reaches_no_other_session(make: Make, coordinator: Actor) -> None:
    cohort, bo = make.cohort(), make.user("facilitator")
    service.assign_substitute(first_session(cohort), user_id=bo.id, actor=coordinator, at=make.at)
    others = select(GroupSession).where(GroupSession.cohort_id == cohort.id, GroupSession.number > 1)
    assert not any(knows_session(bo, each, make.today) for each in db.session.scalars(others))


def test_a_child_is_not_found_under_another_group(make: Make, coordinator: Actor) -> None:
    cohort, other = make.group(girls=1), make.cohort()
    enrolment, session = queries.roster(cohort)[0], first_session(cohort)
    scopes = coordinator.scopes(Permission.COHORT_VIEW)
    assert load_enrolment(coordinator, scopes, enrolment_id=enrolment.id, cohort_id=cohort.id) is not None
    assert load_enrolment(coordinator, scopes, enrolment_id=enrolment.id, cohort_id=other.id) is None
    assert load_session(coordinator, scopes, session_id=session.id, cohort_id=other.id) is None


def test_a_coordinator_reaches_her_areas_and_sites_only(make: Make, coordinator: Actor) -> None:
    here, there = make.cohort(), make.cohort(service_area=8)
    scopes = coordinator.scopes(Permission.COHORT_VIEW)
    seen, _ = queries.cohorts_visible_to(scopes, coordinator)
    assert [row.id for row in seen] == [here.id]
    assert load_cohort(coordinator, scopes, cohort_id=there.id) is None
    by_site = Actor(kind="user", today=make.today, grants=(Grant(Role.COORDINATOR, site_id=there.site_id),))
    seen, _ = queries.cohorts_visible_to(by_site.scopes(Permission.COHORT_VIEW), by_site)
    assert [row.id for row in seen] == [there.id]


def assign(cohort: Cohort, user: User, actor: Actor, make: Make, part: StaffPart = StaffPart.LEAD) -> CohortStaff:
    return service.assign_staff(
        cohort, user_id=user.id, part=part, from_on=make.today, until_on=None, actor=actor, at=make.at
    )


def test_a_third_person_is_refused(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort()
    for part in (StaffPart.LEAD, StaffPart.CO):
        assign(cohort, make.user("facilitator"), coordinator, make, part)
    with pytest.raises(refusals.SeatsInFrontTaken):
        assign(cohort, make.user("facilitator"), coordinator, make)


def test_one_person_has_one_part(make: Make, coordinator: Actor) -> None:
    cohort, ana = make.cohort(), make.user("facilitator")
    assign(cohort, ana, coordinator, make)
    with pytest.raises(refusals.AlreadyInFront):
        assign(cohort, ana, coordinator, make, StaffPart.CO)


def test_only_facilitators_of_the_place_may_lead(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort()
    for user in (make.user("program_manager"), make.user("facilitator", service_area=8)):
        with pytest.raises(refusals.NotAFacilitator):
            assign(cohort, user, coordinator, make)


def test_ending_a_part_that_has_not_begun_takes_it_away(make: Make, coordinator: Actor) -> None:
    cohort, ana = make.cohort(), make.user("facilitator")
    row = service.assign_staff(
        cohort,
        user_id=ana.id,
        part=StaffPart.LEAD,
        from_on=make.today + timedelta(days=3),
        until_on=None,
        actor=coordinator,
        at=make.at,
    )
    assert service.end_staff(row, until_on=make.today, actor=coordinator, at=make.at) is None
    assert queries.staff(cohort) == []


def test_an_ended_part_keeps_its_days(make: Make, coordinator: Actor) -> None:
    cohort, ana = make.cohort(), make.user("facilitator")
    row = assign(cohort, ana, coordinator, make)
    ended = service.end_staff(row, until_on=make.today, actor=coordinator, at=make.at)
    assert ended is not None
    assert ended.until_on == make.today


def test_yesterdays_session_takes_no_substitute(make: Make, coordinator: Actor) -> None:
    cohort = make.cohort(first_on=make.today - timedelta(days=1))
    with pytest.raises(refusals.SessionGone):
        service.assign_substitute(
            first_session(cohort), user_id=make.user("facilitator").id, actor=coordinator, at=make.at
        )


def test_an_id_that_another_row_has_makes_a_row_of_its_own(make: Make, coordinator: Actor) -> None:
    ana, bo = make.user("facilitator"), make.user("facilitator")
    taken = service.assign_substitute(first_session(make.cohort()), user_id=ana.id, actor=coordinator, at=make.at)
    fresh = service.assign_substitute(
        first_session(make.cohort()), user_id=bo.id, actor=coordinator, at=make.at, seat_id=taken.id
    )
    assert fresh.id != taken.id
    assert db.session.get_one(CohortStaff, taken.id).user_id == ana.id
