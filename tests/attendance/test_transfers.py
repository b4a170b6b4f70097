"""A transfer never changes what was: past sheets and the old group's figures stay through whatever comes after.

Random sequences over the real services, with girls who are enrolled, marked, transferred, withdrawn and given make-ups
in two groups. A sheet is past once its day is over for the sequence; from a girl's exit on, the figures of the seat
that she left are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.attendance.queries.sheets import standings
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Current, Operation
from curriculum_app.attendance.rules.words import HowMadeUp, Reason, Status
from curriculum_app.attendance.service import NewMakeUp, apply_marks, make_up
from curriculum_app.attendance.service.recount import recount
from curriculum_app.cohorts import service as cohorts
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.limits import Limits
from tests.factories import Make

POLICY = Limits(12, 17, (6, 8))
SESSIONS = 4
VALUES = (
    Value(Status.PRESENT),
    Value(Status.LATE, minutes=60),
    Value(Status.LEFT_EARLY, minutes=20),
    Value(Status.EXCUSED, Reason.COURT),
    Value(Status.UNEXCUSED),
)
# What happens, to which girl, in which session of her group, with which value.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["enrol", "mark", "transfer", "transfer", "withdraw", "make_up"]),
        st.integers(0, 2),
        st.integers(0, SESSIONS - 1),
        st.sampled_from(VALUES),
    ),
    max_size=14,
)
TALLIES = [name for name in Enrolment.__table__.columns.keys() if name.startswith("tally_")]  # noqa: SIM118
Sheets = dict[UUID, dict[UUID, tuple[Current, bool]]]


@dataclass
class World:
    """Two groups, three girls, and what must stay as it is."""

    make: Make
    actor: Actor
    groups: tuple[UUID, UUID]
    girls: list[UUID]
    staff_id: UUID
    past: Sheets = field(default_factory=dict)
    figures: dict[UUID, tuple[object, ...]] = field(default_factory=dict)

    def act(self, what: str, girl: UUID, number: int, value: Value) -> None:
        """One step; what the program refuses changes nothing."""
        seat = self.seat(girl)
        touched = {seat.id} if seat else set()
        try:
            with db.session.begin_nested():
                self._do(what, girl, seat, number, value)
        except Refusal:
            pass
        db.session.expire_all()
        self._check(touched if what in {"mark", "make_up"} else set())

    def _do(self, what: str, girl: UUID, seat: Enrolment | None, number: int, value: Value) -> None:
        at, actor, today = self.make.at, self.actor, self.make.today
        if what == "enrol":
            self.enrol(girl, self.groups[number % 2])
        if seat is None:
            return
        if what == "withdraw":
            cohorts.withdraw(seat, reason=ExitReason.RELEASED, exited_on=today, actor=actor, at=at)
        elif what == "transfer":
            to = cohort_with_id(self.groups[seat.cohort_id == self.groups[0]])
            cohorts.transfer(
                seat, to=to, policy=POLICY, actor=actor, at=at, late_reason="Moved", eligibility_reason="Moved"
            )
        elif what == "mark":
            session = sessions_of(seat.cohort_id)[number]
            base = standings(session.id)[seat.id].current.version if seat.id in standings(session.id) else 0
            apply_marks(session, [Operation(uuid4(), seat.id, value, base)], actor=actor, at=at)
        elif what == "make_up":
            session = sessions_of(seat.cohort_id)[number]
            new = NewMakeUp(uuid4(), seat.id, today, HowMadeUp.ONE_TO_ONE, 60, self.staff_id)
            make_up(session, new, actor=actor, at=at)

    def enrol(self, girl: UUID, group: UUID) -> None:
        """Give her a seat, whatever the day."""
        cohorts.enrol(
            cohort_with_id(group), participant_id=girl, policy=POLICY, actor=self.actor, at=self.make.at,
            late_reason="Late", eligibility_reason="Late",
        )  # fmt: skip

    def seat(self, girl: UUID) -> Enrolment | None:
        """Her seat, loaded as the services need it."""
        query = (
            select(Enrolment)
            .where(Enrolment.participant_id == girl, Enrolment.state == EnrolmentState.ACTIVE)
            .options(joinedload(Enrolment.cohort).joinedload(Cohort.edition), joinedload(Enrolment.participant))
        )
        return db.session.scalars(query).one_or_none()

    def _check(self, touched: set[UUID]) -> None:
        """Nothing but what this step was about has changed, and the kept counts are what the marks say."""
        past = {
            session.id: {seat: (each.current, each.is_credited) for seat, each in standings(session.id).items()}
            for group in self.groups
            for session in sessions_of(group)
            if session.held_on < self.make.today
        }
        for session_id, before in self.past.items():
            assert past[session_id].keys() == before.keys()
            for seat, said in before.items():
                assert seat in touched or past[session_id].get(seat) == said
        columns = [getattr(Enrolment, name) for name in TALLIES]
        figures = {row.id: row[1:] for row in db.session.execute(select(Enrolment.id, *columns))}
        for seat, counts in self.figures.items():
            assert seat in touched or figures[seat] == counts
        self.past, self.figures = past, figures
        assert recount(fix=False, actor=self.actor, at=self.make.at).is_right


def cohort_with_id(cohort_id: UUID) -> Cohort:
    query = select(Cohort).where(Cohort.id == cohort_id)
    return db.session.scalars(query.options(joinedload(Cohort.edition), joinedload(Cohort.site))).one()


def sessions_of(cohort_id: UUID) -> list[GroupSession]:
    query = select(GroupSession).where(GroupSession.cohort_id == cohort_id).order_by(GroupSession.number)
    return list(db.session.scalars(query.options(joinedload(GroupSession.cohort))))


def build(make: Make) -> World:
    """Two groups of four sessions, the last of them today, that somebody leads; everybody begins in the first."""
    lead, edition = make.user(), make.edition()
    first_on = make.today - timedelta(weeks=SESSIONS - 1)
    groups = [
        make.cohort(staff=(lead,), edition=edition, sessions=SESSIONS, first_on=first_on, last_on=make.today)
        for _ in range(2)
    ]
    girls = [make.participant() for _ in range(3)]
    for girl in girls:
        make.enrolment(groups[0], girl)
    actor = make.actor(make.user("coordinator", service_area=6), "coordinator", service_area=6)
    return World(make, actor, (groups[0].id, groups[1].id), [girl.id for girl in girls], lead.id)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_transfer_never_changes_a_past_sheet_nor_the_old_groups_figures(
    app_context: Flask, make: Make, steps: list[tuple[str, int, int, Value]]
) -> None:
    outer = db.session.begin_nested()
    world = build(make)
    for what, girl, number, value in steps:
        world.act(what, world.girls[girl], number, value)
    outer.rollback()
    db.session.expunge_all()


def test_the_steps_of_a_sequence_really_happen(make: Make) -> None:
    world = build(make)
    girl = world.girls[0]
    for what, number in (("mark", 0), ("transfer", 0), ("mark", 3), ("withdraw", 0), ("enrol", 0)):
        world.act(what, girl, number, VALUES[0])
    rows = db.session.scalars(select(Enrolment).where(Enrolment.participant_id == girl).order_by(Enrolment.id)).all()
    assert [(row.cohort_id, row.exit_reason, row.tally_present) for row in rows] == [
        (world.groups[0], ExitReason.MOVED, 1),
        (world.groups[1], ExitReason.RELEASED, 1),
        (world.groups[0], None, 0),
    ]
