"""One girl's fields as text, as a form posts and shows them, whether they mean anything or not."""

from __future__ import annotations

from dataclasses import dataclass

from curriculum_app.attendance.rules.values import Problem, Value, value_of
from curriculum_app.attendance.rules.words import PARTLY, Reason, Status


@dataclass(frozen=True, slots=True)
class Typed:
    """The texts of `mark-`, `reason-` and `minutes-`."""

    status: str = ""
    reason: str = ""
    minutes: str = ""


def typed_of(value: Value | None) -> Typed:
    """Return a value as the fields carry it."""
    if value is None:
        return Typed()
    return Typed(value.status.value, value.reason.value if value.reason else "", str(value.minutes or ""))


def meaning_of(typed: Typed) -> Value | Problem | None:
    """Return what the fields say: a value, None for "not marked", or what is wrong with them."""
    if typed.status == "":
        return None
    if typed.status not in set(Status):
        return Problem.STATUS_UNKNOWN
    if typed.reason and typed.reason not in set(Reason):
        return Problem.REASON_MISSING
    status = Status(typed.status)
    minutes = whole(typed.minutes)
    if status in PARTLY and typed.minutes and minutes is None:
        return Problem.MINUTES_OUT_OF_RANGE
    return value_of(status, Reason(typed.reason) if typed.reason else None, minutes)


def whole(text: str) -> int | None:
    """Return a whole number of at most nine digits, or None for any other text."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
