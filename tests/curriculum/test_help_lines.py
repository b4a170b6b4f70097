"""Help lines are data: every one says whether it was checked, and mistakes in the file are named."""

from datetime import date

import pytest

from config import ROOT
from curriculum_app.curriculum.rules import LessonsError, parse_help_lines


def test_a_help_line_is_read_with_the_day_of_its_checking() -> None:
    (line,) = parse_help_lines(b'[[help_line]]\nname = "A"\nabout = "B"\nphone = "988"\nchecked_on = 2026-11-24\n')
    assert (line.name, line.phone, line.text, line.checked_on) == ("A", "988", "", date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[help_line]]\nname = "A"\nabout = "B"\n', "help line 1, field phone: write the number to call"),
        (
            '[[help_line]]\nname = "A"\nabout = "B"\nphone = "1"\nchecked_on = "soon"\n',
            "write the day without quotes",
        ),
        (
            '[[help_line]]\nname = "A"\nabout = "B"\nphne = "1"\n',
            "field phne: is not known; did you mean phone",
        ),
        ("[[help_line]\n", "this is not valid TOML"),
        ("", "field help_line: write a list"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(LessonsError, match=said):
        parse_help_lines(text.encode())


def test_our_own_help_lines_begin_with_the_county_hotline() -> None:
    lines = parse_help_lines((ROOT / "lessons" / "help_lines.toml").read_bytes())
    assert lines[0].phone == "1-800-540-4000"
    assert all(line.phone or line.text for line in lines)
