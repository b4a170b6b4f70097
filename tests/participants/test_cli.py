"""`flask import referrals`: the counts at the end, the exit status, the refused rows on paper."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from curriculum_app.core.db import db
from curriculum_app.participants.models import Referral
from tests.participants.conftest import FORTY_ROWS

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Run `flask import referrals` with these arguments."""

    def command(*arguments: object) -> Result:
        return app.test_cli_runner().invoke(args=["import", "referrals", *map(str, arguments)])

    return command


def referrals(app: Flask) -> int:
    """How many referrals there are."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Referral)) or 0


def last(result: Result) -> str:
    """The last line on standard output."""
    return result.stdout.strip().splitlines()[-1]


def test_forty_rows_bring_thirty_four_and_the_second_time_none(app: Flask, run: Run) -> None:
    first = run(FORTY_ROWS)
    assert (last(first), first.exit_code) == ("34 imported, 0 already here, 6 refused", 1)
    second = run(FORTY_ROWS)
    assert (last(second), second.exit_code) == ("0 imported, 34 already here, 6 refused", 1)
    assert referrals(app) == 34


def test_each_refused_row_is_named_with_every_reason(run: Run) -> None:
    told = run(FORTY_ROWS).stderr
    assert "Columns that mean nothing here: Case Worker Mood." in told
    assert "Row 8: first_name: Nothing is written here, but it is needed." in told
    assert "Row 14: birth_date: There is no such day as “2/31/2011”." in told
    assert "Row 19: zip: “9004” is not a ZIP code. Write five digits." in told
    assert "Row 19: language: “Klingonese” is not a language we know." in told
    assert "Row 31: zip: A ZIP code or a street is needed." in told


def test_a_dry_run_writes_nothing(app: Flask, run: Run) -> None:
    result = run(FORTY_ROWS, "--dry-run")
    assert (last(result), result.exit_code) == ("34 would be imported, 0 already here, 6 refused", 1)
    assert referrals(app) == 0


def test_a_file_in_which_all_is_good_ends_with_zero(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    head = "first_name,last_name,birth_date,zip,referral_source,referred_on\n"
    file.write_text(head + "Maya,Reyes,2011-03-04,90002,Lincoln School,2026-03-02\n", encoding="utf-8")
    assert run(file).exit_code == 0
    again = run(file)
    assert (last(again), again.exit_code) == ("0 imported, 1 already here, 0 refused", 0)


def test_refused_rows_can_be_mended_and_sent_again(run: Run, tmp_path: Path) -> None:
    refused = tmp_path / "refused.csv"
    run(FORTY_ROWS, "--refused", refused)
    assert os.stat(refused).st_mode & 0o777 == 0o600  # noqa: PTH116 - the mode is the point
    with refused.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["row"] for row in rows] == ["8", "14", "19", "25", "31", "37"]
    text = refused.read_text(encoding="utf-8-sig")
    refused.write_text(text.replace("2/31/2011", "3/31/2011"), encoding="utf-8")
    assert last(run(refused)) == "1 imported, 0 already here, 5 refused"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"name,colour\nMaya,red\n", b"PK\x03\x04"])
def test_what_cannot_be_read_ends_with_two_and_says_why(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    result = run(file)
    assert result.exit_code == 2
    assert result.stderr.startswith("list.csv: ")
    assert result.stdout == ""


def test_a_file_that_is_not_there_ends_with_two(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "nothing.csv").exit_code == 2
