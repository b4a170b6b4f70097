"""Recording and answering: nothing is lost, nothing is deleted, nothing stops a clock but what was recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from curriculum_app.concerns.models import Concern, ConcernAnswer, ConcernBarred, ConcernNotice
from curriculum_app.concerns.queries.lists import facts_of
from curriculum_app.concerns.queries.people import girl_by_enrolment, girl_by_id
from curriculum_app.concerns.queries.records import answers, standing
from curriculum_app.concerns.rules.clocks import ClockState, clocks_of
from curriculum_app.concerns.rules.instants import learned
from curriculum_app.concerns.rules.words import AboutStaff, Agency, ClockKind, Field, Known
from curriculum_app.concerns.service import (
    AnswerMissing,
    NobodyNamed,
    NotYet,
    NumberWrong,
    ReasonTooShort,
    answer_done,
    answer_exploited,
    answer_learned,
    answer_phone,
    answer_text,
    bar_staff,
    record_concern,
    waive,
)
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from tests.concerns.conftest import People
from tests.factories.concerns import concern

NUMBER = "1234567890123456789"


def states(row: Concern) -> dict[ClockKind, ClockState]:
    return {clock.kind: clock.state for clock in clocks_of(facts_of(row))}


def test_the_same_form_twice_makes_one_record(people: People) -> None:
    make, actor, given = people.make, people.make.actor(people.rosa), new_id()
    rows = [
        record_concern(
            concern_id=given, learned=learned(make.at, received_at=make.at), about_staff=AboutStaff.NO,
            cross_hours=24, actor=actor, at=make.at,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [is_new for _row, is_new in rows] == [True, False]
    assert rows[0][0].id == rows[1][0].id == given
    other, is_new = record_concern(
        concern_id=given, learned=learned(make.at, received_at=make.at), about_staff=AboutStaff.NO,
        cross_hours=24, actor=make.actor(people.elena, "program_manager"), at=make.at,
    )  # fmt: skip
    assert is_new
    assert other.id != given


def test_what_is_said_lies_sealed_and_what_it_was_before_is_kept(people: People) -> None:
    make, actor = people.make, people.make.actor(people.rosa)
    row = concern(make, people.rosa, text="First words.")
    answer_text(row, "Better words.", actor=actor, at=make.at + timedelta(minutes=4))
    given = answers(row)
    assert standing(given)[Field.TEXT] == "Better words."
    assert [each.text for each in given if each.field is Field.TEXT] == ["First words.", "Better words."]
    assert all(b"words" not in body for body in db.session.scalars(select(ConcernAnswer.body_sealed)))
    assert not answer_text(row, "Better words.", actor=actor, at=make.at), "The same answer again is no new one."


@pytest.mark.parametrize("table", [ConcernAnswer, ConcernBarred])
def test_the_database_itself_refuses_to_change_or_delete_history(people: People, table: type) -> None:
    concern(people.make, people.rosa, accused=(people.elena.id,))
    people.make.commit()
    for statement in (delete(table), update(table).values(concern_id=new_id())):
        with pytest.raises(DBAPIError, match="only grows"):
            db.session.execute(statement)
        db.session.rollback()
        people.make.begin()


def test_a_call_is_recorded_bit_by_bit_and_its_clock_runs_until_the_time_is_there(people: People) -> None:
    make, actor = people.make, people.make.actor(people.rosa)
    row = concern(make, people.rosa)
    said: dict[str, Any] = {"agency": Agency.WELFARE, "spoken_to": "Worker 4471", "actor": actor, "at": make.at}
    answer_phone(row, called_at=None, referral_number="1234 5678 9012 3456 789", **said)
    assert states(row)[ClockKind.PHONE] is ClockState.OPEN
    answer_phone(row, called_at=make.at, referral_number=NUMBER, **said)
    assert states(row)[ClockKind.PHONE] is ClockState.DONE
    assert standing(answers(row))[Field.REFERRAL_NUMBER] == NUMBER


def test_a_slip_is_refused_before_anything_changes(people: People) -> None:
    make = people.make
    by: dict[str, Any] = {"actor": make.actor(people.rosa), "at": make.at}
    row = concern(make, people.rosa)
    blank: dict[str, Any] = {"agency": None, "spoken_to": "", "referral_number": ""}
    with pytest.raises(NumberWrong):
        answer_phone(row, called_at=make.at, **blank | {"referral_number": "123"}, **by)
    with pytest.raises(NotYet):
        answer_phone(row, called_at=make.at + timedelta(hours=2), **blank, **by)
    with pytest.raises(AnswerMissing):
        answer_phone(row, called_at=None, **blank, **by)
    with pytest.raises(ReasonTooShort):
        waive(row, ClockKind.PHONE, "No.", **by)
    assert set(states(row).values()) == {ClockState.OPEN}


def test_not_required_keeps_the_record_and_a_later_call_takes_its_place(people: People) -> None:
    make = people.make
    by: dict[str, Any] = {"actor": make.actor(people.rosa), "at": make.at}
    row = concern(make, people.rosa)
    waive(row, ClockKind.PHONE, "Her social worker called while I listened.", **by)
    assert states(row)[ClockKind.PHONE] is ClockState.NOT_REQUIRED
    answer_phone(row, called_at=make.at, agency=None, spoken_to="", referral_number="", **by)
    assert states(row)[ClockKind.PHONE] is ClockState.DONE
    assert [each.text for each in answers(row) if each.field is Field.PHONE_NOT_REQUIRED] == [
        "Her social worker called while I listened.",
        "",
    ]


def test_clocks_run_anew_from_a_corrected_instant_and_never_from_one_that_lies_ahead(people: People) -> None:
    make = people.make
    by: dict[str, Any] = {"actor": make.actor(people.rosa), "at": make.at}
    row = concern(make, people.rosa, cross_hours=24)
    earlier = make.at - timedelta(hours=5)
    answer_learned(row, earlier, **by)
    answer_exploited(row, Known.UNSURE, **by)
    assert [clock.due_at - earlier for clock in clocks_of(facts_of(row))] == [
        timedelta(0), timedelta(hours=24), timedelta(hours=36),
    ]  # fmt: skip
    answer_learned(row, make.at + timedelta(days=2), **by)
    assert (row.learned_at, row.learned_said_at) == (make.at, make.at + timedelta(days=2))
    answer_done(row, ClockKind.CROSS, make.at, **by)
    assert states(row)[ClockKind.CROSS] is ClockState.DONE


def test_about_the_staff_means_about_somebody(people: People) -> None:
    make = people.make
    with pytest.raises(NobodyNamed):
        record_concern(
            concern_id=new_id(), learned=learned(make.at, received_at=make.at), about_staff=AboutStaff.YES,
            cross_hours=24, actor=make.actor(people.rosa), at=make.at,
        )  # fmt: skip
    assert db.session.scalar(select(func.count()).select_from(Concern)) == 0


def test_who_is_named_is_barred_before_anybody_is_told(people: People) -> None:
    row = concern(people.make, people.rosa, accused=(people.gloria.id,))
    told = set(db.session.scalars(select(ConcernNotice.user_id).where(ConcernNotice.concern_id == row.id)))
    assert told == {people.ramon.id}


def test_nobody_bars_herself_and_a_name_given_twice_is_one(people: People) -> None:
    make = people.make
    row, actor = concern(make, people.rosa), make.actor(people.gloria, "custodian")
    assert bar_staff(row, [people.elena.id, people.gloria.id], actor=actor, at=make.at) == 1
    assert bar_staff(row, [people.elena.id], actor=actor, at=make.at) == 0
    assert row.about_staff is AboutStaff.YES


def test_a_girl_can_be_named_by_whoever_meets_her_and_by_nobody_else(people: People) -> None:
    make = people.make
    rosa, stranger = make.actor(people.rosa), make.actor(make.user())
    found = girl_by_enrolment(people.girl.id, rosa)
    assert found is not None
    assert found.name.startswith("Maya R. (")
    assert girl_by_enrolment(people.girl.id, stranger) is None
    assert girl_by_id(people.girl.participant_id, rosa) is None
    row = concern(make, people.rosa, girl=found)
    assert (row.participant_id, row.service_area) == (people.girl.participant_id, 6)


def test_the_audit_holds_who_and_when_and_not_a_word(people: People) -> None:
    concern(people.make, people.rosa, accused=(people.elena.id,), text="Unmistakable words.")
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.action.like("concern:%"))).all()
    assert {row.action for row in rows} == {"concern:record:created", "concern:answer:saved"}
    assert all("words" not in str(row.details).lower() for row in rows)
    assert all(str(people.elena.id) not in str(row.details) for row in rows)
