"""The number that the hotline gives for the online form: 19 digits, however they are grouped when written down."""

from __future__ import annotations

DIGITS = 19
BETWEEN = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u00a0")


def read_number(text: str) -> str | None:
    """The 19 digits of `text`, without blanks and hyphens; None when it is anything else."""
    plain = text.translate(BETWEEN)
    return plain if len(plain) == DIGITS and plain.isascii() and plain.isdigit() else None


def spaced(number: str) -> str:
    """In groups of four from the left, as it is read aloud."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
