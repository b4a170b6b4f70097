"""Exports are inert:

whatever people typed is text in a spreadsheet, and our own reader gives it back exactly.
"""

import io
import itertools
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from curriculum_app.core import exports, tables

LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "'=", "''+")
PAYLOADS = ("1+1", 'HYPERLINK("http://example.com")', "cmd|'/C calc'!A0", "SUM(A1:A9)", "1 323 555 0100", "5", "")
DANGEROUS = ["".join(pair) for pair in itertools.product(LEADS, PAYLOADS)]

# What XML 1.0 and our own reader's limits leave of Unicode; the rest cannot stand in a spreadsheet at all.
printable = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)
cells = st.one_of(printable, st.sampled_from(DANGEROUS), printable.map("=".__add__), printable.map("'".__add__))


def read_back(content: bytes) -> list[list[str]]:
    """The rows of a file as our reader sees them."""
    return [list(row.cells.values()) for row in tables.read_rows(io.BytesIO(content)).rows]


@pytest.mark.parametrize("column", range(3))
@pytest.mark.parametrize("text", DANGEROUS)
def test_no_csv_cell_begins_as_a_formula_and_every_one_comes_back(text: str, column: int) -> None:
    row = ["x", "x", "x"]
    row[column] = text
    content = exports.csv_bytes(["a", "b", "c"], [row])
    raw = content.decode("utf-8-sig").split("\r\n", 1)[1].removesuffix("\r\n")
    cell = raw.removeprefix("x," * column).lstrip('"')
    assert cell.startswith("'")
    assert read_back(content) == [row]


@pytest.mark.parametrize("column", range(3))
@pytest.mark.parametrize("text", DANGEROUS)
def test_no_xlsx_cell_is_a_formula(text: str, column: int) -> None:
    row = ["x", "x", "x"]
    row[column] = text
    content = exports.xlsx_bytes(["a", "b", "c"], [row])
    book = load_workbook(io.BytesIO(content))
    assert {cell.data_type for line in book.worksheets[0].iter_rows() for cell in line} == {"s"}
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_any_text_survives_a_round_trip_through_csv(rows: list[tuple[str, str]]) -> None:
    content = exports.csv_bytes(["a", "b", "id"], [[*row, "1"] for row in rows])
    assert read_back(content) == [[*row, "1"] for row in rows]


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_any_text_survives_a_round_trip_through_xlsx(rows: list[tuple[str, str]]) -> None:
    rows = [(first.replace("\r", ""), second.replace("\r", "")) for first, second in rows]
    content = exports.xlsx_bytes(["a", "b", "id"], [[*row, "1"] for row in rows])
    assert read_back(content) == [[*row, "1"] for row in rows]


# The reading library cannot tell a carriage return from somebody who typed "_x000D_": files are full of the first.
@pytest.mark.parametrize("text", ["one\rtwo", "\r=1+1"])
def test_what_xml_cannot_hold_survives_a_round_trip_through_xlsx(text: str) -> None:
    assert read_back(exports.xlsx_bytes(["a", "id"], [[text, "1"]])) == [[text, "1"]]


def test_a_file_begins_with_a_byte_order_mark_and_ends_lines_for_spreadsheets() -> None:
    content = exports.csv_bytes(["group", "of_started"], [["Norteña", 0.8], ["South", None]])
    assert content == "\ufeffgroup,of_started\r\nNorteña,0.8\r\nSouth,\r\n".encode()


def test_numbers_stay_numbers_and_dates_are_iso() -> None:
    rows: list[list[exports.Cell]] = [[-5, 2.5, Decimal("0.25"), date(2026, 3, 4)]]
    book = load_workbook(io.BytesIO(exports.xlsx_bytes(["a", "b", "c", "d"], rows)))
    assert [cell.value for cell in list(book.worksheets[0].rows)[1]] == [-5, 2.5, 0.25, "2026-03-04"]
    assert exports.csv_bytes(["a", "b", "c", "d"], rows).endswith(b"-5,2.5,0.25,2026-03-04\r\n")


def test_text_that_no_cell_can_hold_stops_the_export() -> None:
    with pytest.raises(ValueError, match="complete"):
        exports.xlsx_bytes(["a"], [["x" * 32_768]])


@pytest.mark.parametrize("name", ["Maya Reyes", "../up", 'a"b', "", "DMST", "a--b"])
def test_a_file_name_that_is_not_neutral_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        exports.csv_response(name, ["a"], [])


def test_downloads_say_what_they_are() -> None:
    as_csv = exports.csv_response("completion-internal", ["a"], [["1"]])
    as_xlsx = exports.xlsx_response("completion-internal", ["a"], [["1"]])
    assert as_csv.headers["Content-Disposition"] == 'attachment; filename="completion-internal.csv"'
    assert as_xlsx.headers["Content-Disposition"] == 'attachment; filename="completion-internal.xlsx"'
    assert as_csv.mimetype == "text/csv"
    assert as_xlsx.get_data().startswith(b"PK")


def test_the_same_rows_make_the_same_spreadsheet() -> None:
    assert exports.xlsx_bytes(["a"], [["b"]]) == exports.xlsx_bytes(["a"], [["b"]])
