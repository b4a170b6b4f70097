"""Law: our own lessons can be taught from, in every language, and speak of girls as we mean to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from config import ROOT
from curriculum_app.core.i18n import LANGUAGES
from curriculum_app.curriculum import service
from curriculum_app.curriculum.rules import Block, EditionText, LessonsError, LessonText, scan

SHORTEST, LONGEST = 75, 90
# Opening and closing stand around three to five activities; an optional one is for when time allows.
FEWEST, MOST = 3, 5
# Words that make a girl into a crime, a thing or a helpless one. The name of an offence may stand where a law is cited.
LABELS = re.compile(
    r"\b(victims?|prostitut(?:e|es|ed)|slaves?|pimps?|rescu\w+|runaways?\b(?! Safeline)|hook(?:er|ers)"
    r"|v[ií]ctimas?|prostitut[ao]s?|prostituid\w+|esclav\w+|padrotes?|rescat\w+|prostitución infantil)\b",
    re.IGNORECASE,
)
# Titles are printed on sheets and a girl's page may be found in her bag: neither says what the programme is about.
TELLING = re.compile(r"exploit|explota|traffick|\btrata de (?:personas|menores)|sex|abus", re.IGNORECASE)
MAY_PASS = re.compile(r"\bpass\b|\bpaso\b|\bpas(?:a|ar)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def edition() -> EditionText:
    """Our own lessons, held to everything that `flask lessons check` asks."""
    try:
        return service.read_edition(ROOT / "lessons")
    except LessonsError as error:
        pytest.fail(f"Mend the lessons:\n{error}")


def blocks(lesson: LessonText, *kinds: str) -> list[Block]:
    """The blocks of `kinds` in a lesson."""
    return [block for block in scan(lesson.body, lesson.body_line)[0] if block.kind in kinds]


def places(lesson: LessonText, pattern: re.Pattern[str]) -> Iterator[str]:
    """Where `pattern` stands in the text of a lesson, as file and line."""
    for number, line in enumerate(lesson.body.split("\n"), start=lesson.body_line):
        for found in pattern.finditer(line):
            yield f"lessons/{lesson.path}, line {number}: {found[0]}"


def test_there_are_ten_lessons_in_every_language_of_the_program(edition: EditionText) -> None:
    for language in LANGUAGES:
        own = [lesson.number for lesson in edition.lessons if lesson.language == language]
        assert own == list(range(1, 11)), f"Write the lessons that are missing in lessons/{language}/; found {own}."


def test_a_lesson_fits_its_hour_and_a_half(edition: EditionText) -> None:
    for lesson in edition.lessons:
        between = [activity for activity in lesson.activities if activity.key not in ("opening", "closing")]
        assert SHORTEST <= lesson.minutes <= LONGEST, f"lessons/{lesson.path} takes {lesson.minutes} minutes."
        assert FEWEST <= len(between) <= MOST, f"lessons/{lesson.path} has {len(between)} activities."


def test_a_lesson_says_how_to_do_it_elsewhere_what_to_look_out_for_and_where_help_is(edition: EditionText) -> None:
    for lesson in edition.lessons:
        adapt = blocks(lesson, "adapt")[-1]
        ways = [line for line in adapt.lines.values() if line.startswith("- **")]
        assert len(ways) >= 3, f"lessons/{lesson.path}, line {adapt.line}: small group, no devices, mixed literacy."
        signs = [block for block in blocks(lesson, "watch") if not (block.parent and block.parent.kind)]
        assert signs, f"lessons/{lesson.path}: add a block ::: watch after the activities."
        (page,) = blocks(lesson, "handout")
        assert "[help-lines" in page.text, f"lessons/{lesson.path}, line {page.line}: name a help line on the page."


def test_passing_is_said_to_be_fine_when_a_session_opens_and_when_it_closes(edition: EditionText) -> None:
    for lesson in edition.lessons:
        for key in ("opening", "closing"):
            said = [each for each in blocks(lesson, "say") if each.parent and each.parent.argument == key]
            text = "\n".join(each.text for each in said)
            may_skip = MAY_PASS.search(text) or "or not at all" in text or "o no." in text
            assert may_skip, f"lessons/{lesson.path}, line {said[0].line}: say in the {key} that a girl may pass."


def test_no_lesson_uses_a_word_that_labels_a_girl(edition: EditionText) -> None:
    found = [place for lesson in edition.lessons for place in places(lesson, LABELS)]
    assert not found, "Say what happened to her, not what she is:\n" + "\n".join(found)


def test_what_leaves_the_room_does_not_tell_what_it_is_about(edition: EditionText) -> None:
    for lesson in edition.lessons:
        (page,) = blocks(lesson, "handout")
        titles = [lesson.title, *(each.title for each in lesson.activities), page.argument, *page.lines.values()]
        telling = [title for title in titles if TELLING.search(title)]
        assert not telling, f"lessons/{lesson.path} tells a passer-by what it is about: {', '.join(telling)}"
