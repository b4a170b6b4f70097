"""A draft from its start to its groups: moves, refusals, the solver, two coordinators, publishing all or nothing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from curriculum_app.cohorts.jobs import propose
from curriculum_app.cohorts.loaders import cohort as load_cohort
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, PossibleGroup, Proposal, ProposedSeat
from curriculum_app.cohorts.queries.forming import read_board
from curriculum_app.cohorts.rules.forming.checks import Checker
from curriculum_app.cohorts.rules.forming.facts import Obstacle
from curriculum_app.cohorts.rules.forming.reasons import Change, reasons
from curriculum_app.cohorts.rules.states import ProposalState
from curriculum_app.cohorts.service import enrol, forming
from curriculum_app.cohorts.service.apart import KeptApart
from curriculum_app.cohorts.service.forming import CannotJoin, CannotPublish, DraftChanged, NothingToUndo
from curriculum_app.cohorts.service.forming.publishing import GirlsGone
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.limits import LimitName, Limits
from curriculum_app.core.limits.service import set_limit
from curriculum_app.participants.models import Participant, ParticipantSite
from tests.factories import Make
from tests.factories.drafts import draft, possible_group, put, waiting


def move(make: Make, proposal: Proposal, girl: Participant, to: PossibleGroup | None, actor: Actor) -> None:
    """Move a girl on the newest version."""
    place = to.id if to else None
    forming.move_girl(proposal, girl=girl.id, to=place, version=proposal.version, actor=actor, at=make.at)


def seat_of(proposal: Proposal, girl: Participant) -> ProposedSeat | None:
    return db.session.get(ProposedSeat, (proposal.id, girl.id))


def publish(make: Make, proposal: Proposal, actor: Actor, placed: int | None = None) -> forming.Published:
    sites = frozenset(db.session.scalars(select(PossibleGroup.site_id)))
    count = select(func.count()).where(
        ProposedSeat.possible_group_id.is_not(None) | ProposedSeat.cohort_id.is_not(None)
    )
    seen = placed if placed is not None else db.session.scalar(count)
    return forming.publish_draft(
        proposal, version=proposal.version, placed=seen or 0, sites=sites, actor=actor, at=make.at
    )


def test_a_girl_moves_in_and_stays_where_a_hand_put_her(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal, girl = draft(make), waiting(make)
    group = possible_group(make, proposal)
    move(make, proposal, girl, group, coordinator)
    seat = seat_of(proposal, girl)
    assert seat is not None
    assert (seat.possible_group_id, seat.is_pinned, proposal.version) == (group.id, True, 2)
    move(make, proposal, girl, None, coordinator)
    assert (seat.possible_group_id, seat.cohort_id) == (None, None)


@pytest.mark.parametrize(
    ("girl", "group", "obstacle"),
    [
        ({"availability": "Tue 15:00-18:00"}, {}, Obstacle.TIME),
        ({"language": "es"}, {}, Obstacle.LANGUAGE),
        ({"consents": False}, {}, Obstacle.CONSENT),
        ({}, {"lead_id": None}, Obstacle.STAFF),
    ],
)
def test_a_move_against_a_rule_is_refused_in_one_line(
    make: Make, coordinator: Actor, girl: dict[str, object], group: dict[str, object], obstacle: Obstacle
) -> None:
    make.edition()
    proposal = draft(make)
    there, she = possible_group(make, proposal, **group), waiting(make, **girl)  # type: ignore[arg-type]
    with pytest.raises(CannotJoin) as refused:
        move(make, proposal, she, there, coordinator)
    assert refused.value.obstacles == (obstacle,)
    assert "\n" not in str(refused.value)
    assert seat_of(proposal, she) is None


def test_a_managers_limit_of_ages_holds_at_once(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal = draft(make)
    group = possible_group(make, proposal)
    young, older = (waiting(make, birth_date=make.today - timedelta(days=years * 366)) for years in (14, 16))
    put(proposal, group, young)
    manager = make.actor(make.user("program_manager"), "program_manager")
    set_limit(name=LimitName.AGE_SPAN, value="1", in_force_from=make.today, reason="", actor=manager, at=make.at)
    with pytest.raises(CannotJoin) as refused:
        move(make, proposal, older, group, coordinator)
    assert refused.value.obstacles == (Obstacle.AGE_SPAN,)
    set_limit(name=LimitName.AGE_SPAN, value="2", in_force_from=make.today, reason="", actor=manager, at=clock.now())
    move(make, proposal, older, group, coordinator)


def test_a_closed_setting_takes_whom_staff_let_in(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal, outside, inside = draft(make), waiting(make), waiting(make)
    home = make.site(6, is_closed_setting=True)
    group = possible_group(make, proposal, site=home)
    make.add(ParticipantSite(participant_id=inside.id, site_id=home.id, lives_there=True))
    move(make, proposal, inside, group, coordinator)
    with pytest.raises(CannotJoin) as refused:
        move(make, proposal, outside, group, coordinator)
    assert refused.value.obstacles == (Obstacle.SITE,)


def test_of_a_pair_nothing_is_told_beyond_reach(make: Make, coordinator: Actor) -> None:
    """The other girl is seated in her area's cohort but lives elsewhere: out of this coordinator's reach."""
    cohort = make.cohort(first_on=make.today + timedelta(days=14), weekdays=1 << (make.today.weekday()))
    girl, other = waiting(make, availability=None), make.participant(service_area=8)
    make.enrolment(cohort, other)
    make.pair(girl, other)
    proposal = draft(make)
    with pytest.raises(KeptApart) as refused:
        forming.move_girl(proposal, girl=girl.id, to=cohort.id, version=1, actor=coordinator, at=make.at)
    assert str(refused.value) == "She can't join this group. Ask a coordinator."
    assert refused.value.shown == frozenset()
    board = read_board(proposal.id, 6, today=make.today, at=make.at)
    reason = reasons(Checker(board.problem), {})[girl.id]
    assert (reason.what, reason.group) == (None, None)


def test_two_coordinators_do_not_overwrite_each_other(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal, girl, other = draft(make), waiting(make), waiting(make)
    group = possible_group(make, proposal)
    move(make, proposal, girl, group, coordinator)
    with pytest.raises(DraftChanged):
        forming.move_girl(proposal, girl=other.id, to=group.id, version=1, actor=coordinator, at=make.at)
    assert seat_of(proposal, other) is None


def test_undo_takes_back_ones_own_last_move_only(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal, girl = draft(make), waiting(make)
    group = possible_group(make, proposal)
    move(make, proposal, girl, group, coordinator)
    dana = make.actor(make.user("coordinator"), "coordinator", service_area=6)
    with pytest.raises(NothingToUndo):
        forming.undo_move(proposal, version=2, actor=dana, at=make.at)
    who, board = forming.undo_move(proposal, version=2, actor=coordinator, at=make.at)
    assert (who, board.problem.now, proposal.version) == (girl.id, {}, 3)


def test_the_cheapest_change_is_what_the_checker_would_let_through(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal = draft(make)
    group = possible_group(make, proposal, seats=1)
    seated, full = waiting(make, days=90), waiting(make, days=10)
    tuesday, spanish = waiting(make, availability="Tue 15:00-18:00"), waiting(make, language="es")
    another = waiting(make, language="es")
    put(proposal, group, seated)
    board = read_board(proposal.id, 6, today=make.today, at=make.at)
    found = reasons(Checker(board.problem), board.problem.now)
    assert (found[full.id].change, found[full.id].group) == (Change.SEAT, group.id)
    assert found[tuesday.id].what is Obstacle.TIME
    assert (found[spanish.id].change, found[spanish.id].number) == (Change.NEW_GROUP, 1)
    assert found[another.id].what is Obstacle.LANGUAGE


def test_the_solver_keeps_pins_and_moves_few_for_one_new_girl(app: Flask, make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal = draft(make)
    first, second = possible_group(make, proposal), possible_group(make, proposal)
    girls = [waiting(make, days=40 + number) for number in range(14)]
    move(make, proposal, girls[0], second, coordinator)
    make.commit()
    db.session.rollback()
    answer = propose(proposal.id, actor=coordinator).answer
    assert answer.draft[girls[0].id] == second.id
    assert len(answer.draft) == 14
    begin_writing()
    late = waiting(make, days=1)
    make.commit()
    db.session.rollback()
    again = propose(proposal.id, actor=coordinator).answer
    begin_writing()
    assert again.draft[late.id] in {first.id, second.id}
    assert db.session.get_one(Proposal, proposal.id, populate_existing=True).moved == 0


def test_publishing_makes_groups_sessions_and_seats(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal, planned = draft(make), make.cohort(first_on=make.today + timedelta(days=9), capacity=3)
    group = possible_group(make, proposal)
    girls = [waiting(make) for _ in range(6)]
    put(proposal, group, *girls)
    joins = waiting(make, availability=None)
    db.session.add(ProposedSeat(proposal_id=proposal.id, participant_id=joins.id, cohort_id=planned.id))
    db.session.flush()
    done = publish(make, proposal, coordinator)
    assert (len(done.cohorts), done.girls, proposal.state) == (1, 7, ProposalState.PUBLISHED)
    cohort = done.cohorts[0]
    assert (cohort.seats_taken, cohort.first_on, cohort.capacity) == (6, group.first_on, 12)
    assert planned.seats_taken == 1
    count = select(func.count()).select_from(GroupSession).where(GroupSession.cohort_id == cohort.id)
    assert db.session.scalar(count) == 10


def test_a_draft_that_breaks_a_rule_is_not_published(make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal = draft(make)
    group = possible_group(make, proposal)
    put(proposal, group, *(waiting(make) for _ in range(3)))
    with pytest.raises(CannotPublish) as refused:
        publish(make, proposal, coordinator)
    assert [fault.girl for fault in refused.value.faults] == [None]
    assert db.session.scalar(select(func.count()).select_from(Cohort)) == 0


def test_a_girl_who_found_a_seat_meanwhile_stops_the_publishing(make: Make, coordinator: Actor, policy: Limits) -> None:
    make.edition()
    proposal, elsewhere = draft(make), make.cohort()
    group = possible_group(make, proposal)
    girls = [waiting(make) for _ in range(7)]
    put(proposal, group, *girls)
    enrol(elsewhere, participant_id=girls[0].id, policy=policy, actor=coordinator, at=make.at)
    with pytest.raises(GirlsGone) as refused:
        publish(make, proposal, coordinator, placed=7)
    assert girls[0].code in str(refused.value)
    assert publish(make, proposal, coordinator, placed=6).girls == 6


def test_of_two_who_publish_at_once_one_makes_the_groups(app: Flask, make: Make, coordinator: Actor) -> None:
    make.edition()
    proposal = draft(make)
    put(proposal, possible_group(make, proposal), *(waiting(make) for _ in range(6)))
    draft_id = proposal.id  # threads share no row of the test's own session
    make.commit()
    db.session.rollback()
    sites = frozenset(db.session.scalars(select(PossibleGroup.site_id)))
    db.session.rollback()
    gate, outcomes = threading.Barrier(2), []

    def press() -> None:
        with app.app_context():
            gate.wait()
            begin_writing()
            row = db.session.get_one(Proposal, draft_id)
            try:
                forming.publish_draft(row, version=1, placed=6, sites=sites, actor=coordinator, at=clock.now())
                db.session.commit()
                outcomes.append("made")
            except forming.DraftOver:
                db.session.rollback()
                outcomes.append("over")

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert sorted(outcomes) == ["made", "over"]
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 6
    assert db.session.scalar(select(func.count()).select_from(Cohort)) == 1


def test_the_last_seat_of_a_planned_group_is_not_given_twice(
    app: Flask, make: Make, coordinator: Actor, policy: Limits
) -> None:
    """Publishing and enrolling by hand at the same moment: one of them hears that nothing was made."""
    proposal, planned = draft(make), make.cohort(first_on=make.today + timedelta(days=9), capacity=1)
    drafted, by_hand = waiting(make, availability=None), waiting(make, availability=None)
    db.session.add(ProposedSeat(proposal_id=proposal.id, participant_id=drafted.id, cohort_id=planned.id))
    draft_id, cohort_id, girl_id = proposal.id, planned.id, by_hand.id
    make.commit()
    db.session.rollback()
    gate, outcomes = threading.Barrier(2), []

    def press(act: object) -> None:
        with app.app_context():
            gate.wait()
            begin_writing()
            try:
                act()  # type: ignore[operator]
                db.session.commit()
                outcomes.append("seat")
            except forming.CannotPublish:
                db.session.rollback()
                outcomes.append("refused")
            except Exception as error:  # noqa: BLE001 - counted below by its name
                db.session.rollback()
                outcomes.append(type(error).__name__)

    def publishing() -> None:
        row = db.session.get_one(Proposal, draft_id)
        forming.publish_draft(row, version=1, placed=1, sites=frozenset(), actor=coordinator, at=clock.now())

    def enrolling() -> None:
        row = load_cohort(coordinator, coordinator.scopes(Permission.COHORT_MANAGE), cohort_id=cohort_id)
        enrol(row, participant_id=girl_id, policy=policy, actor=coordinator, at=clock.now())  # type: ignore[arg-type]

    threads = [threading.Thread(target=press, args=(act,)) for act in (publishing, enrolling)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert sorted(outcomes) in (
        ["GroupFull", "seat"],
        ["GirlsGone", "seat"],
        ["refused", "seat"],
        ["NobodyPlaced", "seat"],
    )
    assert db.session.scalar(select(Cohort.seats_taken).where(Cohort.id == cohort_id)) == 1
