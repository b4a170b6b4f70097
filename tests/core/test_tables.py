"""Files that people send: what is read, what is refused, and in which words."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from curriculum_app.core import tables
from curriculum_app.core.tables import FaultKind, Table, refusals


def read(content: bytes) -> Table:
    """The table in `content`."""
    return tables.read_rows(io.BytesIO(content))


def workbook(*rows: list[object]) -> bytes:
    """An XLSX file of these rows, as another program would write it."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_both_encodings_and_both_delimiters_read_the_same(encoding: str, delimiter: str) -> None:
    text = f"First Name{delimiter}last-name\r\nSofía{delimiter}O'Neill-Peña\r\n"
    table = read(text.encode(encoding))
    assert table.columns == ("first_name", "last_name")
    assert table.headers == ("First Name", "last-name")
    assert dict(table.rows[0].cells) == {"first_name": "Sofía", "last_name": "O'Neill-Peña"}


def test_empty_lines_are_skipped_and_rows_keep_the_number_of_the_file() -> None:
    table = read(b"\r\na,b\r\n\r\n1,2\r\n,\r\n3,4\r\n")
    assert [(row.number, row.cells["a"]) for row in table.rows] == [(4, "1"), (6, "3")]


def test_a_cell_may_hold_a_delimiter_a_quote_and_a_line_break() -> None:
    table = read(b'a,b\r\n"one, two","she said ""hi""\nand left"\r\n')
    assert dict(table.rows[0].cells) == {"a": "one, two", "b": 'she said "hi"\nand left'}


def test_semicolons_within_cells_do_not_cut_a_file_with_commas() -> None:
    table = read(b"a,b\r\nAsian; White,Tue 15:00-18:00; Thu 15:00-18:00\r\n")
    assert table.rows[0].cells["b"] == "Tue 15:00-18:00; Thu 15:00-18:00"


def test_an_unquoted_comma_that_shifts_cells_is_a_fault_of_its_row() -> None:
    table = read(b"street,city\r\n12 Main St, Apt 4,Compton\r\n9 Elm St,Carson\r\n")
    assert [[fault.kind for fault in row.faults] for row in table.rows] == [[FaultKind.TOO_MANY_CELLS], []]


def test_a_short_row_has_empty_cells() -> None:
    assert dict(read(b"a,b,c\r\n1\r\n").rows[0].cells) == {"a": "1", "b": "", "c": ""}


def test_a_spreadsheet_gives_its_values_as_people_type_them() -> None:
    moment = datetime(2026, 3, 4, 15, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
    content = workbook(["A", "b", "c", "d", "e", "f"], [90044, date(2011, 3, 4), time(15), True, 2.5, moment])
    assert list(read(content).rows[0].cells.values()) == [
        "90044", "2011-03-04", "15:00", "TRUE", "2.5", "2026-03-04 15:30",
    ]  # fmt: skip


def test_a_formula_in_a_spreadsheet_is_a_fault_and_is_not_followed() -> None:
    row = read(workbook(["a", "b"], ["=1+1", "x"], [None, None], ["y", "z"])).rows[0]
    assert [(fault.kind, fault.column) for fault in row.faults] == [(FaultKind.FORMULA, "a")]
    assert [row.number for row in read(workbook(["a"], ["1"], [None], ["2"])).rows] == [2, 4]


def test_an_error_value_in_a_spreadsheet_is_a_fault() -> None:
    row = read(workbook(["a"], ["#REF!"])).rows[0]
    assert [fault.kind for fault in row.faults] == [FaultKind.ERROR_VALUE]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", refusals.Empty),
        (b"\r\n,,\r\n", refusals.Empty),
        (b"%PDF-1.7", refusals.NotATable),
        (b"\x89PNG\r\n\x1a\n", refusals.NotATable),
        ("a,b".encode("utf-16"), refusals.NotATable),
        (b"MZ" + bytes(400), refusals.NotATable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), refusals.ProtectedFile),
        (b"PK\x03\x04 and then nothing", refusals.Damaged),
        (b"a,b\r\n\x81\x8d\xff,1\r\n", refusals.UnknownLetters),
        (b'a,b\r\n"never closed,1\r\n2,3\r\n', refusals.BadQuotes),
        (b"name,Name\r\n1,2\r\n", refusals.HeaderTwice),
        (b",".join(b"c%d" % n for n in range(101)) + b"\r\n", refusals.TooManyColumns),
        (b"a\r\n" + b"x" * 10_001, refusals.CellTooLong),
        (b"a\r\n" + b"x" * 200_000, refusals.CellTooLong),
        (b"a\r\n" + b"1\r\n" * 5_001, refusals.TooManyRows),
        (b"a\r\n" + b"\r\n" * (10 * 1024 * 1024), refusals.TooLarge),
    ],
)
def test_what_is_no_table_or_too_much_is_refused_by_name(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(content)


def test_five_thousand_rows_are_taken() -> None:
    assert len(read(b"a\r\n" + b"1\r\n" * 5_000).rows) == 5_000


def archive(**parts: bytes) -> bytes:
    """A ZIP of these parts, `_` standing for `/`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("_", "/") + ".xml", content)
    return made.getvalue()


def test_a_zip_that_is_no_workbook_is_not_a_table() -> None:
    with pytest.raises(refusals.NotATable):
        read(archive(word_document=b"<w/>"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(refusals.TooLarge):
        read(archive(xl_workbook=b"<w/>", xl_sharedStrings=bytes(65 * 1024 * 1024)))


def altered(*changes: tuple[bytes, bytes]) -> bytes:
    """A workbook of two rows whose sheet was edited by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["a"], ["text"]))) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for old, new in changes if name == "xl/worksheets/sheet1.xml" else ():
                content = content.replace(old, new)
            target.writestr(name, content)
    return made.getvalue()


def test_entities_in_a_spreadsheet_are_refused() -> None:
    declared = b'<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa">]><worksheet'
    with pytest.raises(refusals.Damaged):
        read(altered((b"<worksheet", declared), (b"<t>text</t>", b"<t>&a;</t>")))


def test_a_part_whose_name_is_no_text_is_a_damage() -> None:
    """The file says that its names are UTF-8, and one is not."""
    content = bytearray(workbook(["a"], ["text"]))
    entry = content.index(b"PK\x01\x02")
    content[entry + 9] |= 0x08
    content[entry + 46] = 0xFF
    with pytest.raises(refusals.Damaged):
        read(bytes(content))


def test_a_row_far_below_the_others_does_not_hang_the_reader() -> None:
    with pytest.raises(refusals.Unreadable):
        read(altered((b'r="2"', b'r="99999999999"'), (b'r="A2"', b'r="A99999999999"')))


def test_rows_beyond_the_size_that_a_spreadsheet_claims_are_read() -> None:
    assert len(read(altered((b'<dimension ref="A1:A2"', b'<dimension ref="A1:A1"'))).rows) == 1


def answer(content: bytes) -> Table | str:
    """The table, or the words of the refusal; anything else is the test's failure."""
    try:
        return read(content)
    except tables.Unreadable as refusal:
        return str(refusal)


@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reader(content: bytes) -> None:
    assert answer(content)


@given(st.integers(0, 6_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_spreadsheet_is_read_or_refused(at: int, damage: bytes) -> None:
    good = workbook(["first_name", "zip"], ["Maya", 90044])
    cut = at % len(good)
    assert answer(good[:cut] + damage + good[cut + len(damage) :])
