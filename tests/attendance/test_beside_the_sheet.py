"""Make-ups, walk-ins and sessions that did not happen: refused where they must be, counted exactly, over HTTP too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from curriculum_app.attendance.models import Mark, Visit
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import DeclineReason, HowMadeUp, Status, VisitState
from curriculum_app.attendance.service import NewMakeUp, call_off, decline_visit, enrol_visit, make_up, record_visit
from curriculum_app.attendance.service.make_ups import void_make_up
from curriculum_app.attendance.service.refusals import (
    AlreadyDecided,
    AlreadyMadeUp,
    MadeUpTooSoon,
    MakeUpTooShort,
    NobodyWithThisCode,
    NothingMissed,
    NotTheProgrammes,
)
from curriculum_app.cohorts.models import GroupSession, ParticipantTally
from curriculum_app.cohorts.rules.states import NotHeldReason, SessionState
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from tests.attendance.sheets import Sheet, sheet_of
from tests.clients import Client
from tests.factories import Make

PRESENT, ABSENT = Value(Status.PRESENT), Value(Status.UNEXCUSED)
POLICY = Limits(12, 17, (6, 8))
SignIn = Callable[..., Client]


@pytest.fixture
def sheet(make: Make) -> Sheet:
    """Three girls; the first was there, the second was absent, the third is unmarked."""
    sheet = sheet_of(make, girls=3)
    sheet.save(sheet.mark(0, PRESENT), sheet.mark(1, ABSENT))
    return sheet


def made_up(sheet: Sheet, make: Make, girl: int = 1) -> NewMakeUp:
    return NewMakeUp(new_id(), sheet.ids[girl], make.today, HowMadeUp.ONE_TO_ONE, 60, sheet.user.id)


def tally(sheet: Sheet, girl: int = 1) -> ParticipantTally:
    query = select(ParticipantTally).where(ParticipantTally.participant_id == sheet.girls[girl].participant_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_a_make_up_counts_once_for_its_lesson(sheet: Sheet, make: Make) -> None:
    new = made_up(sheet, make)
    first = make_up(sheet.session, new, actor=sheet.actor, at=sheet.at)
    assert make_up(sheet.session, new, actor=sheet.actor, at=sheet.at).id == first.id
    assert (tally(sheet).lessons_made_up, tally(sheet).lessons_credited) == (1, 1)
    with pytest.raises(AlreadyMadeUp):
        make_up(sheet.session, replace(new, id=new_id()), actor=sheet.actor, at=sheet.at)
    assert sheet.proof().is_right


def test_a_lesson_made_up_and_later_marked_present_counts_as_attended(sheet: Sheet, make: Make) -> None:
    make_up(sheet.session, made_up(sheet, make), actor=sheet.actor, at=sheet.at)
    sheet.save(sheet.mark(1, PRESENT, base=1))
    assert (tally(sheet).lessons_attended, tally(sheet).lessons_made_up) == (1, 0)
    assert sheet.proof().is_right


def test_a_make_up_taken_back_counts_no_longer(sheet: Sheet, make: Make) -> None:
    row = make_up(sheet.session, made_up(sheet, make), actor=sheet.actor, at=sheet.at)
    void_make_up(row, actor=sheet.actor, at=sheet.at)
    void_make_up(row, actor=sheet.actor, at=sheet.at)
    assert tally(sheet).lessons_credited == 0
    assert sheet.proof().is_right


def test_make_ups_beyond_two_do_not_count_towards_completion(make: Make) -> None:
    first = sheet_of(make, girls=1, first_on=make.today - timedelta(weeks=9))
    for number in (1, 2, 3):
        sheet = first.at_session(number)
        sheet.save(sheet.mark(0, ABSENT), because="Entered from paper.")
        make_up(sheet.session, made_up(sheet, make, 0), actor=sheet.actor, at=sheet.at)
    assert (tally(first, 0).lessons_made_up, tally(first, 0).make_ups_credited) == (3, 2)
    assert first.proof().is_right


@pytest.mark.parametrize("girl", [0, 2])
def test_who_was_there_or_is_unmarked_has_missed_nothing(sheet: Sheet, make: Make, girl: int) -> None:
    with pytest.raises(NothingMissed):
        make_up(sheet.session, made_up(sheet, make, girl), actor=sheet.actor, at=sheet.at)


def test_a_make_up_is_refused_when_short_too_soon_or_by_a_stranger(sheet: Sheet, make: Make) -> None:
    new, stranger = made_up(sheet, make), make.user()
    for wrong, refusal in (
        (replace(new, minutes=44), MakeUpTooShort),
        (replace(new, made_up_on=make.today - timedelta(days=1)), MadeUpTooSoon),
        (replace(new, made_up_on=make.today + timedelta(days=1)), MadeUpTooSoon),
        (replace(new, given_by_id=stranger.id), NotTheProgrammes),
    ):
        with pytest.raises(refusal):
            make_up(sheet.session, wrong, actor=sheet.actor, at=sheet.at)


def test_a_session_that_did_not_happen_counts_against_nobody(sheet: Sheet) -> None:
    call_off(sheet.session, reason=NotHeldReason.LOCKDOWN, actor=sheet.actor, at=sheet.at)
    assert sheet.session.state is SessionState.NOT_HELD
    assert [sheet.value(girl) for girl in range(3)] == [None, None, None]
    assert [change.was for change in sheet.history() if change.value is None] != []
    assert not tally(sheet, 0).is_started
    assert sheet.proof().is_right


def walk_in(sheet: Sheet, visit_id: UUID | None = None) -> Visit:
    return record_visit(
        sheet.session, visit_id=visit_id or new_id(), first_name="Alma", last_initial="t", age=14,
        actor=sheet.actor, at=sheet.at,
    )  # fmt: skip


def test_a_walk_in_is_sealed_and_written_down_once(sheet: Sheet) -> None:
    visit = walk_in(sheet)
    assert walk_in(sheet, visit.id).id == visit.id
    assert visit.first_name_sealed
    assert b"Alma" not in visit.first_name_sealed


def test_a_walk_in_with_a_seat_becomes_a_mark(sheet: Sheet, make: Make) -> None:
    visit, girl = walk_in(sheet), make.participant()
    visit.session = sheet.session
    coordinator = make.actor(make.user("coordinator"), "coordinator", 6)
    enrol_visit(visit, code=girl.code.lower(), policy=POLICY, actor=coordinator, at=sheet.at)
    db.session.flush()
    mark = db.session.scalars(select(Mark).where(Mark.enrolment_id == visit.enrolment_id)).one()
    assert (mark.status, visit.state, visit.first_name_sealed) == (Status.PRESENT, VisitState.ENROLLED, None)
    assert sheet.proof().is_right


def test_nobody_out_of_reach_gets_a_seat_by_code(sheet: Sheet, make: Make) -> None:
    visit, elsewhere = walk_in(sheet), make.participant(service_area=8)
    visit.session = sheet.session
    coordinator = make.actor(make.user("coordinator"), "coordinator", 6)
    with pytest.raises(NobodyWithThisCode):
        enrol_visit(visit, code=elsewhere.code, policy=POLICY, actor=coordinator, at=sheet.at)


def test_a_declined_walk_in_leaves_no_name(sheet: Sheet) -> None:
    visit = walk_in(sheet)
    decline_visit(visit, reason=DeclineReason.GROUP_FULL, actor=sheet.actor, at=sheet.at)
    assert (visit.first_name_sealed, visit.last_initial_sealed) == (None, None)
    db.session.flush()
    with pytest.raises(AlreadyDecided):
        decline_visit(visit, reason=DeclineReason.MISTAKE, actor=sheet.actor, at=sheet.at)


def test_a_walk_in_reaches_the_coordinator_over_http(sheet: Sheet, make: Make, client_as: SignIn) -> None:
    rosa, dana = client_as(user=sheet.user), client_as("coordinator", service_area=6)
    form = {"id": str(new_id()), "first_name": "Alma", "last_initial": "T", "age": "14"}
    assert rosa.post(f"{sheet.url}/walk-ins/new", data=form | {"age": ""}).status_code == 422
    assert rosa.post(f"{sheet.url}/walk-ins/new", data=form).status_code == 303
    assert rosa.get("/visits").status_code == 403
    assert "Alma T." in dana.get("/visits").text
    assert "Alma T." not in client_as("coordinator", service_area=8).get("/visits").text
    answer = dana.post(f"/visits/{form['id']}/decline", data={"reason": "group_full"})
    assert answer.status_code == 303
    assert "Nobody is waiting." in dana.get("/visits").text


def test_a_session_is_called_off_over_http(sheet: Sheet, client_as: SignIn) -> None:
    rosa = client_as(user=sheet.user)
    assert "2 marks on this sheet will be taken back" in rosa.get(f"{sheet.url}/not-held").text
    assert rosa.post(f"{sheet.url}/not-held", data={}).status_code == 422
    answer = rosa.post(f"{sheet.url}/not-held", data={"reason": "lockdown"})
    page = rosa.get(answer.location).text
    assert "This session did not happen: Lockdown." in page
    assert "Everyone else is here" not in page
    begin_writing()
    state = db.session.scalar(select(GroupSession.state).where(GroupSession.id == sheet.session_id))
    assert state is SessionState.NOT_HELD


def test_paper_is_printed_without_surnames_and_typed_back(sheet: Sheet, client_as: SignIn) -> None:
    rosa = client_as(user=sheet.user)
    paper = rosa.get(f"{sheet.url}/print").text
    assert "1-800-540-4000" in paper
    url = f"{sheet.url}/transcribe"
    wrong = rosa.post(url, data={"letters": "PP", "paper_on": "2026-11-23"})
    assert (wrong.status_code, "Type 3 letters" in wrong.text) == (422, True)
    unknown = rosa.post(url, data={"letters": "PZP", "paper_on": "2026-11-23"})
    assert (unknown.status_code, "Choose one of the answers." in unknown.text) == (422, True)
