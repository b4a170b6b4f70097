"""Page, CSV, XLSX and command agree with each other and with a count by hand, on marks taken through the services."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Operation
from curriculum_app.attendance.rules.words import Reason, Status
from curriculum_app.attendance.service import apply_marks
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import ExitReason
from curriculum_app.cohorts.service import withdraw
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from tests.clients import Client
from tests.factories import Make

HERE, AWAY = Value(Status.PRESENT), Value(Status.EXCUSED, Reason.SCHOOL)


def sessions_of(cohort: Cohort) -> Sequence[GroupSession]:
    """The sessions in order, with what the attendance service wants of them."""
    wanted = select(GroupSession).where(GroupSession.cohort_id == cohort.id).order_by(GroupSession.number)
    return db.session.scalars(wanted.options(joinedload(GroupSession.cohort).joinedload(Cohort.edition))).all()


def attend(make: Make, cohort: Cohort, seats: Sequence[Enrolment], attended: Sequence[int]) -> None:
    """Mark each girl present in as many of the ten sessions as `attended` says, excused in the others."""
    actor = make.actor(make.user("coordinator"), "coordinator", service_area=6)
    for session in sessions_of(cohort):
        operations = [
            Operation(new_id(), seat.id, HERE if session.number <= times else AWAY, base_version=0)
            for seat, times in zip(seats, attended, strict=True)
        ]
        apply_marks(session, operations, actor=actor, at=make.at)


@pytest.fixture
def hand_counted(make: Make) -> Cohort:
    """Ten girls in one finished group, counted by hand:

    sessions attended 10 9 8 8 7 5 1 0 0 0; the second, fifth and sixth have left.
    Enrolled 10; started 7; completed 4 (eight or more); left 3, of whom 1 completed.
    """
    cohort = make.cohort(first_on=make.today - timedelta(weeks=9))
    seats = [make.enrolment(cohort) for _ in range(10)]
    attend(make, cohort, seats, (10, 9, 8, 8, 7, 5, 1, 0, 0, 0))
    actor = make.actor(make.user("coordinator"), "coordinator", service_area=6)
    for place, reason in ((1, ExitReason.COMPLETED), (4, ExitReason.MOVED), (5, ExitReason.LOST_CONTACT)):
        withdraw(seats[place], reason=reason, exited_on=make.today, actor=actor, at=make.at)
    make.commit()
    return cohort


def rows_of(body: str) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


def counts_in(row: dict[str, str]) -> tuple[str, ...]:
    """Figures and rates of one line."""
    names = ("enrolled", "started", "exited", "completed", "of_enrolled", "of_started", "of_exited")
    return tuple(row[name] for name in names)


@pytest.mark.usefixtures("hand_counted")
@pytest.mark.parametrize("group_by", ["service_area", "site", "cohort", "period"])
def test_page_and_csv_agree_with_the_hand_count(client_as: Callable[..., Client], group_by: str) -> None:
    client = client_as("program_manager")
    answer = client.get(f"/reports/completion.csv?group_by={group_by}")
    (row,) = rows_of(answer.get_data(as_text=True))
    assert counts_in(row) == ("10", "7", "3", "4", "0.4", "0.5714", "0.3333")
    assert row["group_by"] == group_by
    assert row["rule_version"] == "2026-1"
    page = client.get(f"/reports/completion?group_by={group_by}").get_data(as_text=True)
    for words in ("4 of 10", "4 of 7", "1 of 3", "40%", "57%", "33%"):
        assert words in page


@pytest.mark.usefixtures("hand_counted")
def test_the_columns_are_those_of_the_contract(client_as: Callable[..., Client]) -> None:
    answer = client_as("program_manager").get("/reports/completion.csv")
    assert answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()[0] == (
        "group_by,group,enrolled,started,exited,completed,of_enrolled,of_started,of_exited,rule_version,as_of"
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="completion-internal.csv"'


@pytest.mark.usefixtures("hand_counted")
def test_the_spreadsheet_holds_the_same_numbers(client_as: Callable[..., Client]) -> None:
    client = client_as("program_manager")
    sheet = load_workbook(io.BytesIO(client.get("/reports/completion.xlsx").data)).active
    assert sheet is not None
    headers, values = ([cell.value for cell in row] for row in sheet.iter_rows())
    (row,) = rows_of(client.get("/reports/completion.csv").get_data(as_text=True))
    assert dict(zip(headers, map(str, values), strict=True)) | {"as_of": ""} == row | {"as_of": ""}


@pytest.mark.usefixtures("hand_counted")
def test_the_command_prints_what_the_page_offers(app: Flask, client_as: Callable[..., Client]) -> None:
    printed = app.test_cli_runner().invoke(args=["reports", "completion", "--csv"])
    assert printed.exit_code == 0
    (told,) = rows_of(printed.stdout)
    (row,) = rows_of(client_as("program_manager").get("/reports/completion.csv").get_data(as_text=True))
    assert counts_in(told) == counts_in(row)
    said = app.test_cli_runner().invoke(args=["reports", "completion"])
    assert "1 of 3 girls who exited had completed" in said.stdout


def test_a_girl_in_two_groups_is_one_girl(make: Make, client_as: Callable[..., Client]) -> None:
    edition = make.edition()
    first = make.cohort(first_on=make.today - timedelta(weeks=9), edition=edition, name="Group A, Tuesday")
    girl = make.enrolment(first)
    attend(make, first, [girl], [4])
    actor = make.actor(make.user("coordinator"), "coordinator", service_area=6)
    withdraw(girl, reason=ExitReason.MOVED, exited_on=make.today, actor=actor, at=make.at)
    second = make.cohort(first_on=make.today - timedelta(weeks=9), edition=edition, name="Group B, Tuesday")
    again = make.enrolment(second, girl.participant)
    actor = make.actor(make.user("coordinator"), "coordinator", service_area=6)
    for session in sessions_of(second)[4:8]:
        apply_marks(session, [Operation(new_id(), again.id, HERE, base_version=0)], actor=actor, at=make.at)
    make.commit()
    rows = rows_of(client_as("program_manager").get("/reports/completion.csv?group_by=cohort").get_data(as_text=True))
    assert [(row["group"], row["enrolled"], row["completed"]) for row in rows] == [("Group B, Tuesday", "1", "1")]


def test_an_empty_programme_gives_an_empty_file_and_a_sentence(client_as: Callable[..., Client]) -> None:
    client = client_as("program_manager")
    assert rows_of(client.get("/reports/completion.csv").get_data(as_text=True)) == []
    assert "Nobody is enrolled here." in client.get("/reports/completion").get_data(as_text=True)
