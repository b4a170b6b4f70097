"""The commands on lessons: what they print, and how they end."""

from pathlib import Path

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


def test_check_names_every_mistake_and_ends_with_one(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "lessons", ("minutes: 60", "minutes: 0"), ("## Hello", "# Hello"))
    checked = app.test_cli_runner().invoke(args=["lessons", "check", folder])
    assert checked.exit_code == 1
    assert "en/01-first.md, field minutes: write a whole number from 1 to 240" in checked.stderr
    assert "en/01-first.md, line 21: use ## for headings" in checked.stderr


def test_check_refuses_what_is_too_hard_to_read_aloud(app: Flask, tmp_path: Path) -> None:
    hard = "> Participation in therapeutic communities necessitates considerable emotional vulnerability, initially."
    folder = write(tmp_path / "lessons", ("> Hi. You can pass.", hard))
    checked = app.test_cli_runner().invoke(args=["lessons", "check", folder])
    assert checked.exit_code == 1
    assert "Too hard to read aloud, grade 5 at most: lesson 1 (grade" in checked.stderr


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
