"""Text as people type it: kept as it is in NFC, without the characters nobody can see.

Control characters and the ones that turn the direction of writing can hide what a name says on a screen or in a
spreadsheet. In a file they are taken out, and the caller is told so that it can say it. The joiners that emoji and
Persian names need stay.
"""

import unicodedata
from typing import NamedTuple

_DIRECTION_MARKS = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_BREAKS = frozenset("\t\n\r\v\f\x85\u2028\u2029")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})


class Line(NamedTuple):
    """One line of text, and whether something that cannot be seen was taken out of it."""

    text: str
    had_hidden: bool


def one_line(raw: str) -> Line:
    """`raw` in NFC as one line: breaks and runs of blanks become one space, hidden characters go."""
    seen = "".join(" " if each in _BREAKS else each for each in raw if not is_hidden(each))
    spaced = " ".join(unicodedata.normalize("NFC", seen).split())
    return Line(spaced, any(is_hidden(each) for each in raw))


def is_hidden(character: str) -> bool:
    """Whether nobody can see `character` on a page and yet it could change what is read there."""
    if character in _BREAKS:
        return False
    return character in _DIRECTION_MARKS or unicodedata.category(character) in _UNPRINTABLE
