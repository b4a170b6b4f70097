"""The reading level: the count itself, and the text of our own lessons held to it."""

from pathlib import Path

import pytest

from config import ROOT
from curriculum_app.curriculum.rules import flesch_kincaid, parse_edition, say_text
from curriculum_app.curriculum.rules.reading import syllables

LESSONS = ROOT / "lessons"
HIGHEST_GRADE = 5


def own_files(folder: Path) -> dict[str, bytes]:
    """The files of `folder` by their path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("girl", 1),
        ("table", 2),
        ("wanted", 2),
        ("called", 1),
        ("changes", 2),
        ("someone", 2),
        ("smile", 1),
        ("hm", 1),
    ],
)
def test_syllables_are_counted_by_runs_of_vowels(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_hard_text_has_a_high_grade_and_an_easy_one_a_low() -> None:
    easy = "You can pass. It is okay. We will wait for you."
    hard = "Participation in therapeutic communities necessitates considerable emotional vulnerability."
    assert flesch_kincaid(easy) < 2
    assert flesch_kincaid(hard) > 12


def test_a_text_without_words_has_no_grade() -> None:
    with pytest.raises(ValueError, match="no reading level"):
        flesch_kincaid("…")


def test_only_lines_that_are_read_aloud_are_measured() -> None:
    assert say_text("For you.\n\n> Hi.\n>\n> You can pass.\n") == "Hi.\n\nYou can pass."


def test_our_own_lessons_are_ten_and_complete() -> None:
    edition = parse_edition(own_files(LESSONS))
    assert [lesson.number for lesson in edition.lessons] == list(range(1, 11))
    assert (edition.rule.lessons_needed, edition.rule.make_ups_allowed) == (8, 2)


def test_what_our_lessons_say_aloud_is_at_most_grade_five() -> None:
    grades = {lesson.key: flesch_kincaid(say_text(lesson.body)) for lesson in parse_edition(own_files(LESSONS)).lessons}
    assert {key: grade for key, grade in grades.items() if grade > HIGHEST_GRADE} == {}


def test_every_lesson_says_that_a_girl_may_pass_or_choose() -> None:
    for lesson in parse_edition(own_files(LESSONS)).lessons:
        said = say_text(lesson.body).lower()
        assert any(words in said for words in ("pass", "up to you", "you can step out", "you can leave")), lesson.key


def test_no_lesson_uses_a_word_that_labels_a_girl() -> None:
    for lesson in parse_edition(own_files(LESSONS)).lessons:
        text = lesson.body.lower()
        assert not [word for word in ("victim", "prostitut", "slave", "pimp", "rescue") if word in text], lesson.key
