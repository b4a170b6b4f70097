"""A lesson's text by section, without the signs of Markdown: what is searched, and what two editions are compared by.

A section is the lesson itself (its title and aims), what it needs, each activity with everything in it, each stretch
under a heading outside of the activities, and the page to give out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from .blocks import ACTIVITY, HANDOUT, Block, scan
from .extension import WORDS

_HEADING = re.compile(r"#+\s+(.*)")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s+")
_EMPHASIS = re.compile(r"\*+")
_HELP_LINES = re.compile(r"\[help-lines(?::\s*)?([^\]]*)\]")


@dataclass(frozen=True)
class Section:
    """One section: its heading (empty for the lesson itself), its place on the page, and its paragraphs in order."""

    heading: str
    anchor: str
    paragraphs: tuple[str, ...]


class Taught(Protocol):
    """A lesson as far as its text goes; `activities` are those of its front matter (key, title)."""

    body: Any
    activities: Any
    language: Any
    objectives: Any
    materials: Any


def sections(lesson: Taught) -> tuple[Section, ...]:
    """The sections of a lesson in their order."""
    titles = tuple((str(each["key"]), str(each["title"])) for each in lesson.activities)
    words = WORDS.get(lesson.language, WORDS["en"])
    return (
        Section("", "", tuple(lesson.objectives)),
        Section(words["needs"], "", tuple(lesson.materials)),
        *_of_body(lesson.body, titles, lesson.language),
    )


def activity_anchor(key: str) -> str:
    """The id of an activity's element on a page."""
    return f"activity-{key}"


@lru_cache(maxsize=128)
def _of_body(body: str, titles: tuple[tuple[str, str], ...], language: str) -> tuple[Section, ...]:
    by_key, words = dict(titles), WORDS.get(language, WORDS["en"])
    found: list[Section] = []
    blocks, _ = scan(body, 1)
    for block in _outermost(blocks):
        lines = _lines(block, blocks)
        if block.kind == ACTIVITY:
            title = by_key.get(block.argument, block.argument)
            found.append(Section(title, activity_anchor(block.argument), paragraphs(lines)))
        elif block.kind == HANDOUT:
            found.append(Section(block.argument, "", paragraphs(lines)))
        else:
            found += _under_headings(block.lines if not block.kind else lines, words.get(block.kind, ""))
    return tuple(each for each in found if each.paragraphs)


def _outermost(blocks: Sequence[Block]) -> list[Block]:
    """The stretches outside of blocks, cut at the blocks between them, and those blocks, in the order of the file."""
    outside, *others = blocks
    tops = [each for each in others if each.parent is outside]
    starts = [each.line for each in tops]
    stretches: dict[int, Block] = {}
    for number, line in outside.lines.items():
        place = sum(start < number for start in starts)
        stretches.setdefault(place, Block("", "", number)).lines[number] = line
    return sorted([*stretches.values(), *tops], key=lambda each: each.line)


def _lines(block: Block, blocks: Sequence[Block]) -> dict[int, str]:
    """The lines of a block and of the blocks inside it, by number."""
    own = dict(block.lines)
    for each in blocks:
        if each.parent is block:
            own |= {each.line: "", **each.lines}
    return dict(sorted(own.items()))


def _under_headings(lines: Mapping[int, str], heading: str) -> list[Section]:
    found, title, own = list[Section](), heading, dict[int, str]()
    for number, line in lines.items():
        named = _HEADING.fullmatch(line)
        if named:
            found.append(Section(title, "", paragraphs(own)))
            title, own = named[1], {}
        else:
            own[number] = line
    return [*found, Section(title, "", paragraphs(own))]


def paragraphs(lines: Mapping[int, str]) -> tuple[str, ...]:
    """The paragraphs, list items and headings of Markdown `lines`, each as one plain text."""
    found = [""]
    for line in lines.values():
        if not line.strip() or _ITEM.match(line) or _HEADING.fullmatch(line):
            found.append("")
        found[-1] = f"{found[-1]} {_plain(line)}".strip()
        if _HEADING.fullmatch(line):
            found.append("")
    return tuple(each for each in found if each)


def _plain(line: str) -> str:
    heading = _HEADING.fullmatch(line)
    text = heading[1] if heading else _ITEM.sub("", line, count=1) if _ITEM.match(line) else line
    return _EMPHASIS.sub("", _HELP_LINES.sub(r"\1", text)).strip()
