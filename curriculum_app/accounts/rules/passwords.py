"""Which passwords are good enough: long, not made of what anyone would try first, and otherwise free.

After NIST SP 800-63B-4, 3.1.1.2: at least 15 characters, every character allowed, no rules of composition,
compared with a blocklist. The blocklist is made of rules, not of a file: words of the programme, the person's
own name and address, rows of the keyboard, runs and repetitions. What is left beside those has to be long
enough to be a secret.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

SHORTEST = 15
LONGEST = 256
SECRET_PART = 8
FEWEST_DIFFERENT = 6
SHORTEST_WORD = 3
RUN = 4

ROWS = (
    "abcdefghijklmnopqrstuvwxyzabc",
    "01234567890123",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)
LINES = ROWS + tuple(row[::-1] for row in ROWS)
COMMON_WORDS = """
administrator administration angeles attendance certificate chocolate cohort coordinator county curriculum
department dragon facilitator family football letmein lifechoice losangeles manager mylife mychoice password
passphrase passwort contrasena prevention princess probation program programme session southbay sunshine
superman trustno unit welcome whatever changeme default secret baseball monkey qwerty iloveyou login master shadow
january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday spring summer autumn winter
"""
LOOKALIKES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})


class PasswordProblem(StrEnum):
    """Why a password is not good enough."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    REPEATS = "repeats"
    EASY = "easy"


def normal(password: str) -> str:
    """The password as it is hashed: NFKC, so that the same keys give the same secret on every device."""
    return unicodedata.normalize("NFKC", password)


def problem(password: str, *, email: str = "", full_name: str = "") -> PasswordProblem | None:
    """What is wrong with `password` for the person with this e-mail and name, or None when nothing is."""
    text = normal(password)
    if len(text) < SHORTEST:
        return PasswordProblem.TOO_SHORT
    if len(text) > LONGEST:
        return PasswordProblem.TOO_LONG
    folded = text.casefold()
    if len(set(folded)) < FEWEST_DIFFERENT or _period(folded) <= len(folded) // 2:
        return PasswordProblem.REPEATS
    if _secret_part(folded, email, full_name) < SECRET_PART:
        return PasswordProblem.EASY
    return None


def _period(text: str) -> int:
    """The length of the shortest piece that, said over and over, gives `text`."""
    return next(size for size in range(1, len(text) + 1) if text[size:] == text[: len(text) - size])


def _secret_part(folded: str, email: str, full_name: str) -> int:
    """How many characters are left when everything that is easily thought of has been struck out."""
    own = re.split(r"[\W_]+", f"{email} {full_name}".casefold())
    words = sorted(
        {*COMMON_WORDS.split(), *(part for part in own if len(part) >= SHORTEST_WORD)}, key=len, reverse=True
    )
    # Lengths stay the same under the lookalikes, so a word struck out there is struck out here.
    left = _without(list(folded), folded.translate(LOOKALIKES), words)
    left = _without(left, folded, words)
    return len("".join(_without_runs("".join(left)).split()))


def _without(left: list[str], seen: str, words: list[str]) -> list[str]:
    for word in words:
        for found in re.finditer(re.escape(word), seen):
            left[found.start() : found.end()] = " " * len(word)
    return left


def _without_runs(text: str) -> str:
    """`text` without stretches of four and more along a row of the keyboard, the alphabet or the digits, or
    of one key.
    """
    text = re.sub(r"(.)\1{2,}", r"\1", text)
    kept: list[str] = []
    at = 0
    while at < len(text):
        size = _run_at(text, at)
        kept.append(" " if size >= RUN else text[at])
        at += size if size >= RUN else 1
    return "".join(kept)


def _run_at(text: str, start: int) -> int:
    """How many characters from `start` on follow a row, forwards or backwards."""
    end = start
    while end < len(text) and any(text[start : end + 1] in line for line in LINES):
        end += 1
    return end - start
