"""`flask import attendance FILE`: marks from elsewhere come in once and through the one door, or say why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.rules.rows import RowProblem, read_row
from curriculum_app.attendance.rules.words import Source, Status
from curriculum_app.core.db import db
from tests.attendance.sheets import Sheet, sheet_of
from tests.factories import Make

HEADER = "cohort,session_number,participant,status,minutes,reason,marked_on"
Run = Callable[..., Result]


@pytest.fixture
def sheet(make: Make) -> Sheet:
    """Four girls, and a session three weeks ago."""
    return sheet_of(make, girls=4, first_on=make.today - timedelta(weeks=3))


@pytest.fixture
def run(app: Flask, make: Make, tmp_path: Path) -> Run:
    """Write the lines to a file and import it."""

    def invoke(lines: list[str], *arguments: object) -> Result:
        make.commit()
        db.session.rollback()
        file = tmp_path / "marks.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        result = app.test_cli_runner().invoke(args=["import", "attendance", str(file), *map(str, arguments)])
        db.session.rollback()
        db.session.expire_all()
        return result

    return invoke


def lines_of(sheet: Sheet) -> list[str]:
    codes = [girl.participant.code for girl in sheet.girls]
    code, name = sheet.session.cohort.code, sheet.session.cohort.name
    return [
        HEADER,
        f"{code},1,{codes[0]},present,,,2026-01-05",
        f"{name},1,{codes[1].lower()},late,60,,1/5/2026",
        f"{code.lower()},1,{codes[2]},excused,,court,",
        f"{code},1,{codes[2]},excused,,court,",
    ]


def test_marks_come_in_with_history_and_tallies_and_the_same_file_brings_nothing_new(sheet: Sheet, run: Run) -> None:
    lines = lines_of(sheet)
    first = run(lines)
    assert (first.exit_code, first.stdout.splitlines()[-1]) == (0, "3 imported, 1 already here, 0 refused")
    marks = {mark.enrolment_id: mark for mark in db.session.scalars(select(Mark))}
    assert [marks[girl].status for girl in sheet.ids[:3]] == [Status.PRESENT, Status.LATE, Status.EXCUSED]
    assert set(db.session.scalars(select(MarkChange.source))) == {Source.FILE}
    assert sheet.proof().is_right
    again = run(lines)
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "0 imported, 4 already here, 0 refused")
    assert len(db.session.scalars(select(MarkChange)).all()) == 3


def test_a_dry_run_writes_nothing(sheet: Sheet, run: Run) -> None:
    result = run(lines_of(sheet), "--dry-run")
    assert result.stdout.splitlines()[-1] == "3 would be imported, 1 already here, 0 refused"
    assert db.session.scalars(select(Mark)).all() == []


def test_refused_rows_are_named_and_written_and_the_others_come_in(
    sheet: Sheet, make: Make, run: Run, tmp_path: Path
) -> None:
    code, girl = sheet.session.cohort.code, sheet.girls[3].participant.code
    bad = [
        f"nowhere,1,{girl},present,,,",
        f"{code},99,{girl},present,,,",
        f"{code},1,NOBOD,present,,,",
        f"{code},1,{make.participant().code},present,,,",
        f"{code},1,{girl},late,900,,",
        f"{code},9,{girl},present,,,",
        f"{code},1,{sheet.girls[0].participant.code},unexcused,,,",
    ]
    target = tmp_path / "refused.csv"
    result = run(lines_of(sheet) + bad, "--refused", target)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "3 imported, 1 already here, 7 refused")
    assert "Row 6: There is no group with this code or name." in result.stderr
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 8
    assert sheet.proof().is_right


def test_a_mark_that_stands_is_not_overwritten(sheet: Sheet, run: Run) -> None:
    sheet.save(sheet.mark(0, None), because="From paper.")
    lines = [HEADER, f"{sheet.session.cohort.code},1,{sheet.girls[0].participant.code},present,,,"]
    assert run(lines).exit_code == 0
    lines[1] = lines[1].replace("present", "unexcused")
    result = run(lines)
    assert result.exit_code == 1
    assert "Her mark here says something else." in result.stderr


@pytest.mark.parametrize("content", [["first_name,last_name", "Maya,Reyes"], ["%PDF-1.4"]])
def test_a_file_that_is_no_file_of_attendance_ends_with_two(run: Run, content: list[str]) -> None:
    assert run(content).exit_code == 2


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"cohort": " "}, RowProblem.COHORT_MISSING),
        ({"session_number": "one"}, RowProblem.SESSION_WRONG),
        ({"participant": ""}, RowProblem.PARTICIPANT_MISSING),
        ({"status": "here"}, RowProblem.STATUS_UNKNOWN),
        ({"status": "late"}, RowProblem.MINUTES_MISSING),
        ({"minutes": "1.5"}, RowProblem.MINUTES_WRONG),
        ({"status": "excused"}, RowProblem.REASON_MISSING),
        ({"reason": "rain"}, RowProblem.REASON_UNKNOWN),
        ({"marked_on": "5.1.2026"}, RowProblem.DATE_WRONG),
    ],
)
def test_a_row_that_cannot_be_read_says_why(changes: dict[str, str], problem: RowProblem) -> None:
    row = {"cohort": "A", "session_number": "1", "participant": "K7QXM", "status": "present"}
    assert read_row(row | changes) is problem
