"""Race and ethnicity as one question with several answers (OMB SPD 15, 2024), read from the words people use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from curriculum_app.participants.rules.words import Race

# The category's own name first, then the shorter words that partners' files use for it.
_WORDS: Mapping[Race, tuple[str, ...]] = MappingProxyType(
    {
        Race.AMERICAN_INDIAN: (
            "american indian or alaska native",
            "american indian",
            "alaska native",
            "native american",
        ),
        Race.ASIAN: ("asian", "asian american"),
        Race.BLACK: ("black or african american", "black", "african american"),
        Race.HISPANIC: ("hispanic or latino", "hispanic", "latino", "latina", "latinx", "latine"),
        Race.MIDDLE_EASTERN: ("middle eastern or north african", "middle eastern", "north african", "mena"),
        Race.PACIFIC_ISLANDER: ("native hawaiian or pacific islander", "pacific islander", "native hawaiian"),
        Race.WHITE: ("white",),
    }
)
_BY_WORD = {word: race for race, words in _WORDS.items() for word in words} | {race.value: race for race in Race}
_NO_ANSWER = frozenset({"", "unknown", "declined", "decline to say", "prefer not to say", "not recorded"})


class NotARace(ValueError):
    """A word that names none of the seven answers; it is the first argument."""


def parse_races(text: str) -> tuple[Race, ...]:
    """The answers in `text`, `;` between several, each once, in the order of the question. Raises NotARace."""
    chosen = set()
    for part in text.split(";"):
        word = " ".join(part.replace("/", " or ").split()).casefold()
        if word in _NO_ANSWER:
            continue
        if word not in _BY_WORD:
            raise NotARace(part.strip())
        chosen.add(_BY_WORD[word])
    return tuple(race for race in Race if race in chosen)
