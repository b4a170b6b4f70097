"""The canaries: one word for each field and relation, and finding them again in whatever a page answers."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel.dates import format_date, format_skeleton
from sqlalchemy.orm import Mapper

from curriculum_app.core.schema import Base

PLAIN = ("participant.code", "referral.source", "user.full_name", "user.email", "sign_in.device_label")
WORD = re.compile(r"canary(\d\d)([a-z])y", re.IGNORECASE)
# Fields that hold no free word: letters, digits and days that stand nowhere else in the programme.
INITIALS = {"A": "Ħ", "B": "Đ", "C": "Ŧ"}
ZIPS = {"A": "90059", "B": "90061", "C": "90744"}
CODES = {"A": "QZKXA", "B": "QZKXB", "C": "QZKXC"}
BIRTH_DATES = {"A": date(2012, 1, 19), "B": date(2012, 1, 23), "C": date(2012, 1, 27)}

Seen = set[tuple[str, str]]


@cache
def sealed_labels() -> dict[str, tuple[Mapper[object], str]]:
    """Every sealed column of every table: its label → (the class, the attribute)."""
    return {
        column.info["sealed"]: (mapper, mapper.get_property_by_column(column).key)
        for mapper in Base.registry.mappers
        for column in mapper.local_table.columns
        if "sealed" in column.info
    }


@cache
def labels() -> tuple[str, ...]:
    """Every sensitive field, in an order of its own."""
    return (*sorted(sealed_labels()), *PLAIN)


def canary(label: str, relation: str) -> str:
    """The word that lies in one field of one relation's objects."""
    odd = {
        "visit.last_initial": INITIALS,
        "participant.zip": ZIPS,
        "participant.code": CODES,
        "participant.birth_date": {name: on.isoformat() for name, on in BIRTH_DATES.items()},
    }
    if label in odd:
        return odd[label][relation]
    word = f"Canary{labels().index(label):02d}{relation}y"
    return f"{word.lower()}@example.com" if label == "user.email" else word


def seen_in(text: str) -> Seen:
    """The fields whose canaries stand in `text`, each with its relation."""
    found = {(labels()[int(number)], relation.upper()) for number, relation in WORD.findall(text)}
    return found | {pair for pair, pattern in _odd_patterns() if pattern.search(text)}


@cache
def _odd_patterns() -> tuple[tuple[tuple[str, str], re.Pattern[str]], ...]:
    spelled = {("visit.last_initial", relation): [letter] for relation, letter in INITIALS.items()}
    spelled |= {("participant.zip", relation): [rf"\b{digits}\b"] for relation, digits in ZIPS.items()}
    spelled |= {("participant.code", relation): [code] for relation, code in CODES.items()}
    for relation, on in BIRTH_DATES.items():
        written = [format_date(on, style, locale="en") for style in ("short", "medium", "long", "full")]
        written += [format_skeleton("yMMMEd", on, locale="en"), on.isoformat(), f"{on:%m/%d/%Y}", f"{on:%d.%m.%Y}"]
        spelled["participant.birth_date", relation] = [rf"\b{re.escape(each)}\b" for each in written]
    return tuple((pair, re.compile("|".join(each))) for pair, each in spelled.items())
