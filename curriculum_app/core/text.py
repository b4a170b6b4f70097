"""Text as people type it: kept as it is in NFC, without the characters nobody can see.

Control characters and the ones that turn the direction of writing can hide what a name says on a screen or in a
spreadsheet. A form refuses them by name; in a file they are taken out, and the caller is told so that it can say it.
The joiners that emoji and Persian names need stay.
"""

import unicodedata
from typing import NamedTuple

_MARKS = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_BLANKS = frozenset("\t\n\r")
_BREAKS = _BLANKS | frozenset("\v\f\x85\u2028\u2029")


class Line(NamedTuple):
    """One line of text, and whether something that cannot be seen was taken out of it."""

    text: str
    had_hidden: bool


def one_line(raw: str) -> Line:
    """`raw` in NFC as one line: breaks and runs of blanks become one space, hidden characters go."""
    unbroken = "".join(" " if each in _BREAKS else each for each in raw)
    seen = "".join(each for each in unbroken if not is_hidden(each))
    return Line(" ".join(unicodedata.normalize("NFC", seen).split()), seen != unbroken)


def without_accents(text: str) -> str:
    """`text` without the marks that combine with letters: `código` is `codigo`."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def hidden_characters(text: str) -> list[str]:
    """The characters of `text` that cannot be seen and may not be stored, as `U+0000`, each once."""
    return [f"U+{ord(each):04X}" for each in sorted(set(text)) if is_hidden(each)]


def is_hidden(character: str) -> bool:
    """Whether nobody can see `character` on a page and yet it could change what is read there."""
    if character in _BLANKS:
        return False
    return character in _MARKS or unicodedata.category(character) in _UNPRINTABLE
