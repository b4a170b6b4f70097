"""`flask import trainings`: 1,600 rows at once, again as none, and every reason why a row is refused."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from curriculum_app.core.db import db
from curriculum_app.trainings.models import Attendee, Course, StaffTraining, Training
from curriculum_app.trainings.queries.attendees import attendees_of
from curriculum_app.trainings.rules import TrainingKind
from tests.factories import Make
from tests.factories.trainings import attendee, course, training

Run = Callable[..., Result]
HEAD = "course,session_on,hours,trainer,attendee_name,organisation,role,email,external_id"
GOOD = "Working together,2026-02-03,2,Denise Holloway,Lupe Navarro,Harbor Youth Services,Aide,lupe@example.com,"
ROWS, MOST_STATEMENTS = 1_600, 400


@pytest.fixture
def run(app: Flask, make: Make) -> Run:
    """Run `flask import trainings` with these arguments, once everything that was made is shown."""

    def command(*arguments: object) -> Result:
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["import", "trainings", *map(str, arguments)])
        make.begin()
        return result

    return command


def file_of(folder: Path, *lines: str, head: str = HEAD) -> Path:
    """A CSV file with these lines."""
    path = folder / "trainings.csv"
    path.write_text("\n".join((head, *lines)), encoding="utf-8")
    return path


def last(result: Result) -> str:
    """The last line on standard output."""
    return result.stdout.strip().splitlines()[-1]


def counts() -> tuple[int, ...]:
    """How many courses, trainings and attendees there are."""
    return tuple(
        db.session.scalar(select(func.count()).select_from(each)) or 0 for each in (Course, Training, Attendee)
    )


def test_sixteen_hundred_rows_come_in_once(run: Run, tmp_path: Path, statements: list[str]) -> None:
    lines = [
        f"Course {each % 8},2026-0{1 + each % 6}-1{each % 3},2,Denise Holloway,Person {each},Org {each % 90},Aide,"
        f"person{each}@example.com,{each}"
        for each in range(ROWS)
    ]
    file = file_of(tmp_path, *lines)
    dry = run(file, "--dry-run")
    assert (last(dry), dry.exit_code) == (f"{ROWS} would be imported, 0 already here, 0 refused", 0)
    assert counts() == (0, 0, 0)
    statements.clear()
    began = time.monotonic()
    first = run(file)
    print(f"{ROWS} rows in {time.monotonic() - began:.2f} s with {len(statements)} statements")  # noqa: T201
    assert (last(first), first.exit_code) == (f"{ROWS} imported, 0 already here, 0 refused", 0)
    assert len(statements) < MOST_STATEMENTS
    again = run(file)
    assert last(again) == f"0 imported, {ROWS} already here, 0 refused"
    assert counts() == (8, 24, ROWS)


def test_refused_rows_are_named_with_every_reason_and_can_be_sent_again(run: Run, tmp_path: Path) -> None:
    bad = "Working together,soon,lots,Denise Holloway,,Harbor Youth Services,,lupe at,"
    refused = tmp_path / "refused.csv"
    result = run(file_of(tmp_path, GOOD, bad), "--refused", refused)
    assert (last(result), result.exit_code) == ("1 imported, 0 already here, 1 refused", 1)
    for why in ("Give the name of the attendee.", "Write the date as", "Write the hours as", "e-mail address is not"):
        assert f"Row 3: {why}" in result.stderr or why in result.stderr
    with refused.open(encoding="utf-8-sig", newline="") as rows:
        row = next(csv.DictReader(rows))
    assert row["row"] == "3"
    assert "Give the name of the attendee." in row["reasons"]


def test_a_file_of_another_kind_is_not_read(run: Run, tmp_path: Path) -> None:
    result = run(file_of(tmp_path, "a,b", head="one,two"))
    assert result.exit_code == 2
    assert "no column for: course, session_on, attendee_name, organisation" in result.stderr


def test_the_same_person_is_known_by_number_by_mail_or_by_name(run: Run, tmp_path: Path) -> None:
    numbered = "Working together,2026-02-03,2,,Jo Kim,County,,,17"
    named = "Working together,2/3/2026,2,,ana  duarte,COUNTY,,,"
    file = file_of(
        tmp_path, GOOD, GOOD.replace("Lupe", "Guadalupe"), numbered, numbered.replace("Jo", "Joanne"),
        numbered.replace(",17", ",18"), named, named.replace("ana  duarte", "Ana Duarte"),
    )  # fmt: skip
    assert last(run(file)) == "4 imported, 3 already here, 0 refused"
    assert last(run(file)) == "0 imported, 7 already here, 0 refused"


def test_rows_join_the_course_and_training_that_are_here(run: Run, make: Make, tmp_path: Path) -> None:
    given = training(make, course(make, "Working Together"), make.today)
    attendee(make, given)
    lines = [
        f"working together,{make.today},,denise holloway,Guadalupe Navarro,Harbor,,lupe@harbor.example.com,",
        f"working together,{make.today},1.5,denise holloway,Jo Kim,County,,,",
    ]
    assert last(run(file_of(tmp_path, *lines))) == "1 imported, 1 already here, 0 refused"
    assert [(each.name, each.minutes) for each in attendees_of(given.id)] == [
        ("Guadalupe Navarro", 120),
        ("Jo Kim", 90),
    ]
    assert counts()[:2] == (1, 1)


def test_a_new_course_needs_hours_in_its_first_row(run: Run, tmp_path: Path) -> None:
    without = GOOD.replace(",2,", ",,").replace("lupe@", "jo@")
    result = run(file_of(tmp_path, without, GOOD, without))
    assert last(result) == "2 imported, 0 already here, 1 refused"
    assert "Row 2: This course is new here. Give its hours." in result.stderr


def test_staff_in_a_file_have_the_record_of_the_course(run: Run, make: Make, tmp_path: Path) -> None:
    course(make, "Leading groups", counts_as=TrainingKind.FACILITATOR)
    lead = make.user(email="lead@example.com")
    line = "Leading groups,2026-02-03,6,Denise Holloway,Rosa Delgado,Probation,,LEAD@example.com,"
    run(file_of(tmp_path, line))
    assert db.session.scalars(select(StaffTraining.user_id)).all() == [lead.id]
