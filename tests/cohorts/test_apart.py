"""Two girls of a pair get no seat in one group, whichever way they come, and nobody learns why who may not."""

import threading
from collections import Counter
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from curriculum_app.attendance.models import Visit
from curriculum_app.attendance.service.visits import enrol_visit
from curriculum_app.cohorts import service
from curriculum_app.cohorts.loaders import cohort as load_cohort
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.cohorts.queries.apart import shared_groups
from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.cohorts.service.apart import KeptApart, ToldApart, propose_apart, told
from curriculum_app.cohorts.service.enrolling import GroupFull
from curriculum_app.cohorts.service.girl import GirlUnknown
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.limits import Limits
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.apart import months_later
from curriculum_app.participants.rules.words import ApartReason, ApartState
from curriculum_app.participants.service.keep_apart import Term, end_pair, set_pair
from tests.factories import Make

SENTENCE = "She can't join this group. Ask a coordinator."
ROUNDS = 20


def seat(cohort: Cohort, girl: Participant, policy: Limits, actor: Actor, make: Make) -> Enrolment:
    return service.enrol(cohort, participant_id=girl.id, policy=policy, actor=actor, at=make.at)


def test_the_second_of_a_pair_gets_no_seat_and_nothing_moves(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort, girls = make.cohort(), [make.participant(), make.participant()]
    make.pair(*girls)
    seat(cohort, girls[0], policy, coordinator, make)
    with pytest.raises(KeptApart) as refused:
        seat(cohort, girls[1], policy, coordinator, make)
    assert (str(refused.value), refused.value.field) == (SENTENCE, "participant")
    assert cohort.seats_taken == 1
    assert seat(make.cohort(), girls[1], policy, coordinator, make).state is EnrolmentState.ACTIVE


def test_she_may_join_once_the_other_left_or_the_pair_ended(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort, girls = make.cohort(), [make.participant() for _ in range(3)]
    pair = make.pair(girls[0], girls[1])
    make.pair(girls[0], girls[2])
    enrolment = seat(cohort, girls[0], policy, coordinator, make)
    end_pair(pair, version=1, actor=coordinator, at=make.at)
    seat(cohort, girls[1], policy, coordinator, make)
    service.withdraw(enrolment, reason=ExitReason.RELEASED, exited_on=make.today, actor=coordinator, at=make.at)
    seat(cohort, girls[2], policy, coordinator, make)
    assert cohort.seats_taken == 2


def test_a_transfer_is_refused_like_an_enrolment(make: Make, coordinator: Actor, policy: Limits) -> None:
    edition = make.edition()
    here, there = make.cohort(edition=edition), make.cohort(edition=edition)
    girls = [make.participant(), make.participant()]
    make.pair(*girls)
    make.enrolment(there, girls[0])
    enrolment = make.enrolment(here, girls[1])
    with pytest.raises(KeptApart):
        service.transfer(enrolment, to=there, policy=policy, actor=coordinator, at=make.at)


def test_a_walk_in_is_refused_like_an_enrolment(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort, girls = make.cohort(), [make.participant(), make.participant()]
    make.pair(*girls)
    make.enrolment(cohort, girls[0])
    visit = make.add(Visit(session=make.session(cohort, 11, make.today), age=14, recorded_at=make.at))
    with pytest.raises(KeptApart):
        enrol_visit(visit, code=girls[1].code, policy=policy, actor=coordinator, at=make.at)


def test_only_who_reaches_both_is_told_whom_and_why(make: Make, coordinator: Actor, policy: Limits) -> None:
    manager = make.actor(make.user("program_manager"), "program_manager")
    cohort, other = make.cohort(), make.participant("Salma", "Quiroga", service_area=8)
    girl = make.participant()
    make.pair(girl, other, reason=ApartReason.COURT_ORDER)
    make.enrolment(cohort, other)
    said = {}
    for name, actor in (("coordinator", coordinator), ("manager", manager)):
        with pytest.raises(KeptApart) as refused:
            seat(cohort, girl, policy, actor, make)
        said[name] = told(refused.value, actor=actor)
    assert str(said["coordinator"]) == SENTENCE
    assert isinstance(said["manager"], ToldApart)
    assert str(said["manager"]).startswith(SENTENCE)
    assert f"Salma Q. {other.code} (A court ordered it)" in str(said["manager"])


def test_a_refusal_costs_the_same_whether_or_not_she_may_know(
    make: Make, coordinator: Actor, policy: Limits, statements: list[str]
) -> None:
    cohort, known, unknown = make.cohort(), make.participant(), make.participant(service_area=8)
    girls = [make.participant(), make.participant()]
    make.pair(girls[0], known)
    make.pair(girls[1], unknown)
    make.enrolment(cohort, known)
    make.enrolment(cohort, unknown)
    sent = []
    for girl in girls:
        db.session.flush()
        statements.clear()
        with pytest.raises(KeptApart):
            seat(cohort, girl, policy, coordinator, make)
        sent.append(list(statements))
    assert sent[0] == sent[1]


def test_other_refusals_come_first_and_stay_themselves(make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort, girls = make.cohort(capacity=1), [make.participant(), make.participant()]
    make.pair(*girls)
    make.enrolment(cohort, girls[0])
    with pytest.raises(GroupFull) as refused:
        seat(cohort, girls[1], policy, coordinator, make)
    assert told(refused.value, actor=coordinator) is refused.value


def test_a_pair_set_while_both_share_a_group_waits_for_a_decision(make: Make, coordinator: Actor) -> None:
    cohort, girls = make.cohort(), [make.participant(), make.participant()]
    for girl in girls:
        make.enrolment(cohort, girl)
    pair = make.pair(*girls)
    assert shared_groups([pair.id], coordinator)[pair.id].cohort_id == cohort.id
    elsewhere = make.actor(make.user("coordinator", service_area=8), "coordinator", 8)
    assert shared_groups([pair.id], elsewhere)[pair.id].cohort_id is None


def test_who_leads_a_group_asks_for_girls_of_hers_alone(make: Make, policy: Limits) -> None:
    leader = make.user()
    mine, theirs = make.group(leader, girls=2), make.group(girls=1)
    girls = list(db.session.scalars(select(Enrolment.participant_id).where(Enrolment.cohort_id == mine.id)))
    stranger = db.session.scalars(select(Enrolment.participant_id).where(Enrolment.cohort_id == theirs.id)).one()
    actor = make.actor(leader)
    with pytest.raises(GirlUnknown):
        propose_apart(girls[0], stranger, reason=ApartReason.CONFLICT, actor=actor, at=make.at)
    pair = propose_apart(girls[0], girls[1], reason=ApartReason.CONFLICT, actor=actor, at=make.at)
    assert pair.state is ApartState.PROPOSED


def at_once(app: Flask, acts: list[tuple[str, UUID, UUID]], actor: Actor, policy: Limits) -> Counter[str]:
    """Do each act in a thread and a transaction of its own; what became of them, counted.

    An act is ("seat", cohort, girl) or ("pair", girl, girl); "seen" counts the pairs that found both in one group.
    """
    gate, outcomes = threading.Barrier(len(acts)), Counter[str]()

    def press(what: str, one: UUID, other: UUID) -> None:
        with app.app_context():
            gate.wait()
            begin_writing()
            try:
                if what == "pair":
                    today = actor.today
                    term = Term(ApartReason.SAFETY, today, None, months_later(today, 6))
                    pair = set_pair(one, other, term, actor=actor, at=clock.now())
                    if shared_groups([pair.id], actor):
                        outcomes["seen"] += 1
                else:
                    cohort = load_cohort(actor, actor.scopes(Permission.COHORT_MANAGE), cohort_id=one)
                    assert isinstance(cohort, Cohort)
                    service.enrol(cohort, participant_id=other, policy=policy, actor=actor, at=clock.now())
                db.session.commit()
                outcomes[what] += 1
            except Refusal as refusal:
                db.session.rollback()
                outcomes[type(refusal).__name__] += 1

    threads = [threading.Thread(target=press, args=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_both_of_a_pair_at_once_is_one_seat(app: Flask, make: Make, coordinator: Actor, policy: Limits) -> None:
    edition, site = make.edition(), make.site()
    rounds = []
    for _ in range(ROUNDS):
        girls = (make.participant(), make.participant())
        make.pair(*girls)
        rounds.append((make.cohort(edition=edition, site=site), girls))
    make.commit()
    db.session.rollback()
    for cohort, girls in rounds:
        outcomes = at_once(app, [("seat", cohort.id, girl.id) for girl in girls], coordinator, policy)
        assert outcomes == {"seat": 1, "KeptApart": 1}
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == ROUNDS


def test_a_pair_set_during_a_placement_is_seen_by_one_of_them(
    app: Flask, make: Make, coordinator: Actor, policy: Limits
) -> None:
    """Either the placement is refused, or whoever set the pair finds both girls in one group: never neither."""
    edition, site = make.edition(), make.site()
    rounds = []
    for _ in range(ROUNDS):
        cohort, girls = make.cohort(edition=edition, site=site), (make.participant(), make.participant())
        make.enrolment(cohort, girls[0])
        rounds.append((cohort, girls))
    make.commit()
    db.session.rollback()
    for cohort, girls in rounds:
        acts = [("seat", cohort.id, girls[1].id), ("pair", girls[0].id, girls[1].id)]
        outcomes = at_once(app, acts, coordinator, policy)
        assert outcomes in ({"pair": 1, "KeptApart": 1}, {"pair": 1, "seat": 1, "seen": 1})
