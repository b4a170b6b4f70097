"""Finding words in lessons: ten texts in two languages are read through; no index is kept.

Accents, case and the form of quotes do not matter ("dia" finds "Día"); a word is found by its beginning ("bot" finds
"bottle"), and every word that is asked for has to stand in the same paragraph.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 8
AROUND = 70


@dataclass(frozen=True)
class Excerpt:
    """A short stretch of a text around what was found: (text, is it a word that was asked for) in order."""

    runs: tuple[tuple[str, bool], ...]


def wanted(asked: str) -> tuple[str, ...]:
    """The folded words of what somebody typed; at most eight."""
    return tuple(re.findall(r"\w+", fold(asked)[0])[:MOST_WORDS])


def first_match(paragraphs: Iterable[str], words: tuple[str, ...]) -> Excerpt | None:
    """An excerpt of the first of `paragraphs` that has every one of `words`; None when none has."""
    patterns = [re.compile(rf"\b{re.escape(word)}\w*") for word in words]
    for text in paragraphs if patterns else ():
        folded, places = _folded(text)
        found = [list(pattern.finditer(folded)) for pattern in patterns]
        if all(found):
            spans = sorted({(places[hit.start()], places[hit.end()]) for hits in found for hit in hits})
            return _excerpt(text, spans)
    return None


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` without case and accents, and for each of its characters (and its end) the place in `text`."""
    folded, places = list[str](), list[int]()
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKD", character).casefold()
        for each in plain:
            if not unicodedata.combining(each):
                folded.append("'" if each == "’" else each)
                places.append(place)
    return "".join(folded), (*places, len(text))


# The paragraphs of two editions; what people ask for is not kept.
_folded = lru_cache(maxsize=4_096)(fold)


def _excerpt(text: str, spans: list[tuple[int, int]]) -> Excerpt:
    begin, end = _cut(text, spans[0][0] - AROUND, forward=True), _cut(text, spans[0][1] + AROUND, forward=False)
    runs, here = [("… ", False)] if begin else list[tuple[str, bool]](), begin
    for start, stop in spans:
        if here <= start and stop <= end:
            runs += [(text[here:start], False), (text[start:stop], True)]
            here = stop
    runs += [(text[here:end], False), (" …" if end < len(text) else "", False)]
    return Excerpt(tuple(run for run in runs if run[0]))


def _cut(text: str, place: int, *, forward: bool) -> int:
    """`place` moved to the nearest gap between words, towards what was found."""
    if place <= 0 or place >= len(text):
        return max(0, min(place, len(text)))
    if forward:
        gap = text.find(" ", place)
        return gap + 1 if gap >= 0 else place
    gap = text.rfind(" ", 0, place)
    return gap if gap >= 0 else place
