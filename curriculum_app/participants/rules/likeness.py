"""How much two records look like one girl: a score from 0 to 100, with reasons that a coordinator can follow.

Names count 60, birth dates 40. Case, accents, hyphens and particles do not count; two surnames may stand in either
order, and one of them may be missing. A score of LIKELY is put before a person; nothing is ever decided by it. From
SHOWN on a pair is shown, clearly marked, because it is most often a sister (one surname, one birth date).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from curriculum_app.participants.rules.names import normalised
from curriculum_app.participants.rules.nicknames import is_short_for

LIKELY = 70
SHOWN = 67
FIRST, LAST, BIRTH = 33, 27, 40
# Shares of the above; what is below is no likeness at all.
EQUAL, SWAPPED, CHOSEN, SHORT, PART = 1.0, 0.95, 0.95, 0.9, 0.85
SWAPPED_DAY_MONTH, ONE_DIGIT_OFF, OTHER_YEAR, SAME_YEAR = 0.85, 0.8, 0.7, 0.25
# A mistyped name: one slip from five letters on, two from seven on; four letters bear only two exchanged ones.
SLIPS = ((7, 2), (5, 1))
PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "dos", "van", "von"})


class Alike(StrEnum):
    """Why two records look like one girl; a difference that lowers the score is a reason too."""

    SAME_NAME = "same_name"
    SAME_FIRST_NAME = "same_first_name"
    SAME_LAST_NAME = "same_last_name"
    CHOSEN_NAME = "chosen_name"
    NICKNAME = "nickname"
    PART_OF_NAME = "part_of_name"
    NEAR_NAME = "near_name"
    SWAPPED_SURNAMES = "swapped_surnames"
    ONE_SURNAME = "one_surname"
    SWAPPED_NAMES = "swapped_names"
    OTHER_FIRST_NAME = "other_first_name"
    OTHER_LAST_NAME = "other_last_name"
    SAME_BIRTH_DATE = "same_birth_date"
    SWAPPED_DAY_MONTH = "swapped_day_month"
    ONE_DIGIT_OFF = "one_digit_off"
    OTHER_YEAR = "other_year"
    SAME_YEAR = "same_year"


class Likeness(NamedTuple):
    """A score from 0 to 100 and why, in the order name, birth date."""

    score: int
    reasons: tuple[Alike, ...]

    @property
    def is_likely(self) -> bool:
        """Whether it asks for a decision."""
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class Identity:
    """The names of one record as words without accents, and her birth date."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    chosen: tuple[str, ...]
    born: date


class _Part(NamedTuple):
    """How much one part agrees, from 0 to 1, and the reason."""

    share: float
    reason: Alike


def identity(first_name: str, last_name: str, chosen_name: str, born: date) -> Identity:
    """One record as it is compared."""
    return Identity(_words(first_name), _words(last_name), _words(chosen_name), born)


def likeness(one: Identity, other: Identity) -> Likeness:
    """How much two records look like one girl; symmetric."""
    birth = birth_likeness(one.born, other.born)
    if birth is None:
        return Likeness(0, ())
    first, last = _names(one, other)
    score = round(FIRST * first.share + LAST * last.share + BIRTH * birth.share)
    return Likeness(score, (*_name_reasons(first, last), birth.reason))


def birth_likeness(one: date, other: date) -> _Part | None:
    """How much two birth dates agree; None when nothing but chance connects them."""
    if one == other:
        return _Part(EQUAL, Alike.SAME_BIRTH_DATE)
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return _Part(SWAPPED_DAY_MONTH, Alike.SWAPPED_DAY_MONTH)
    if OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}", score_cutoff=1) == 1:
        return _Part(ONE_DIGIT_OFF, Alike.ONE_DIGIT_OFF)
    if (one.month, one.day) == (other.month, other.day):
        return _Part(OTHER_YEAR, Alike.OTHER_YEAR)
    if one.year == other.year:
        return _Part(SAME_YEAR, Alike.SAME_YEAR)
    return None


def _names(one: Identity, other: Identity) -> tuple[_Part, _Part]:
    first, last = _first_names(one, other), _last_names(one.last, other.last)
    if not first.share and not last.share and one.first == other.last and one.last == other.first:
        return (_Part(SWAPPED, Alike.SWAPPED_NAMES),) * 2
    return first, last


def _name_reasons(first: _Part, last: _Part) -> tuple[Alike, ...]:
    reasons = dict.fromkeys((first.reason, last.reason))
    if set(reasons) == {Alike.SAME_FIRST_NAME, Alike.SAME_LAST_NAME}:
        return (Alike.SAME_NAME,)
    return tuple(reasons)


def _first_names(one: Identity, other: Identity) -> _Part:
    if one.first == other.first:
        return _Part(EQUAL, Alike.SAME_FIRST_NAME)
    found = [_Part(CHOSEN, Alike.CHOSEN_NAME)] if _is_chosen(one, other) else []
    if is_short_for(one.first[0], other.first[0]) or _begins(one.first[0], other.first[0]):
        found.append(_Part(SHORT, Alike.NICKNAME))
    if set(one.first) <= set(other.first) or set(other.first) <= set(one.first):
        found.append(_Part(PART, Alike.PART_OF_NAME))
    near = _near("".join(one.first), "".join(other.first))
    if near:
        found.append(_Part(near, Alike.NEAR_NAME))
    return max(found, default=_Part(0.0, Alike.OTHER_FIRST_NAME), key=lambda part: part.share)


def _is_chosen(one: Identity, other: Identity) -> bool:
    names = {one.first, one.chosen} & {other.first, other.chosen} - {()}
    return bool(names)


def _begins(one: str, other: str) -> bool:
    """Whether the shorter name is the beginning of the other, four letters at least: Alex and Alexandra."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short)


def _last_names(one: tuple[str, ...], other: tuple[str, ...]) -> _Part:
    if one == other or "".join(one) == "".join(other):
        return _Part(EQUAL, Alike.SAME_LAST_NAME)
    if sorted(one) == sorted(other):
        return _Part(SWAPPED, Alike.SWAPPED_SURNAMES)
    if set(one) <= set(other) or set(other) <= set(one):
        return _Part(PART, Alike.ONE_SURNAME)
    near = _near("".join(one), "".join(other))
    return _Part(near, Alike.NEAR_NAME) if near else _Part(0.0, Alike.OTHER_LAST_NAME)


def _near(one: str, other: str) -> float:
    """How near two spellings are, from 0 to 1; an exchange of neighbours is one slip (optimal string alignment)."""
    length = max(len(one), len(other))
    slips = OSA.distance(one, other, score_cutoff=2)
    allowed = next((most for least, most in SLIPS if length >= least), 0)
    is_exchange = slips == 1 and sorted(one) == sorted(other)
    return 1 - slips / length / 2 if slips <= allowed or is_exchange else 0.0


def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFD", normalised(name))
    letters = "".join(
        each if each.isalnum() else "" if each in "'." or unicodedata.combining(each) else " " for each in plain
    )
    words = [word for word in letters.split() if word not in PARTICLES]
    return tuple(words or letters.split() or [""]) if name else ()
