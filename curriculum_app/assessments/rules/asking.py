"""Which questions a girl gets: her form, her language, the wave of a session, and where she goes on."""

from collections.abc import Sequence
from uuid import UUID

from .answers import Answers
from .instrument import LANGUAGES, Item
from .words import Form, Wave


def first_form(enrolment_id: UUID) -> Form:
    """The form with which a girl begins: half of the girls with each, and always the same for one seat."""
    return Form.A if enrolment_id.bytes[-1] % 2 == 0 else Form.B


def asked_language(language: str, others: str) -> str:
    """The language in which she is asked: her own, else another of hers (codes with blanks between), else English."""
    return next((each for each in (language, *others.split()) if each in LANGUAGES), "en")


def usual_wave(session_number: int, sessions: int) -> Wave:
    """What is mostly asked in a session: before the group in its first half, after it in the second."""
    return Wave.PRE if 2 * session_number <= sessions else Wave.POST


def next_number(items: Sequence[Item], answers: Answers) -> int | None:
    """The number, from 1, of the first question that was not reached; None when all were."""
    return next((number for number, item in enumerate(items, start=1) if item.key not in answers), None)
