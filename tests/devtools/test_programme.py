"""The demonstration: the same for the same seed and day, whole, and counted as the program counts."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Table, distinct, func, select, text
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import Mark, MarkChange, Visit
from curriculum_app.attendance.rules.words import Source, Verdict, VisitState
from curriculum_app.attendance.service.recount import recount
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, ParticipantTally
from curriculum_app.cohorts.rules.states import CohortState, EnrolmentState, SessionState
from curriculum_app.core.access import command_line
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key
from curriculum_app.curriculum.models import Edition
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme.places import add_sites
from curriculum_app.devtools.programme.plan import LARGEST, Size
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.writing import Writer
from curriculum_app.notes.models import FidelityException, FidelityLog
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.names import display_name
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.participants.service.fingerprints import identity_fingerprint
from curriculum_app.places.models import Organisation
from tests.devtools.programme import DAY, load, snapshot
from tests.factories import Make

FACILITATORS = ("facilitator@example.com", "cofacilitator@example.com", "facilitator8@example.com")
ORGANISATIONS = cast(Table, Organisation.__table__)


def number_of(entity: type, *conditions: object) -> int:
    return db.session.scalar(select(func.count()).select_from(entity).where(*conditions)) or 0  # type: ignore[arg-type]


def test_seed_and_day_fix_every_id_and_value(make: Make) -> None:
    make.edition()
    make.commit()
    loads = []
    for seed in (7, 7, 8):
        begin_writing()
        made = load(make, 90, seed=seed)
        loads.append(snapshot())
        assert len(loads[-1]["participants"]) == made.girls == 90
        db.session.rollback()
    first, again, other = loads
    for name, rows in first.items():
        assert rows == again[name], name
    assert first["marks"].isdisjoint(other["marks"])


def test_a_thousand_girls_are_counted_as_the_program_counts(make: Make) -> None:
    """Every tally is what the marks say, every taken seat has its girl, every row its parents."""
    made = load(make, 1_000)
    proof = recount(fix=False, actor=command_line(DAY), at=make.at)
    assert proof.is_right, proof.differences[:5]
    assert number_of(Participant) == made.girls == 1_000
    assert number_of(Mark) == made.marks > 7_000
    assert number_of(ParticipantTally) == proof.girls
    active = select(Enrolment.cohort_id, func.count().label("girls")).where(Enrolment.state == EnrolmentState.ACTIVE)
    seats = active.group_by(Enrolment.cohort_id).subquery()
    taken = select(Cohort.id).outerjoin(seats, seats.c.cohort_id == Cohort.id)
    assert not db.session.scalars(taken.where(Cohort.seats_taken != func.coalesce(seats.c.girls, 0))).all()
    if db.session.get_bind().dialect.name == "sqlite":
        assert not db.session.execute(text("PRAGMA foreign_key_check")).all()


def test_the_history_of_every_mark_ends_where_the_mark_stands(make: Make) -> None:
    load(make, 400)
    applied = (
        select(MarkChange.session_id, MarkChange.enrolment_id, func.count().label("times"))
        .where(MarkChange.verdict == Verdict.APPLIED)
        .group_by(MarkChange.session_id, MarkChange.enrolment_id)
        .subquery()
    )
    last = (
        (applied.c.session_id == Mark.session_id)
        & (applied.c.enrolment_id == Mark.enrolment_id)
        & (applied.c.times == Mark.version)
    )
    assert number_of(Mark) == len(db.session.execute(select(Mark.version).join(applied, last)).all())
    assert number_of(Mark, Mark.version == 2) > 20
    assert number_of(MarkChange, MarkChange.verdict == Verdict.CONFLICT) > 0
    assert number_of(MarkChange, MarkChange.source == Source.PAPER, MarkChange.paper_on.is_(None)) == 0
    assert not number_of(Mark, Mark.is_disputed)


def test_the_smallest_load_shows_everything(make: Make) -> None:
    made = load(make, 60)
    assert (made.girls, made.groups) == (60, 7)
    for email in FACILITATORS:
        meets = (
            select(GroupSession.id)
            .join(CohortStaff, CohortStaff.cohort_id == GroupSession.cohort_id)
            .join(User, User.id == CohortStaff.user_id)
            .where(User.email == email, GroupSession.held_on == DAY)
        )
        assert db.session.scalars(meets).all(), email
    stages = {CohortState.PLANNED, CohortState.RUNNING, CohortState.COMPLETED, CohortState.CANCELLED}
    assert set(db.session.scalars(select(Cohort.state))) == stages
    assert set(db.session.scalars(select(Referral.state))) == set(ReferralState)
    assert number_of(Visit, Visit.state == VisitState.WAITING) == 2
    twice = select(Enrolment.participant_id).group_by(Enrolment.participant_id).having(func.count() == 2)
    assert db.session.scalars(twice).all()
    assert not number_of(AuditEvent)


def test_held_sessions_have_logs_and_a_few_of_them_words(make: Make) -> None:
    """Nearly all, but not all, so that the report has sessions to say "not logged" of; none on a session not held."""
    load(make, 300)
    held = db.session.scalar(select(func.count()).where(GroupSession.state == SessionState.HELD)) or 0
    states = set(db.session.scalars(select(GroupSession.state).join(FidelityLog)))
    logged, words = db.session.execute(select(func.count(), func.count(FidelityLog.remark_sealed))).one()
    assert states == {SessionState.HELD}
    assert 0.6 * held < logged < held
    assert 0 < words < logged / 2
    assert db.session.scalar(select(func.count()).select_from(FidelityException))


def test_a_large_load_looks_back_on_years_at_many_sites(make: Make) -> None:
    small, large = Size(60), Size(300_000)
    assert (small.days_back, large.days_back) == (901, 3_600)
    assert (small.facilitators, large.facilitators > 600) == (4, True)
    places = add_sites(Rows(Dice(1, DAY)), DAY, groups=large.groups)
    assert sum(map(len, places.values())) > 600
    assert large.waiting < small.waiting / 60 * 300_000


def test_what_is_sealed_opens_and_is_found_by_its_fingerprint(make: Make) -> None:
    load(make, 60)
    girl = db.session.scalars(
        select(Participant).order_by(Participant.code).options(joinedload(Participant.key))
    ).first()
    assert girl is not None
    key = open_key(girl.key)
    first, last, chosen, shown, born = (
        key.text(getattr(Participant, f"{name}_sealed"), girl.id, getattr(girl, f"{name}_sealed"))
        for name in ("first_name", "last_name", "chosen_name", "display_name", "birth_date")
    )
    assert shown == display_name(first, last, chosen)
    assert girl.identity_fingerprint == identity_fingerprint(first, last, date.fromisoformat(born))


def test_no_group_is_larger_than_its_seats(make: Make) -> None:
    load(make, 500)
    held = func.count(distinct(Mark.enrolment_id))
    largest = select(held).join(GroupSession, GroupSession.id == Mark.session_id).group_by(GroupSession.cohort_id)
    assert max(db.session.scalars(largest)) <= LARGEST


def test_rows_of_one_table_carry_the_same_columns(make: Make) -> None:
    writer = Writer(db.session.connection())
    with pytest.raises(ValueError, match="has no"):
        writer.write(ORGANISATIONS, [{"id": new_id(), "nome": "Kestrel"}])
    with pytest.raises(ValueError, match="the same columns"):
        writer.write(ORGANISATIONS, [{"id": new_id(), "name": "A"}, {"id": new_id(), "name": "B", "version": 2}])
    writer.write(ORGANISATIONS, [{"id": new_id(), "name": "C"}])
    assert db.session.scalars(select(Organisation.version).where(Organisation.name == "C")).all() == [1]
    with pytest.raises(KeyError):
        writer.write(ORGANISATIONS, [{"id": new_id(), "version": 2}])


def test_the_command_loads_and_replaces_what_it_loaded(app: Flask) -> None:
    runner, command = app.test_cli_runner(), ["demo", "load", "--participants", "60", "--today", "2026-03-04"]
    for _ in range(2):
        result = runner.invoke(args=command)
        assert result.exit_code == 0, result.output
        assert "Made 60 girls, 7 groups and" in result.output
    with app.app_context():
        assert number_of(Participant) == 60
        assert number_of(AuditEvent, AuditEvent.action == "demo:programme:loaded") == 1


def test_a_large_load_taught_two_editions(app: Flask) -> None:
    made = app.test_cli_runner().invoke(args=["demo", "load", "--participants", "1000", "--today", "2026-03-04"])
    assert made.exit_code == 0, made.output
    proof = app.test_cli_runner().invoke(args=["attendance", "recount"])
    assert "every tally is what the marks say." in proof.output
    with app.app_context():
        newest = select(func.max(Cohort.first_on)).group_by(Cohort.edition_id).order_by(func.max(Cohort.first_on))
        earlier, current = db.session.scalars(newest)
        assert earlier < current
        assert current > DAY
        taught = db.session.scalar(select(Edition.id).order_by(Edition.current_from.desc()).limit(1))
        assert db.session.scalar(select(Cohort.edition_id).order_by(Cohort.first_on.desc()).limit(1)) == taught
