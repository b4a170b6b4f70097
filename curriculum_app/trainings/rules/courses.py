"""Courses and trainings in words and days: for whom, how long, until when it counts, when people are asked about it."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from curriculum_app.core.text import without_accents
from curriculum_app.core.written_dates import months_later

# Title II asks what share of trained people applied it within three months.
APPLIED_AFTER_MONTHS = 3
# An answer is taken for three months more; what is remembered later says little.
ASKED_FOR_MONTHS = 3
SHORTEST, LONGEST = 15, 60 * 60

_HOURS = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?")
_SPACES = re.compile(r"[\W_]+")


class Audience(StrEnum):
    """For whom a training is."""

    PARTNERS = "partners"
    STAFF = "staff"


class AddedBy(StrEnum):
    """How an attendee came onto the list."""

    TYPED = "typed"
    SIGNED_IN = "signed_in"
    FILE = "file"


class Applied(StrEnum):
    """What somebody answered three months after a training."""

    USED = "used"
    NOT_YET = "not_yet"


def expires_on(held_on: date, months: int | None) -> date | None:
    """The last day on which a certificate counts; None when it does not run out."""
    return None if months is None else months_later(held_on, months)


def asked_from(held_on: date) -> date:
    """The first day on which attendees are asked whether they used it."""
    return months_later(held_on, APPLIED_AFTER_MONTHS)


def asked_until(held_on: date) -> date:
    """The last day on which their answer is taken."""
    return months_later(asked_from(held_on), ASKED_FOR_MONTHS)


def may_answer(held_on: date, today: date) -> bool:
    """Whether an answer about a training of `held_on` is taken today."""
    return asked_from(held_on) <= today <= asked_until(held_on)


def minutes_of(hours: str) -> int | None:
    """Hours as people write them (`2`, `1.5`, `1,25`) in whole minutes; None for anything but 0.25 to 60 hours."""
    found = _HOURS.fullmatch(hours.strip())
    if found is None:
        return None
    whole, part = int(found[1]), found[2] or "0"
    minutes = round(whole * 60 + int(part) * 60 / 10 ** len(part))
    return minutes if SHORTEST <= minutes <= LONGEST else None


def hours_of(minutes: int) -> str:
    """Minutes as hours in digits, without needless ones: 90 is "1.5"."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def plain(words: str) -> str:
    """Words as they are compared: small letters, no accents, one blank for whatever stands between them."""
    return _SPACES.sub(" ", without_accents(words).casefold()).strip()
