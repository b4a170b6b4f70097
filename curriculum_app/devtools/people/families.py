"""The lists of `names.toml` as typed values, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from curriculum_app.devtools.dice import Chances, chances
from curriculum_app.participants.rules.words import Race

FILE = Path(__file__).parent / "names.toml"
SOUTH, BAY = 6, 8
LINES = ("streets", "schools", "placements", "sources", "safe_contacts", "landmarks")


@dataclass(frozen=True)
class Town:
    """A town and one of its ZIP codes."""

    name: str
    zip_code: str


@dataclass(frozen=True, eq=False)
class Family:
    """What families with one background are called and speak; `homes` narrows where they live, where it is given."""

    share: float
    girls: tuple[str, ...]
    adults: tuple[str, ...]
    names: tuple[str, ...]
    races: tuple[tuple[Race, ...], ...]
    languages: Chances[str]
    has_two_names: bool
    homes: tuple[Town, ...]


@dataclass(frozen=True)
class Lists:
    """Everything that people are made of."""

    families: tuple[Family, ...]
    towns: Mapping[int, tuple[Town, ...]]
    shared_towns: tuple[Town, ...]
    streets: tuple[str, ...]
    schools: tuple[str, ...]
    placements: tuple[str, ...]
    sources: tuple[str, ...]
    safe_contacts: tuple[str, ...]
    landmarks: tuple[str, ...]


@cache
def lists() -> Lists:
    """The lists of the file."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    places = read.pop("places")
    return Lists(
        families=tuple(_family(line) for line in read.values()),
        towns={SOUTH: _towns(places["south"]), BAY: _towns(places["bay"])},
        shared_towns=_towns(places["split"]),
        **{name: _lines(places[name]) for name in LINES},
    )


def _family(line: dict[str, Any]) -> Family:
    return Family(
        share=line["share"],
        girls=_words(line["girls"]),
        adults=_words(line["adults"]),
        names=_words(line["families"]),
        races=tuple(tuple(Race(race) for race in each) for each in line["races"]),
        languages=chances(line["languages"]),
        has_two_names=line.get("double_family_names", False),
        homes=_towns(line.get("homes", [])),
    )


def _towns(pairs: list[list[str]]) -> tuple[Town, ...]:
    return tuple(Town(*pair) for pair in pairs)


def _words(text: str) -> tuple[str, ...]:
    """Names stand between blanks; `~` is a blank within a name."""
    return tuple(word.replace("~", " ") for word in text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("\n", "|").split("|") if each.strip())
