"""The last seat, with two coordinators who press at the same moment: one girl gets it, on either database."""

import os
import threading
from collections import Counter
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from curriculum_app.cohorts import service
from curriculum_app.cohorts.loaders import cohort as load_cohort
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.limits import Limits
from tests.factories import Make


def enrol_at_once(app: Flask, pairs: list[tuple[UUID, UUID]], actor: Actor, policy: Limits) -> Counter[str]:
    """Enrol each (cohort, girl) in a thread and a transaction of its own; what became of them, counted."""
    gate, outcomes = threading.Barrier(len(pairs)), Counter[str]()

    def press(cohort_id: UUID, girl_id: UUID) -> None:
        with app.app_context():
            gate.wait()
            begin_writing()
            cohort = load_cohort(actor, actor.scopes(Permission.COHORT_MANAGE), cohort_id=cohort_id)
            assert isinstance(cohort, Cohort)
            try:
                service.enrol(cohort, participant_id=girl_id, policy=policy, actor=actor, at=clock.now())
                db.session.commit()
                outcomes["seat"] += 1
            except Refusal as refusal:
                db.session.rollback()
                outcomes[type(refusal).__name__] += 1

    threads = [threading.Thread(target=press, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_the_last_seats_go_to_as_many_girls(app: Flask, make: Make, coordinator: Actor, policy: Limits) -> None:
    cohort = make.cohort(capacity=2)
    girls = [make.participant() for _ in range(8)]
    make.commit()
    db.session.rollback()
    outcomes = enrol_at_once(app, [(cohort.id, girl.id) for girl in girls], coordinator, policy)
    db.session.rollback()
    assert outcomes == {"seat": 2, "GroupFull": 6}
    assert db.session.scalar(select(Cohort.seats_taken).where(Cohort.id == cohort.id)) == 2
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 2


def test_two_coordinators_never_both_take_the_last_seat(
    app: Flask, make: Make, coordinator: Actor, policy: Limits
) -> None:
    """Round after round, each with a group of one seat; all of them in a drill, a few in the suite."""
    rounds, edition = 200 if os.environ.get("DRILL") == "full" else 10, make.edition()
    asked = [
        [(cohort.id, make.participant().id) for _ in range(2)]
        for cohort in (make.cohort(capacity=1, edition=edition, sessions=1) for _ in range(rounds))
    ]
    make.commit()
    db.session.rollback()
    for pairs in asked:
        assert enrol_at_once(app, pairs, coordinator, policy) == {"seat": 1, "GroupFull": 1}
    db.session.rollback()
    assert set(db.session.scalars(select(Cohort.seats_taken))) == {1}


def test_a_girl_wanted_by_several_groups_gets_one_seat(
    app: Flask, make: Make, coordinator: Actor, policy: Limits
) -> None:
    girl, edition = make.participant(), make.edition()
    cohorts = [make.cohort(edition=edition) for _ in range(4)]
    make.commit()
    db.session.rollback()
    outcomes = enrol_at_once(app, [(cohort.id, girl.id) for cohort in cohorts], coordinator, policy)
    db.session.rollback()
    assert outcomes == {"seat": 1, "HasASeat": 3}
    assert db.session.scalar(select(func.sum(Cohort.seats_taken))) == 1
