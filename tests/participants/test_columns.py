"""Files as offices send them: titles above the header, other names for the columns, dates and ZIP codes as numbers."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.core.tables import FaultKind, read_rows
from curriculum_app.core.written_dates import parse_date
from curriculum_app.participants.models import ColumnMapping, Participant, Referral
from curriculum_app.participants.rules.headers import assigned, column_called, is_known
from curriculum_app.participants.rules.rows import COLUMNS
from curriculum_app.participants.rules.words import AreaState
from tests.clients import Client
from tests.participants.test_import_pages import referrals, upload

ClientAs = Callable[..., Client]
HEADERS = ("Nombre", "Apellidos", "D.O.B.", "Código Postal", "Referred by", "Referral Date", "Edad", "Case #")


def messy(path: Path) -> bytes:
    """A file as an office sends it: a merged title, a blank line, Spanish headers, numbers for dates and ZIP codes."""
    book = xlsxwriter.Workbook(path)
    sheet, day = book.add_worksheet("Hoja 1"), book.add_format({"num_format": "m/d/yyyy"})
    sheet.merge_range("A1:H1", "Lista de referencias, marzo 2026")
    sheet.write_row("A4", HEADERS)
    sheet.write_row("A5", ["Maya", "Reyes"])
    sheet.write_datetime("C5", datetime(2011, 3, 4), day)  # noqa: DTZ001 - a cell has no time zone
    sheet.write_number("D5", 90002)
    sheet.write_row("E5", ["Lincoln School", "2026-03-02"])
    sheet.write_formula("G5", "=YEAR(TODAY())-YEAR(C5)", value=15)
    # A date as a bare number, a ZIP code as text with a point, a source worked out by the spreadsheet.
    sheet.write_row("A6", ["Destiny", "Walker", 40606, "90501.0"])
    sheet.write_formula("E6", "=E5", value="Lincoln School")
    sheet.write_row("F6", ["3/2/2026", "", "K-17"])
    # A formula that nobody ever worked out has no value that could count.
    sheet.write_row("A7", ["Sina", "Fonoti", "2012-06-01", 90002])
    sheet.write_formula("E7", "=E5", value="")
    sheet.write_row("F7", ["3/2/2026"])
    book.close()
    return path.read_bytes()


def csv_of(headers: str, *rows: str, encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    return "\n".join((headers, *rows)).encode(encoding)


def test_a_messy_workbook_is_read_below_its_title(tmp_path: Path) -> None:
    content = messy(tmp_path / "lista.xlsx")
    assert load_workbook(io.BytesIO(content)).worksheets[0].merged_cells.ranges
    table = read_rows(io.BytesIO(content), is_known)
    assert table.headers == HEADERS
    assert [row.number for row in table.rows] == [5, 6, 7]
    assert table.rows[0].cells["edad"] == "15"
    assert table.rows[1].cells["referred_by"] == "Lincoln School"
    assert [fault.kind for fault in table.rows[2].faults] == [FaultKind.FORMULA]


def test_a_messy_workbook_comes_in_without_a_question(tmp_path: Path, client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    page = upload(client, messy(tmp_path / "lista.xlsx"), "lista.xlsx")
    assert "Import 2 rows" in page.text
    assert "Edad" in page.text
    client.post(page.request.path)
    query = select(Participant.service_area, Referral.source).join(Referral).order_by(Participant.service_area)
    assert db.session.execute(query).all() == [(6, "Lincoln School"), (8, "Lincoln School")]
    states = db.session.scalars(select(Participant.area_state).distinct()).all()
    assert states == [AreaState.DECIDED]


UNKNOWN = "Vorname;Nachname;Geburtstag;PLZ;Von;Am;Farbe"
ROW = "Maya;Núñez;2011-03-04;90002;Lincoln School;2026-03-02;rot"
ANSWER = {
    "column_000": "first_name", "column_001": "last_name", "column_002": "birth_date", "column_003": "zip",
    "column_004": "referral_source", "column_005": "referred_on", "column_006": "",
}  # fmt: skip


def test_columns_that_nobody_knows_are_asked_about_and_remembered(client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    page = upload(client, csv_of(UNKNOWN, ROW, encoding="cp1252"))
    assert page.request.path.endswith("/columns")
    assert "Which column is which?" in page.text
    assert "Like: Núñez" in page.text
    looked = client.post(page.request.path, data=ANSWER, follow_redirects=True)
    assert "Import 1 row" in looked.text
    assert "Farbe" in looked.text
    client.post(looked.request.path)
    assert referrals() == 1
    row = db.session.scalars(select(ColumnMapping)).one()
    assert "Vorname" not in str(row.columns)
    # Somebody else's file with the same headers in another order is not asked about again.
    other = upload(client_as("coordinator", service_area=8), csv_of("Nachname;Vorname;PLZ;Geburtstag;Am;Farbe;Von",
        "Walker;Destiny;90501;2012-06-01;2026-03-02;blau;Lincoln School"))  # fmt: skip
    assert "Import 1 row" in other.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"column_002": ""}, "Say which column is: Birth date."),
        ({"column_006": "first_name"}, "Another column is this one already."),
        ({"column_006": "nonsense"}, "Not a valid choice"),
    ],
)
def test_a_wrong_answer_about_columns_is_refused(client_as: ClientAs, changes: dict[str, str], words: str) -> None:
    client = client_as("coordinator", service_area=6)
    page = upload(client, csv_of(UNKNOWN, ROW))
    answer = client.post(page.request.path, data=ANSWER | changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.scalars(select(ColumnMapping)).all() == []


def test_nothing_is_imported_before_the_columns_are_known(client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    address = upload(client, csv_of(UNKNOWN, ROW)).request.path.removesuffix("/columns")
    assert client.post(address, follow_redirects=True).request.path.endswith("/columns")
    assert client.get(f"{address}/refused.csv", follow_redirects=True).request.path.endswith("/columns")
    assert referrals() == 0


def test_an_answer_can_be_mended_from_the_rows(client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    content = csv_of("dob,nombre,apellido,zip,agency,fecha", "2011-03-04,Reyes,Maya,90002,Lincoln School,2026-03-02")
    page = upload(client, content)
    assert "Reyes M." in page.text
    address = f"{page.request.path}/columns"
    assert 'value="birth_date" selected' in client.get(address).text or "selected" in client.get(address).text
    swapped = {
        "column_000": "birth_date", "column_001": "last_name", "column_002": "first_name", "column_003": "zip",
        "column_004": "referral_source", "column_005": "referred_on",
    }  # fmt: skip
    assert "Maya R." in client.post(address, data=swapped, follow_redirects=True).text


def test_refused_rows_of_a_mapped_file_come_back_with_its_own_headers(client_as: ClientAs) -> None:
    client = client_as("coordinator", service_area=6)
    page = upload(client, csv_of(UNKNOWN, ROW, ROW.replace("2011-03-04", "2011-02-31")))
    looked = client.post(page.request.path, data=ANSWER, follow_redirects=True).request.path
    client.post(looked)
    file = client.get(f"{looked}/refused.csv")
    assert file.text.lstrip("\ufeff").startswith("Vorname,Nachname,Geburtstag,PLZ,Von,Am,Farbe,row,reasons")
    assert "Import 1 row" in upload(client, file.data.replace(b"2011-02-31", b"2011-03-30")).text


def test_every_known_name_means_one_column() -> None:
    assert [column_called(name) for name in ("dob", "código_postal", "apellido", "nombre")] == [
        "birth_date", "zip", "last_name", "first_name",
    ]  # fmt: skip
    assert all(column_called(column) == column for column in COLUMNS if column not in {"phone", "safe_contact"})
    assert column_called("colour") is None


def test_each_of_our_columns_is_given_once() -> None:
    assert assigned(["nombre", "first_name", "dob"], {}) == {
        "nombre": "nombre (left out)", "first_name": "first_name", "dob": "birth_date",
    }  # fmt: skip
    assert assigned(["nombre", "first_name"], {"nombre": "first_name", "first_name": ""}) == {
        "nombre": "first_name", "first_name": "first_name (left out)",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["40606", "2011-03-04", "2011-03-04 00:00:00", "3/4/2011"])
def test_one_day_in_many_ways(text: str) -> None:
    assert parse_date(text, date(2026, 11, 1)) == date(2011, 3, 4)
