"""Whether a session has the people it needs is asked of its own date; a gap needs a name, attendance needs nothing."""

from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from curriculum_app.cohorts import service
from curriculum_app.cohorts.models import Cohort, ReadinessException
from curriculum_app.cohorts.queries.readiness import readiness_of, readiness_on
from curriculum_app.cohorts.rules.readiness import InFront, gaps_on, planned_pair
from curriculum_app.cohorts.rules.states import ReadinessGap, ReadinessReason, StaffPart
from curriculum_app.cohorts.service import CohortPlan
from curriculum_app.cohorts.service.readiness import NotReady, SessionElsewhere
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.trainings.rules import TrainingKind, Window
from tests.factories import Make

DAY = date(2026, 3, 3)
LEAD, CO, OTHER = uuid4(), uuid4(), uuid4()
CLINICAL, FACILITATOR = (Window(kind, DAY - timedelta(days=99)) for kind in TrainingKind)
NO_LEADER, NO_CO, NOT_CLINICAL, NO_TRAINING = ReadinessGap


def front(**parts: UUID) -> list[InFront]:
    return [InFront(user_id, StaffPart(part)) for part, user_id in parts.items()]


@pytest.mark.parametrize(
    ("people", "trainings", "gaps"),
    [
        (front(lead=LEAD, co=CO), {LEAD: (CLINICAL, FACILITATOR)}, ()),
        (front(lead=LEAD, co=CO), {LEAD: (CLINICAL,), CO: (FACILITATOR,)}, ()),
        (front(lead=LEAD, co=CO), {LEAD: (FACILITATOR,), CO: (CLINICAL,)}, (NOT_CLINICAL,)),
        (front(lead=LEAD, co=CO), {LEAD: (CLINICAL,)}, (NO_TRAINING,)),
        (front(lead=LEAD, co=CO), {}, (NOT_CLINICAL, NO_TRAINING)),
        (front(lead=LEAD), {LEAD: (CLINICAL, FACILITATOR)}, (NO_CO,)),
        (front(co=CO), {CO: (CLINICAL, FACILITATOR)}, (NO_LEADER,)),
        ([], {}, (NO_LEADER, NO_CO)),
        (front(substitute=OTHER, co=CO), {OTHER: (CLINICAL, FACILITATOR)}, ()),
        (front(lead=LEAD, substitute=OTHER), {OTHER: (CLINICAL, FACILITATOR)}, ()),
    ],
)
def test_what_is_missing(
    people: list[InFront], trainings: dict[UUID, tuple[Window, ...]], gaps: tuple[ReadinessGap, ...]
) -> None:
    assert gaps_on(DAY, people, trainings) == gaps


def test_a_training_counts_from_its_first_to_its_last_day() -> None:
    window = Window(TrainingKind.FACILITATOR, DAY, DAY + timedelta(days=2))
    trainings = {LEAD: (CLINICAL, window)}
    shifts = (-1, 0, 2, 3)
    found = [gaps_on(DAY + timedelta(days=shift), planned_pair(LEAD, CO), trainings) for shift in shifts]
    assert found == [(NO_TRAINING,), (), (), (NO_TRAINING,)]


def led(make: Make, *, until_on: date | None = None) -> Cohort:
    """A group whose leader's facilitator training ends on `until_on`."""
    lead, co = make.user(full_name="Dana Whitfield"), make.user()
    make.training(lead)
    make.training(lead, "facilitator", valid_until=until_on)
    cohort = make.cohort(staff=(lead,))
    make.staff(cohort, co, "co")
    return cohort


def test_each_session_is_asked_on_its_own_date_in_four_statements(make: Make, statements: list[str]) -> None:
    ends = make.today + timedelta(days=24)
    cohort = led(make, until_on=ends)
    statements.clear()
    rows = readiness_of(cohort)
    assert len(statements) == 4
    assert [row.number for row in rows if not row.is_ready] == [5, 6, 7, 8, 9, 10]
    assert rows[4].gaps[0].ended == (("Dana Whitfield", ends),)
    assert len(readiness_of(cohort, since=make.today + timedelta(weeks=8))) == 2


def test_a_substitute_makes_ready_her_own_session_alone(make: Make) -> None:
    cohort = led(make, until_on=make.today - timedelta(days=1))
    stand_in = make.user()
    make.training(stand_in, "facilitator")
    second = make.session(cohort, 11, make.today + timedelta(days=1))
    make.staff(cohort, stand_in, "substitute", session_id=second.id, from_on=second.held_on, until_on=second.held_on)
    assert [row.number for row in readiness_of(cohort) if row.is_ready] == [11]


def test_a_planned_group_is_asked_once_for_all_its_days(make: Make, statements: list[str]) -> None:
    lead = make.user()
    make.training(lead, valid_until=make.today)
    make.training(lead, "facilitator")
    days = [make.today, make.today + timedelta(days=1)]
    statements.clear()
    assert readiness_on(days, lead_id=lead.id, co_id=uuid4()) == {days[0]: (), days[1]: (NOT_CLINICAL,)}
    assert len(statements) == 1


def plan(make: Make, lead: UUID, co: UUID, exception: ReadinessReason | None = None) -> CohortPlan:
    return CohortPlan(
        first_on=make.today + timedelta(days=7), starts_at=time(16), minutes=90, capacity=12, lead_id=lead, co_id=co,
        exception=exception,
    )  # fmt: skip


def test_a_group_with_a_gap_is_planned_only_with_a_named_exception(make: Make, coordinator: Actor) -> None:
    lead, co, site, edition = make.user(), make.user(), make.site(), make.edition()
    make.training(lead)
    with pytest.raises(NotReady) as refused:
        service.plan_cohort(plan(make, lead.id, co.id), site=site, edition=edition, actor=coordinator, at=make.at)
    assert refused.value.field == "exception"
    assert db.session.scalar(select(Cohort.id)) is None
    booked = plan(make, lead.id, co.id, ReadinessReason.TRAINING_BOOKED)
    cohort, _new = service.plan_cohort(booked, site=site, edition=edition, actor=coordinator, at=make.at)
    kept = db.session.scalars(select(ReadinessException)).one()
    assert (kept.gap, kept.reason, kept.allowed_by_id) == (NO_TRAINING, booked.exception, coordinator.user_id)
    assert all(row.is_ready for row in readiness_of(cohort))


def test_a_ready_group_keeps_no_exception(make: Make, coordinator: Actor) -> None:
    lead, co = make.user(), make.user()
    make.training(lead)
    make.training(co, "facilitator")
    ready = plan(make, lead.id, co.id, ReadinessReason.STAFF_AWAY)
    service.plan_cohort(ready, site=make.site(), edition=make.edition(), actor=coordinator, at=make.at)
    assert db.session.scalar(select(ReadinessException.id)) is None


def test_a_gap_is_allowed_in_one_session_or_in_all(make: Make, coordinator: Actor) -> None:
    cohort = led(make, until_on=make.today - timedelta(days=1))
    rows = readiness_of(cohort)
    why = ReadinessReason.SUPERVISOR_PRESENT
    service.allow_gap(cohort, NO_TRAINING, reason=why, actor=coordinator, at=make.at, session_id=rows[1].session_id)
    assert [row.number for row in readiness_of(cohort) if row.is_ready] == [2]
    for _ in range(2):
        service.allow_gap(cohort, NO_TRAINING, reason=why, actor=coordinator, at=make.at)
    assert all(row.is_ready for row in readiness_of(cohort))
    elsewhere = readiness_of(led(make))[0].session_id
    with pytest.raises(SessionElsewhere):
        service.allow_gap(cohort, NO_TRAINING, reason=why, actor=coordinator, at=make.at, session_id=elsewhere)
