"""Kept counts: they move with the marks, and a recount proves or mends them."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from curriculum_app.attendance.rules.values import Value, value_of
from curriculum_app.attendance.rules.words import Reason, Status
from curriculum_app.attendance.service.recount import recount
from curriculum_app.cohorts.models import Enrolment, ParticipantTally
from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.core.db import db
from tests.attendance.sheets import Sheet, sheet_of
from tests.factories import Make

PRESENT = Value(Status.PRESENT)
SHORT = Value(Status.LATE, minutes=30)
ABSENT = Value(Status.UNEXCUSED)
VALUES = st.none() | st.builds(value_of, st.sampled_from(Status), st.just(Reason.ILLNESS), st.integers(1, 90))


def tally_of_girl(sheet: Sheet, girl: int = 0) -> ParticipantTally:
    query = select(ParticipantTally).where(ParticipantTally.participant_id == sheet.girls[girl].participant_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_marks_move_both_tallies(make: Make) -> None:
    sheet = sheet_of(make, girls=2)
    sheet.save(sheet.mark(0, PRESENT), sheet.mark(1, ABSENT))
    db.session.refresh(sheet.girls[0])
    db.session.refresh(sheet.girls[1])
    there, away = sheet.girls
    assert (there.tally_present, there.tally_credited, there.tally_minutes_attended) == (1, 1, 90)
    assert (away.tally_unexcused, away.tally_credited, away.tally_minutes_offered) == (1, 0, 90)
    girl = tally_of_girl(sheet)
    assert (girl.lessons_attended, girl.lessons_credited, girl.is_started, girl.is_completed) == (1, 1, True, False)
    assert not tally_of_girl(sheet, 1).is_started
    assert sheet.proof().is_right


def test_a_correction_moves_them_back(make: Make) -> None:
    sheet = sheet_of(make, girls=1)
    sheet.save(sheet.mark(0, PRESENT))
    sheet.save(sheet.mark(0, SHORT, base=1))
    girl = tally_of_girl(sheet)
    assert (girl.sessions_attended, girl.minutes_attended, girl.lessons_attended) == (1, 30, 0)
    sheet.save(sheet.mark(0, None, base=2))
    assert not tally_of_girl(sheet).is_started
    assert sheet.proof().is_right


def test_a_conflict_moves_no_tally(make: Make) -> None:
    sheet = sheet_of(make, girls=1)
    sheet.save(sheet.mark(0, ABSENT))
    sheet.save(sheet.mark(0, PRESENT))
    assert tally_of_girl(sheet).sessions_attended == 0
    assert sheet.proof().is_right


def test_a_lesson_attended_in_two_groups_counts_once(make: Make) -> None:
    """She moved placement in mid-programme and met the same lesson again."""
    first = sheet_of(make, girls=1)
    enrolment = first.girls[0]
    first.save(first.mark(0, PRESENT))
    enrolment.state, enrolment.exit_reason, enrolment.exited_on = EnrolmentState.EXITED, ExitReason.MOVED, make.today
    db.session.flush()
    second = sheet_of(make, girls=0, edition=first.session.cohort.edition)
    second.add(make.enrolment(second.session.cohort, enrolment.participant))
    second.save(second.mark(0, PRESENT))
    girl = tally_of_girl(second)
    assert (girl.sessions_attended, girl.lessons_attended) == (2, 1)
    assert second.proof().is_right
    first.save(first.mark(0, ABSENT, base=1))
    assert tally_of_girl(second).lessons_attended == 1
    second.save(second.mark(0, ABSENT, base=1))
    assert tally_of_girl(second).lessons_attended == 0
    assert second.proof().is_right


def test_eight_lessons_of_ten_complete_the_curriculum(make: Make) -> None:
    sheets = [sheet_of(make, girls=1, first_on=make.today - timedelta(weeks=9))]
    cohort = sheets[0].session.cohort
    sheets += [sheets[0].at_session(number) for number in range(2, 9)]
    for sheet in sheets[:7]:
        sheet.save(sheet.mark(0, PRESENT), because="Entered from paper.")
    assert not tally_of_girl(sheets[0]).is_completed
    sheets[7].save(sheets[7].mark(0, SHORT), because="Entered from paper.")
    assert not tally_of_girl(sheets[0]).is_completed
    sheets[7].save(sheets[7].mark(0, PRESENT, base=1), because="She stayed to the end.")
    assert tally_of_girl(sheets[0]).is_completed
    assert cohort.edition.lessons_needed == 8
    assert sheets[0].proof().is_right


@pytest.mark.parametrize("fix", [False, True])
def test_a_recount_names_what_is_wrong_and_mends_it_when_asked(make: Make, fix: bool) -> None:
    sheet = sheet_of(make, girls=2)
    sheet.save(sheet.mark(0, PRESENT), sheet.mark(1, PRESENT))
    db.session.execute(update(Enrolment).where(Enrolment.id == sheet.girls[1].id).values(tally_present=7))
    db.session.execute(update(ParticipantTally).values(lessons_attended=9))
    result = recount(fix=fix, actor=sheet.actor, at=sheet.at)
    assert {(each.column, each.kept, each.counted) for each in result.differences} == {
        ("tally_present", 7, 1),
        ("lessons_attended", 9, 1),
    }
    assert sheet.proof().is_right is fix


def test_the_command_says_in_a_sentence_that_all_is_right(app: Flask, make: Make) -> None:
    sheet = sheet_of(make, girls=2)
    sheet.save(sheet.mark(0, PRESENT))
    make.commit()
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["attendance", "recount"])
    assert result.exit_code == 0, result.output
    assert "2 enrolments and 2 girls counted: every tally is what the marks say." in result.output


def test_the_command_fails_until_it_has_mended(app: Flask, make: Make) -> None:
    sheet = sheet_of(make, girls=1)
    db.session.execute(update(Enrolment).where(Enrolment.id == sheet.girls[0].id).values(tally_late=3))
    make.commit()
    db.session.rollback()
    wrong = app.test_cli_runner().invoke(args=["attendance", "recount"])
    assert (wrong.exit_code, "tally_late was 3, the marks say 0" in wrong.output) == (1, True)
    mended = app.test_cli_runner().invoke(args=["attendance", "recount", "--fix"])
    assert (mended.exit_code, "1 counts mended" in mended.output) == (0, True)
    assert app.test_cli_runner().invoke(args=["attendance", "recount"]).exit_code == 0


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), VALUES, st.integers(0, 3)), max_size=20))
def test_whatever_is_saved_in_whatever_order_the_recount_agrees(
    make: Make, steps: list[tuple[int, int, Value | None, int]]
) -> None:
    first = sheet_of(make, girls=3, first_on=make.today - timedelta(days=7))
    sheets = (first, first.at_session(2))
    coordinator = make.actor(make.user("coordinator"), "coordinator", 6)
    for session, girl, value, base in steps:
        sheet = sheets[session]
        sheet.save(sheet.mark(girl, value, base=base), actor=coordinator)
    assert first.proof().is_right
