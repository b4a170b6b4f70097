"""The one door for marks: verdicts on a real database, all or nothing, and the history that stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.queries.history import changes_on
from curriculum_app.attendance.queries.sheets import standings
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import Reason, Source, Status, Verdict
from curriculum_app.attendance.service.refusals import (
    BecauseNeeded,
    GroupNotRunning,
    NotOnThisSheet,
    SessionNotHeld,
    TooEarly,
)
from curriculum_app.cohorts.rules.states import CohortState, NotHeldReason, SessionState
from curriculum_app.core.db import db
from tests.attendance.sheets import Sheet, sheet_of
from tests.factories import Make

PRESENT = Value(Status.PRESENT)
LATE = Value(Status.LATE, minutes=70)


@pytest.fixture
def sheet(make: Make) -> Sheet:
    return sheet_of(make, girls=3)


def test_a_first_mark_is_stored_and_the_session_was_held(sheet: Sheet) -> None:
    (outcome,) = sheet.save(sheet.mark(0, PRESENT))
    assert outcome.verdict is Verdict.APPLIED
    assert sheet.value(0) == PRESENT
    assert sheet.session.state is SessionState.HELD


def test_present_is_stored_with_all_minutes_of_the_session(sheet: Sheet) -> None:
    sheet.save(sheet.mark(0, PRESENT))
    mark = db.session.scalars(select(Mark)).one()
    assert (mark.minutes, mark.is_credited, mark.version) == (90, True, 1)


def test_a_repeated_mark_changes_nothing(sheet: Sheet) -> None:
    tap = sheet.mark(0, PRESENT)
    sheet.save(tap)
    (again,) = sheet.save(tap)
    assert (again.verdict, again.decision.earlier) == (Verdict.DUPLICATE, Verdict.APPLIED)
    assert len(sheet.history()) == 1


def test_the_same_operation_twice_in_one_batch_counts_once(sheet: Sheet) -> None:
    tap = sheet.mark(0, PRESENT)
    first, second = sheet.save(tap, tap)
    assert (first.verdict, second.verdict) == (Verdict.APPLIED, Verdict.DUPLICATE)


def test_two_answers_on_one_base_are_both_kept_and_the_first_stands(sheet: Sheet, make: Make) -> None:
    other = make.actor(make.user())
    sheet.save(sheet.mark(0, LATE))
    (second,) = sheet.save(sheet.mark(0, PRESENT), actor=other)
    assert second.verdict is Verdict.CONFLICT
    assert sheet.value(0) == LATE
    assert [change.value for change in sheet.history()] == [LATE, PRESENT]
    assert sheet.current(0).is_disputed


def test_unconflicted_marks_of_the_same_batch_are_saved(sheet: Sheet) -> None:
    sheet.save(sheet.mark(0, LATE))
    outcomes = sheet.save(sheet.mark(0, PRESENT), sheet.mark(1, PRESENT))
    assert [outcome.verdict for outcome in outcomes] == [Verdict.CONFLICT, Verdict.APPLIED]
    assert sheet.value(1) == PRESENT


def test_settling_a_conflict_clears_it(sheet: Sheet) -> None:
    sheet.save(sheet.mark(0, LATE))
    sheet.save(sheet.mark(0, PRESENT))
    sheet.save(sheet.mark(0, PRESENT, base=1))
    assert sheet.value(0) == PRESENT
    assert not sheet.current(0).is_disputed


def test_a_whole_sheet_posted_from_an_old_page_conflicts_only_where_it_was_touched(sheet: Sheet) -> None:
    sheet.save(sheet.mark(0, PRESENT), sheet.mark(1, PRESENT))
    sheet.save(sheet.mark(0, LATE, base=1))
    untouched, touched = sheet.save(sheet.mark(0, PRESENT, base=1), sheet.mark(1, LATE, base=1))
    assert (untouched.verdict, touched.verdict) == (Verdict.SAME, Verdict.APPLIED)
    assert sheet.value(0) == LATE


def test_an_id_used_again_for_another_answer_is_another_operation(sheet: Sheet) -> None:
    """Back, change a girl, save again: without JavaScript the page still holds its old ids."""
    page = sheet.mark(0, PRESENT)
    sheet.save(page)
    again = sheet.mark(0, LATE, op_id=page.op_id)
    (outcome,) = sheet.save(again)
    assert outcome.verdict is Verdict.CONFLICT
    (repeated,) = sheet.save(again)
    assert repeated.verdict is Verdict.DUPLICATE


def test_an_id_used_for_another_girl_is_another_operation(sheet: Sheet) -> None:
    page = sheet.mark(0, PRESENT)
    outcomes = sheet.save(page, sheet.mark(1, PRESENT, op_id=page.op_id))
    assert [outcome.verdict for outcome in outcomes] == [Verdict.APPLIED, Verdict.APPLIED]


def test_taking_the_last_mark_away_makes_the_session_planned_again(sheet: Sheet) -> None:
    sheet.save(sheet.mark(0, PRESENT))
    sheet.save(sheet.mark(0, None, base=1))
    assert sheet.value(0) is None
    assert sheet.current(0).version == 2
    assert sheet.session.state is SessionState.PLANNED


def test_a_girl_of_another_group_refuses_the_whole_batch(sheet: Sheet, make: Make) -> None:
    stranger = sheet_of(make, girls=1)
    with pytest.raises(NotOnThisSheet):
        sheet.save(sheet.mark(0, PRESENT), stranger.mark(0, PRESENT))
    assert sheet.history() == []


def test_an_unknown_id_refuses_the_whole_batch(sheet: Sheet) -> None:
    with pytest.raises(NotOnThisSheet):
        sheet.save(sheet.mark(0, PRESENT), sheet.mark(uuid4(), PRESENT))


def test_a_girl_who_left_before_is_not_on_the_sheet(make: Make) -> None:
    sheet = sheet_of(make, girls=1, first_on=make.today - timedelta(days=7), number=2)
    gone = make.enrolment(
        sheet.session.cohort,
        state="exited",
        exit_reason="moved",
        exited_on=make.today - timedelta(days=1),
    )
    assert set(standings(sheet.session.id)) == {sheet.girls[0].id}
    with pytest.raises(NotOnThisSheet):
        sheet.save(sheet.mark(gone.id, PRESENT))


@pytest.mark.parametrize("value", [Value(Status.EXCUSED), Value(Status.LATE), Value(Status.LATE, minutes=91)])
def test_an_incomplete_value_is_rejected_and_kept_in_history(sheet: Sheet, value: Value) -> None:
    (outcome,) = sheet.save(sheet.mark(0, value), source=Source.TABLET)
    assert outcome.verdict is Verdict.REJECTED
    assert sheet.value(0) is None
    assert [change.verdict for change in sheet.history()] == [Verdict.REJECTED]


def test_only_a_coordinator_says_that_a_girl_is_not_expected(sheet: Sheet, make: Make) -> None:
    not_expected = Value(Status.NOT_EXPECTED)
    (refused,) = sheet.save(sheet.mark(0, not_expected))
    assert refused.verdict is Verdict.REJECTED
    coordinator = make.actor(make.user("coordinator"), "coordinator", 6)
    (taken,) = sheet.save(sheet.mark(0, not_expected), actor=coordinator)
    assert taken.verdict is Verdict.APPLIED


def test_a_session_to_come_cannot_be_marked(make: Make) -> None:
    sheet = sheet_of(make, girls=1, number=2)
    with pytest.raises(TooEarly):
        sheet.save(sheet.mark(0, PRESENT))


def test_a_session_that_did_not_happen_cannot_be_marked(sheet: Sheet) -> None:
    sheet.session.state = SessionState.NOT_HELD
    sheet.session.not_held_reason = NotHeldReason.LOCKDOWN
    db.session.flush()
    with pytest.raises(SessionNotHeld):
        sheet.save(sheet.mark(0, PRESENT))


def test_a_draft_group_cannot_be_marked(sheet: Sheet) -> None:
    sheet.session.cohort.state = CohortState.DRAFT
    with pytest.raises(GroupNotRunning):
        sheet.save(sheet.mark(0, PRESENT))


def test_after_a_week_a_facilitator_writes_why(make: Make) -> None:
    sheet = sheet_of(make, girls=1, first_on=make.today - timedelta(days=8))
    with pytest.raises(BecauseNeeded):
        sheet.save(sheet.mark(0, PRESENT))
    sheet.save(sheet.mark(0, PRESENT), because="Her teacher told me she had stayed.")
    (change,) = sheet.history()
    assert change.because == "Her teacher told me she had stayed."
    stored = db.session.scalars(select(MarkChange.because_sealed)).one()
    assert stored
    assert b"teacher" not in stored


def test_a_coordinator_corrects_without_writing_why(make: Make) -> None:
    sheet = sheet_of(make, girls=1, first_on=make.today - timedelta(days=30))
    coordinator = make.actor(make.user("coordinator"), "coordinator", 6)
    (outcome,) = sheet.save(sheet.mark(0, Value(Status.EXCUSED, Reason.COURT)), actor=coordinator)
    assert outcome.verdict is Verdict.APPLIED


def test_the_history_says_who_when_old_and_new(sheet: Sheet) -> None:
    sheet.save(sheet.mark(0, PRESENT))
    sheet.save(sheet.mark(0, LATE, base=1))
    last = changes_on(sheet.session.id)[-1]
    assert (last.was, last.value, last.changed_by) == (PRESENT, LATE, sheet.user.full_name)
    assert last.changed_at == sheet.at + timedelta(seconds=1)


@pytest.mark.parametrize("girls", [3, 12])
def test_saving_costs_the_same_however_many_girls(
    app_context: Flask, make: Make, statements: list[str], girls: int
) -> None:
    sheet = sheet_of(make, girls=girls)
    statements.clear()
    sheet.save(*(sheet.mark(each, PRESENT) for each in range(girls)))
    assert len(statements) == 11, statements
