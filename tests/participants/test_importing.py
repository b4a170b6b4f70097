"""The file of forty rows: 34 come in, 6 are named by row and reason, and a second time nothing is new."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from curriculum_app.core import tables
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.imports import RowOutcome
from curriculum_app.core.tables import ColumnsMissing
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.rows import ProblemKind
from curriculum_app.participants.service import ReferralPlan, import_referrals, plan_import
from tests.factories import Make
from tests.participants.conftest import AREAS, FORTY_ROWS

TODAY = date(2026, 3, 10)
SIX = {
    8: [("first_name", ProblemKind.MISSING)],
    14: [("birth_date", ProblemKind.NO_SUCH_DAY)],
    19: [("zip", ProblemKind.NOT_A_ZIP), ("language", ProblemKind.NOT_A_LANGUAGE)],
    25: [("referred_on", ProblemKind.NOT_A_DATE)],
    31: [("zip", ProblemKind.NO_ADDRESS)],
    37: [("availability", ProblemKind.NOT_AVAILABILITY)],
}


def as_xlsx(content: bytes) -> bytes:
    """The same rows as an Excel file; ISO dates become real dates, numbers real numbers."""
    book = Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        book.active.append([_cell(text) for text in row])
    for line in book.active.iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.data_type = "s"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(text: str) -> object:
    if text.isdigit():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def as_semicolons(content: bytes) -> bytes:
    """The same rows as a spreadsheet of another country writes them: `;` and Windows-1252, without what it lacks."""
    made = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig").replace("李", "Li")))
    csv.writer(made, delimiter=";").writerows(rows)
    return made.getvalue().encode("cp1252")


@pytest.fixture
def forty(make: Make, coordinator: Actor) -> Callable[[bytes], tuple[ReferralPlan, int]]:
    """Plan and import the content of a file."""

    def run(content: bytes) -> tuple[ReferralPlan, int]:
        plan = plan_import(tables.read_rows(io.BytesIO(content)), today=TODAY)
        return plan, import_referrals(plan, programme_areas=AREAS, actor=coordinator, at=make.at)

    return run


Forty = Callable[[bytes], tuple[ReferralPlan, int]]


@pytest.mark.parametrize("form", [bytes, as_xlsx, as_semicolons])
def test_thirty_four_come_in_and_six_are_named(forty: Forty, form: Callable[[bytes], bytes]) -> None:
    plan, imported = forty(form(FORTY_ROWS.read_bytes()))
    refused = {row.row.number: row for row in plan.rows if row.outcome is RowOutcome.REFUSED}
    assert imported == 34
    named = {number: [(each.column, each.kind) for each in row.read.problems] for number, row in refused.items()}
    assert named == SIX
    assert db.session.scalar(select(func.count()).select_from(Referral)) == 34


def test_the_same_file_again_brings_nothing_new(forty: Forty) -> None:
    forty(FORTY_ROWS.read_bytes())
    plan, imported = forty(as_xlsx(FORTY_ROWS.read_bytes()))
    assert (imported, plan.count(RowOutcome.ALREADY_HERE), plan.count(RowOutcome.REFUSED)) == (0, 34, 6)
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 34


def test_columns_that_mean_nothing_here_are_named(forty: Forty) -> None:
    plan, _ = forty(FORTY_ROWS.read_bytes())
    assert plan.ignored == ("Case Worker Mood",)


def test_a_dry_run_writes_nothing(make: Make) -> None:
    plan_import(tables.read_rows(io.BytesIO(FORTY_ROWS.read_bytes())), today=TODAY)
    assert db.session.scalar(select(func.count()).select_from(Referral)) == 0
    assert make.today


def test_a_row_twice_in_one_file_counts_once(forty: Forty) -> None:
    head = "first_name,last_name,birth_date,zip,referral_source,referred_on\r\n"
    row = "Maya,Reyes,2011-03-04,90002,Lincoln School,2026-03-02\r\n"
    other = row.replace("Lincoln", "Harbor")
    plan, imported = forty((head + row + row + other).encode())
    assert [each.outcome for each in plan.rows] == [RowOutcome.NEW, RowOutcome.ALREADY_HERE, RowOutcome.NEW]
    assert [each.is_possible_duplicate for each in plan.rows] == [False, False, True]
    assert imported == 2


def test_a_file_without_the_needed_columns_is_refused_as_a_whole() -> None:
    with pytest.raises(ColumnsMissing) as refusal:
        plan_import(tables.read_rows(io.BytesIO(b"first_name,last_name\r\nMaya,Reyes\r\n")), today=TODAY)
    assert refusal.value.details == {"columns": "birth_date, referral_source, referred_on, zip"}
