"""The Markdown body of a lesson: checked line by line, then block by block against the activities of its fields."""

import re
from collections.abc import Iterator, Mapping, Sequence

from .blocks import ACTIVITY, HANDOUT, SPOKEN, Block, scan
from .problems import Problem
from .rendering import HELP_LINES

EMERGENCY = "911"
_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>")
_ADDRESS = re.compile(r"\]\([^)]*\)|\bhttps?:|\bwww\.|\b[\w-]+\.(?:org|com|gov|net)\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\b(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b")
_CALLS = r"(?:calls?|texts?|dial|ring|llam[ae]r?|mar(?:ca|car|que)|escrib[ae]|escribir|env[ií]ar?|mand[ae]r?)"
_SHORT_NUMBER = re.compile(rf"\b{_CALLS}\b[^.\d]{{0,40}}\b(\d{{3,6}})\b", re.IGNORECASE)
_NEEDED = {
    "safety": "what could hurt and how to keep everybody safe",
    "adapt": "how to do it with a small group, without devices, and when some read little",
    "watch": "the signs that a girl is not well, and what to do",
    "ask": "questions for the girls to talk about",
    HANDOUT: "the page that girls may keep",
}


def body_problems(path: str, body: str, first_line: int, activities: Mapping[str, int]) -> list[Problem]:
    """What is wrong in `body`; `activities` gives the line in the fields on which each begins, by id and in order."""
    blocks, faults = scan(body, first_line)
    for number, line in enumerate(body.split("\n"), start=first_line):
        faults += [(number, what) for what in _line_faults(line)]
    faults += _heading_faults(blocks)
    # A fence that is not closed would make every later sentence about blocks a false one.
    faults = faults or [*_activity_faults(blocks, activities), *_needed(blocks, first_line)]
    return [Problem(path, number, "", what) for number, what in faults]


def _line_faults(line: str) -> Iterator[str]:
    if _MARKUP.search(line):
        yield "HTML is shown as text and not obeyed; write it in Markdown"
    if "![" in line:
        yield "pictures are not shown; describe what matters in words"
    elif _ADDRESS.search(line):
        yield "take out the web address; name a help line instead, as in [help-lines: RAINN]"
    if line.startswith(">"):
        yield "put what is read aloud between ::: say and :::"
    if "[help-lines" in line and not HELP_LINES.fullmatch(line):
        yield "write [help-lines] or [help-lines: RAINN; NCMEC] on a line of its own"
    if _numbers(line):
        yield "take out the number; write [help-lines: its name], so that a corrected number shows here too"


def _numbers(line: str) -> list[str]:
    return [*_LONG_NUMBER.findall(line), *(one for one in _SHORT_NUMBER.findall(line) if one != EMERGENCY)]


def _heading_faults(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        wanted = "###" if block.kind else "##"
        for number, line in block.lines.items():
            marks = re.match(r"#+(?=\s)", line)
            if marks and marks[0] != wanted:
                place = f"in a block of kind {block.kind}" if block.kind else "outside of blocks"
                yield number, f"use {wanted} for a heading {place}; the title of the page is the lesson's title"


def _activity_faults(blocks: Sequence[Block], activities: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    found = [block for block in blocks if block.kind == ACTIVITY]
    names = [block.argument for block in found]
    for block in found:
        if block.argument not in activities:
            yield block.line, f"the fields know no activity {block.argument}; they have {', '.join(activities)}"
        elif names.count(block.argument) > 1:
            yield block.line, f"the activity {block.argument} has more than one block; join them"
        elif not any(each.parent is block and each.kind == "say" for each in blocks):
            yield block.line, f"give the activity {block.argument} something to say: ::: say … :::"
    for key, line in activities.items():
        if key not in names:
            yield line, f"the activity {key} has no block; write ::: activity {key} … :::"
    if set(names) == set(activities) and len(names) == len(activities) and names != list(activities):
        yield found[0].line, f"put the activities in the order of the fields: {', '.join(activities)}"
    yield from _ending(blocks, found)


def _ending(blocks: Sequence[Block], found: Sequence[Block]) -> Iterator[tuple[int, str]]:
    closing = next((block for block in found if block.argument == "closing"), None)
    spoken = [block for block in blocks if block.parent is closing and block.kind in SPOKEN]
    if closing and spoken and not spoken[-1].text.rstrip().endswith("?"):
        yield spoken[-1].line, "end the closing on a gentle question that is read aloud"


def _needed(blocks: Sequence[Block], first_line: int) -> Iterator[tuple[int, str]]:
    for kind, what in _NEEDED.items():
        found = [block for block in blocks if block.kind == kind]
        if not found:
            yield first_line, f"add a block ::: {kind}: {what}"
        if kind == HANDOUT and len(found) > 1:
            yield found[1].line, "a lesson has one page to give out; join them"
    for block in blocks[1:]:
        if not any(line.strip() for line in block.lines.values()) and block.kind != ACTIVITY:
            yield block.line, f"this {block.kind} block is empty; write its text or take it out"
