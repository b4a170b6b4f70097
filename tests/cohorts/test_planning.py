"""Planning a group makes everything it needs, once, or nothing."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from curriculum_app.cohorts import service
from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession
from curriculum_app.cohorts.rules.states import CohortState, ReadinessReason, StaffPart
from curriculum_app.cohorts.service import CohortPlan
from curriculum_app.cohorts.service import planning as refusals
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key
from tests.factories import Make

TUESDAY = date(2027, 1, 12)
PLAN = CohortPlan(
    first_on=TUESDAY, starts_at=time(16, 0), minutes=90, capacity=12, exception=ReadinessReason.STAFF_TO_FOLLOW
)


def sessions_of(cohort: Cohort) -> list[GroupSession]:
    query = select(GroupSession).where(GroupSession.cohort_id == cohort.id).order_by(GroupSession.number)
    return list(db.session.scalars(query))


def test_a_group_gets_one_session_a_lesson_of_its_edition(make: Make, coordinator: Actor) -> None:
    edition = make.edition()
    cohort, is_new = service.plan_cohort(PLAN, site=make.site(), edition=edition, actor=coordinator, at=make.at)
    sessions = sessions_of(cohort)
    assert is_new
    assert [each.number for each in sessions] == list(range(1, 11))
    assert [each.lesson_key for each in sessions] == [f"lesson-{number}" for number in range(1, 11)]
    assert cohort.edition_id == edition.id
    assert (cohort.first_on, cohort.last_on) == (sessions[0].held_on, sessions[-1].held_on)


def test_holidays_and_closed_days_are_left_out(make: Make, coordinator: Actor) -> None:
    plan = replace(PLAN, first_on=date(2027, 1, 11), closed_days=(date(2027, 1, 25),))
    cohort, _ = service.plan_cohort(plan, site=make.site(), edition=make.edition(), actor=coordinator, at=make.at)
    days = [each.held_on for each in sessions_of(cohort)]
    assert days[:2] == [date(2027, 1, 11), date(2027, 2, 1)]


def test_a_group_that_meets_daily_meets_on_holidays_when_asked_to(make: Make, coordinator: Actor) -> None:
    plan = replace(PLAN, first_on=make.today, weekdays=tuple(range(7)), skips_holidays=False)
    cohort, _ = service.plan_cohort(plan, site=make.site(), edition=make.edition(), actor=coordinator, at=make.at)
    assert cohort.last_on == make.today + timedelta(days=9)
    assert cohort.state is CohortState.RUNNING


def test_names_are_neutral_and_run_through_the_alphabet(make: Make, coordinator: Actor) -> None:
    site, edition = make.site(), make.edition()
    names = [
        service.plan_cohort(PLAN, site=site, edition=edition, actor=coordinator, at=make.at)[0].name for _ in range(2)
    ]
    assert names == ["Group A, Tuesday", "Group B, Tuesday"]


def test_posting_a_plan_twice_makes_one_group(make: Make, coordinator: Actor) -> None:
    site, edition, chosen = make.site(), make.edition(), new_id()
    for expected in (True, False):
        cohort, is_new = service.plan_cohort(
            PLAN, site=site, edition=edition, actor=coordinator, at=make.at, cohort_id=chosen
        )
        assert (cohort.id, is_new) == (chosen, expected)
    assert db.session.scalar(select(func.count()).select_from(GroupSession)) == 10


def test_the_venue_is_sealed(make: Make, coordinator: Actor) -> None:
    plan = replace(PLAN, venue="Room 4, Vermont Square Library")
    cohort, _ = service.plan_cohort(plan, site=make.site(), edition=make.edition(), actor=coordinator, at=make.at)
    assert b"Vermont" not in (cohort.venue_sealed or b"")
    assert open_key(cohort.key).text(Cohort.venue_sealed, cohort.id, cohort.venue_sealed) == plan.venue


def test_staff_begin_today_so_that_they_can_prepare(make: Make, coordinator: Actor) -> None:
    ana, bo = make.user("facilitator"), make.user("facilitator")
    plan = replace(PLAN, lead_id=ana.id, co_id=bo.id)
    service.plan_cohort(plan, site=make.site(), edition=make.edition(), actor=coordinator, at=make.at)
    rows = db.session.execute(select(CohortStaff.user_id, CohortStaff.part, CohortStaff.from_on)).all()
    assert {tuple(row) for row in rows} == {
        (ana.id, StaffPart.LEAD, make.today),
        (bo.id, StaffPart.CO, make.today),
    }


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"weekdays": (0,)}, refusals.DayOffRhythm),
        ({"minutes": 600}, refusals.PastMidnight),
        ({"capacity": 0}, refusals.GroupSize),
        ({"capacity": 31}, refusals.GroupSize),
        ({"closed_days": tuple(TUESDAY + timedelta(weeks=n) for n in range(110))}, refusals.NoOpenDays),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(
    make: Make, coordinator: Actor, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    plan = replace(PLAN, **changes)  # type: ignore[arg-type]  # the cases name fields of the plan
    with pytest.raises(refusal):
        service.plan_cohort(plan, site=make.site(), edition=make.edition(), actor=coordinator, at=make.at)
    assert db.session.scalar(select(func.count()).select_from(Cohort)) == 0


def test_a_closed_site_is_refused(make: Make, coordinator: Actor) -> None:
    site = make.site(is_open=False)
    with pytest.raises(refusals.SiteClosed):
        service.plan_cohort(PLAN, site=site, edition=make.edition(), actor=coordinator, at=make.at)


def test_one_person_cannot_fill_both_seats(make: Make, coordinator: Actor) -> None:
    ana = make.user("facilitator")
    plan = replace(PLAN, lead_id=ana.id, co_id=ana.id)
    with pytest.raises(refusals.SamePerson):
        service.plan_cohort(plan, site=make.site(), edition=make.edition(), actor=coordinator, at=make.at)


def test_somebody_who_leads_elsewhere_only_is_refused(make: Make, coordinator: Actor) -> None:
    plan = replace(PLAN, lead_id=make.user("facilitator", service_area=8).id)
    with pytest.raises(refusals.NotFromHere):
        service.plan_cohort(plan, site=make.site(6), edition=make.edition(), actor=coordinator, at=make.at)


def test_somebody_who_is_no_facilitator_is_refused(make: Make, coordinator: Actor) -> None:
    plan = replace(PLAN, lead_id=make.user("analyst").id)
    with pytest.raises(refusals.NotFromHere):
        service.plan_cohort(plan, site=make.site(6), edition=make.edition(), actor=coordinator, at=make.at)
