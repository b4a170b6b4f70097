"""What changed in a lesson from one edition to another: paragraph by paragraph, and word by word inside of one.

Plain difflib over the sections of both texts (`sections.py`). A paragraph that was rewritten is one change with both
words; one that has little in common with its neighbour is taken out here and put in there.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .sections import Section

# Below this share of words in common a paragraph is another one, not a rewritten one.
ALIKE = 0.5


class Kind(StrEnum):
    """What happened to a text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


Run = tuple[Kind, str]


@dataclass(frozen=True)
class Change:
    """One paragraph that is not as it was, in the section named by `heading`.

    Its runs of words stand in reading order; a blank belongs between two of them.
    """

    heading: str
    kind: Kind
    runs: tuple[Run, ...]


def changes(old: Sequence[Section], new: Sequence[Section]) -> tuple[Change, ...]:
    """Every change from `old` to `new`, in the order of the new text; what was taken out stands where it was."""
    before, after = _flat(old), _flat(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    found: list[Change] = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what != "equal":
            found += _replaced(before[i1:i2], after[j1:j2])
    return tuple(found)


Paragraph = tuple[str, str]


def _flat(sections: Sequence[Section]) -> list[Paragraph]:
    """Each paragraph with its section's heading; a heading is a paragraph of its own, so that its change shows too."""
    return [
        (each.heading, text)
        for each in sections
        for text in ([each.heading] if each.heading else []) + list(each.paragraphs)
    ]


def _replaced(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Change]:
    """Pairs each new paragraph with the first old one that it is like, in order; the rest went or came."""
    found, place = list[Change](), 0
    for heading, text in new:
        like = next((at for at in range(place, len(old)) if _alike(old[at][1], text)), None)
        if like is None:
            found.append(Change(heading, Kind.ADDED, ((Kind.ADDED, text),)))
            continue
        found += [_removed(each) for each in old[place:like]]
        if old[like][1] != text:
            found.append(Change(heading, Kind.CHANGED, _runs(old[like][1], text)))
        place = like + 1
    return found + [_removed(each) for each in old[place:]]


def _removed(paragraph: Paragraph) -> Change:
    return Change(paragraph[0], Kind.REMOVED, ((Kind.REMOVED, paragraph[1]),))


def _alike(old: str, new: str) -> bool:
    return difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() >= ALIKE


def _runs(old: str, new: str) -> tuple[Run, ...]:
    before, after = old.split(), new.split()
    runs: list[Run] = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            runs.append((Kind.SAME, " ".join(after[j1:j2])))
            continue
        runs += [(Kind.REMOVED, " ".join(before[i1:i2])), (Kind.ADDED, " ".join(after[j1:j2]))]
    return tuple(run for run in runs if run[1])
