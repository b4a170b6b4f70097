"""The code on a girl's slip: seven letters that nobody takes for each other, and that spell nothing."""

import re
from uuid import UUID

# Consonants that look and sound unlike on paper and on a phone; 18 to the seventh are 612 million.
LETTERS = "BCDFGHJKMNPQRTVWXZ"
CODE_LENGTH = 7
_BETWEEN = re.compile(r"[\s\-.]+")


def code_from(digest: bytes) -> str:
    """The code that follows from a keyed hash of at least 16 bytes; every code is as likely."""
    rest, letters = int.from_bytes(digest), []
    for _ in range(CODE_LENGTH):
        rest, place = divmod(rest, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def typed_code(text: str) -> str | None:
    """The code in what somebody typed, small letters and blanks forgiven; None where it cannot be one."""
    code = _BETWEEN.sub("", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(LETTERS) else None


def code_as_printed(code: str) -> str:
    """The code in two parts, as eyes read it: "BCD FGHJ"."""
    return f"{code[:3]} {code[3:]}"


def slip_words(form_id: UUID, enrolment_id: UUID) -> tuple[str, str]:
    """What a code follows from: the printing and the girl, so that the same printing again gives the same slips."""
    return form_id.hex, enrolment_id.hex
