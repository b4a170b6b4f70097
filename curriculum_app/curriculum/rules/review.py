"""What is held against more than the file itself: the reading level of what is for girls, the length of the page that
they may keep, and the help lines that the program knows."""

from collections.abc import Collection, Iterable, Iterator

from .blocks import HANDOUT, SPOKEN, Block, scan
from .lesson import LessonText
from .problems import Problem
from .reading import level, read_text
from .rendering import ALL_LINES, HELP_LINES, named_lines

# Two help lines and their purposes fit below this on one page at 12 points.
HANDOUT_WORDS = 300


def review(lessons: Iterable[LessonText], help_lines: Collection[str]) -> list[Problem]:
    """The problems of lessons that are well formed; `help_lines` are the names of those that the program knows."""
    return [problem for lesson in lessons for problem in _review(lesson, help_lines)]


def _review(lesson: LessonText, help_lines: Collection[str]) -> Iterator[Problem]:
    blocks, _ = scan(lesson.body, lesson.body_line)
    for number, line in enumerate(lesson.body.split("\n"), start=lesson.body_line):
        marker = HELP_LINES.fullmatch(line)
        for name in named_lines(marker[1]) if marker else ():
            if name not in (ALL_LINES, *help_lines):
                what = f"there is no help line “{name}”; the program knows {'; '.join(help_lines)}"
                yield Problem(lesson.path, number, "", what)
    spoken = [block for block in blocks if block.kind in SPOKEN]
    page = [block for block in blocks if block.kind == HANDOUT]
    yield from _too_hard(lesson, spoken, "what is said aloud")
    yield from _too_hard(lesson, page, "the page to give out")
    for block in page:
        words = len(block.text.split())
        if words > HANDOUT_WORDS:
            what = f"the page to give out has {words} words; shorten it to {HANDOUT_WORDS}, so that it fits one page"
            yield Problem(lesson.path, block.line, "", what)


def _too_hard(lesson: LessonText, blocks: list[Block], what: str) -> Iterator[Problem]:
    text = "\n".join(read_text(block.text) for block in blocks)
    if not text.strip():
        return
    found = level(text, lesson.language)
    if not found.is_easy:
        said = f"{what} is too hard ({found.words}); write shorter sentences and shorter words"
        yield Problem(lesson.path, blocks[0].line, "", said)
