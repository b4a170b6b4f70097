"""The register of a group: every girl and session, and sums that say what was marked and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from curriculum_app.attendance.presenters.words import STATUS
from curriculum_app.attendance.rules.register import Came, Cell, came, cell_of, unmarked
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import LETTERS, Reason, Status
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.db import begin_writing, db
from curriculum_app.participants.models import Participant
from tests.attendance.sheets import Sheet, sheet_of
from tests.clients import Client
from tests.factories import Make

PRESENT, ABSENT = Value(Status.PRESENT), Value(Status.UNEXCUSED)
TODAY, YESTERDAY, TOMORROW = date(2026, 3, 4), date(2026, 3, 3), date(2026, 3, 5)
PLANNED, HELD, NOT_HELD = SessionState.PLANNED, SessionState.HELD, SessionState.NOT_HELD
ROW = re.compile(r'<tr role="row"[^>]*><th scope="row" role="rowheader">(.*?)</tr>', re.DOTALL)
SIGN = re.compile(r'class="sign sign-([a-z_]+)"')
HERE = re.compile(r'class="came"[^>]*>([^<]*)<')


@pytest.mark.parametrize(
    ("status", "state", "held_on", "had_seat", "expected"),
    [
        (Status.LATE, HELD, YESTERDAY, True, Cell.LATE),
        (Status.PRESENT, HELD, YESTERDAY, False, Cell.PRESENT),
        (None, HELD, TODAY, True, Cell.NOT_MARKED),
        (None, PLANNED, YESTERDAY, True, Cell.NOT_MARKED),
        (None, PLANNED, TODAY, True, Cell.TO_COME),
        (None, PLANNED, TOMORROW, True, Cell.TO_COME),
        (None, HELD, YESTERDAY, False, Cell.NO_SEAT),
        (None, NOT_HELD, YESTERDAY, True, Cell.NOT_HELD),
        (None, NOT_HELD, YESTERDAY, False, Cell.NOT_HELD),
    ],
)
def test_a_cell_says_why_there_is_no_mark(
    status: Status | None, state: SessionState, held_on: date, had_seat: bool, expected: Cell
) -> None:
    assert cell_of(status, unmarked(state, held_on, TODAY), had_seat=had_seat) is expected


def test_only_those_expected_and_marked_are_counted() -> None:
    assert came(tuple(Cell)) == Came(3, 5)
    assert came(()) == Came(0, 0)


def test_each_status_of_a_mark_has_its_cell() -> None:
    assert {Cell(status.value) for status in Status} == set(Cell) - {
        Cell.NOT_MARKED, Cell.NOT_HELD, Cell.NO_SEAT, Cell.TO_COME,
    }  # fmt: skip


@pytest.fixture
def sheet(make: Make) -> Sheet:
    """Three girls: two sessions for the first, one excuse for the second, nothing yet for the third."""
    sheet = sheet_of(make, girls=3)
    sheet.save(sheet.mark(0, PRESENT), sheet.mark(1, Value(Status.EXCUSED, Reason.COURT)))
    return sheet


def rows_of(page: str) -> dict[str, tuple[list[str], str]]:
    """Cells and sum of each girl by her code, and of the last row by ""."""
    return {
        "".join(re.findall(r'class="code">([^<]+)<', row)): (SIGN.findall(row), "".join(HERE.findall(row)))
        for row in ROW.findall(page)
    }


def kept(sheet: Sheet) -> dict[str, str]:
    """How often each girl came by the tally of her enrolment, by code."""
    query = select(Participant.code, Enrolment).join(Participant, Participant.id == Enrolment.participant_id)
    found = db.session.execute(query.where(Enrolment.cohort_id == sheet.cohort_id)).all()
    said = {}
    for code, seat in found:
        times = seat.tally_present + seat.tally_late + seat.tally_left_early
        marked = times + seat.tally_excused + seat.tally_unexcused
        said[code] = f"{times} of {marked}" if marked else ""
    return said


def test_the_page_shows_every_girl_and_says_what_the_tallies_say(
    sheet: Sheet, make: Make, client_as: Callable[..., Client]
) -> None:
    second = sheet.at_session(2)
    second.session.held_on = sheet.session.held_on
    second.save(second.mark(0, Value(Status.LATE, minutes=70)), second.mark(1, ABSENT))
    make.commit()
    page = client_as(user=sheet.user).get(f"/cohorts/{sheet.cohort_id}/attendance").text
    rows = rows_of(page)
    whole = rows.pop("")
    assert {code: here for code, (_cells, here) in rows.items()} == kept(sheet)
    assert sorted(cells[:2] for cells, _here in rows.values()) == [
        ["excused", "unexcused"], ["not_marked", "not_marked"], ["present", "late"],
    ]  # fmt: skip
    assert whole[1] == "2 of 4"
    for letter, status in LETTERS.items():
        assert f'aria-hidden="true">{letter}</span> {STATUS[status]}</li>' in page
    assert "Girls came 2 of 4 times (50%)." in page


def test_the_number_of_statements_does_not_grow(
    make: Make, client_as: Callable[..., Client], statements: list[str]
) -> None:
    asked = []
    for girls in (2, 12):
        sheet = sheet_of(make, girls=girls)
        sheet.save(*(sheet.mark(girl, PRESENT) for girl in range(girls)))
        make.commit()
        browser = client_as(user=sheet.user)
        browser.get(f"/cohorts/{sheet.cohort_id}/attendance")
        statements.clear()
        assert browser.get(f"/cohorts/{sheet.cohort_id}/attendance").status_code == 200
        asked.append(len(statements))
        begin_writing()
    assert asked[0] == asked[1] <= 6


def test_the_group_leads_to_its_register(sheet: Sheet, make: Make, client_as: Callable[..., Client]) -> None:
    make.commit()
    assert (
        f'href="/cohorts/{sheet.cohort_id}/attendance"'
        in client_as(user=sheet.user).get(f"/cohorts/{sheet.cohort_id}").text
    )
