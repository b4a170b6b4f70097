"""The commands on lessons: what they print, and how they end."""

import re
from pathlib import Path

import pytest
from flask import Flask

from .files import files


def write(folder: Path, *changes: tuple[str, str]) -> str:
    """The small curriculum with `changes` as files in `folder`; returns the folder's path."""
    for name, data in files(*changes).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(folder)


def test_check_says_that_good_lessons_are_good_and_stores_nothing(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner()
    checked = run.invoke(args=["lessons", "check", write(tmp_path / "lessons")])
    assert checked.exit_code == 0
    assert "2 lessons are good." in checked.output
    loaded = run.invoke(args=["lessons", "load", str(tmp_path / "lessons")])
    assert "Loaded Small Steps" in loaded.output


def test_check_names_every_mistake_with_file_and_line_and_ends_with_one(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "lessons", ("minutes: 60", "minutes: 0"), ("## Before", "# Before"))
    checked = app.test_cli_runner().invoke(args=["lessons", "check", folder])
    assert checked.exit_code == 1
    assert "en/01-first.md, line 7, field minutes: write a whole number from 1 to 240" in checked.stderr
    assert "en/01-first.md, line 27: use ## for a heading outside of blocks" in checked.stderr
    assert "Mend these 2 and check again." in checked.stderr


PLANTED = [
    ("title: A first lesson\n", "", r"line 1, field title: is missing"),
    ("title: A", "titel: A", r"line 4, field titel: is not known; did you mean title\?"),
    ("version: 1", "version: one", r"line 6, field version: write a whole number"),
    ("minutes: 60", "minutes: 75", r"line 7, field minutes: the required activities add up to 60"),
    ("id: extra", "id: Extra!", r"line 17, field activities\.1\.id: write lower-case words"),
    ("::: activity extra", "::: activity extras", r"line 45: the fields know no activity extras"),
    ("clear.\n:::\n", "clear.\n", r"line 31: end this safety block with a line of ::: alone"),
    ("::: watch", "::: warning", r"line 52: there is no block “warning”"),
    ("Say your name.", "<b>Say</b> your name.", r"line 29: HTML is shown as text"),
    ("Say your name.", "Call 1-800-555-0100.", r"line 29: take out the number"),
    ("[help-lines: RAINN]", "[help-lines: Rain]", r"line 69: there is no help line “Rain”"),
    ("- I can pass.", "- Participation necessitates vulnerability.", r"line 65: the page to give out is too hard"),
]


@pytest.mark.parametrize(("old", "new", "said"), PLANTED)
def test_each_planted_fault_is_refused_with_its_file_and_line(
    app: Flask, tmp_path: Path, old: str, new: str, said: str
) -> None:
    folder = write(tmp_path / "lessons", (old, new))
    for command in ("check", "load"):
        refused = app.test_cli_runner().invoke(args=["lessons", command, folder])
        assert refused.exit_code == 1
        assert re.search(rf"^en/01-first\.md, {said}", refused.stderr, re.MULTILINE), refused.stderr


def test_load_without_a_folder_takes_our_own_ten_lessons_once(app: Flask) -> None:
    run = app.test_cli_runner()
    first = run.invoke(args=["lessons", "load"])
    again = run.invoke(args=["lessons", "load"])
    assert first.exit_code == again.exit_code == 0
    assert "10 lessons. New groups begin with it." in first.output
    assert "already the current one. Nothing was changed." in again.output


def test_load_goes_back_to_an_older_text(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner()
    run.invoke(args=["lessons", "load"])
    run.invoke(args=["lessons", "load", write(tmp_path / "lessons")])
    assert "New groups begin with it again." in run.invoke(args=["lessons", "load"]).output


def test_a_folder_that_is_not_there_is_named(app: Flask, tmp_path: Path) -> None:
    gone = app.test_cli_runner().invoke(args=["lessons", "load", str(tmp_path / "nowhere")])
    assert gone.exit_code == 1
    assert "there is no such folder; check LESSONS_DIR" in gone.stderr
