"""Answering the questions, one at a time; each is saved by itself, and what stood before is kept.

What was recorded stops a clock, or a reason why nothing is required; neither is asked of anybody's approval.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from curriculum_app.concerns import events
from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.rules.referral_number import read_number
from curriculum_app.concerns.rules.words import Agency, ClockKind, Field, Known, Question
from curriculum_app.concerns.service.writing import write_answers
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.errors import Refusal

SHORTEST_REASON = 10
# How far a browser's clock may be ahead of ours before "later than now" is a slip of the hand.
AHEAD = timedelta(minutes=5)
# The columns and the answers of each clock: when it was done, when it was said not to be required.
DONE = {ClockKind.PHONE: "called_at", ClockKind.CROSS: "crossed_at", ClockKind.WRITTEN: "written_at"}
WAIVED = {ClockKind.PHONE: "call_waived_at", ClockKind.CROSS: "cross_waived_at", ClockKind.WRITTEN: "written_waived_at"}
DONE_FIELD = {ClockKind.PHONE: Field.CALLED, ClockKind.CROSS: Field.CROSSED, ClockKind.WRITTEN: Field.WRITTEN}
REASON_FIELD = {
    ClockKind.PHONE: Field.PHONE_NOT_REQUIRED,
    ClockKind.CROSS: Field.CROSS_NOT_REQUIRED,
    ClockKind.WRITTEN: Field.WRITTEN_NOT_REQUIRED,
}


class AnswerMissing(Refusal):
    """Nothing was answered."""

    message: ClassVar[object] = _l("Answer this, or go on to the next question.")


class NumberWrong(Refusal):
    """The referral number has another length, or letters in it."""

    message: ClassVar[object] = _l("The referral number has 19 digits. Check it, or leave it empty and add it later.")
    field = "referral_number"


class NotYet(Refusal):
    """An instant that lies ahead."""

    message: ClassVar[object] = _l("That is later than now. Check the date and the time.")
    field = "time"


class ReasonTooShort(Refusal):
    """Why nothing is required wants a sentence."""

    message: ClassVar[object] = _l("Say why in at least 10 characters.")
    field = "reason"


def answer_learned(concern: Concern, said_at: datetime, *, actor: Actor, at: datetime) -> bool:
    """Correct when she learned of it, never later than she first typed it in; every clock runs from there anew."""
    concern.learned_said_at = said_at
    concern.learned_at = min(said_at, concern.entered_at)
    return _save(concern, Question.LEARNED, {Field.LEARNED: said_at.isoformat()}, actor=actor, at=at)


def answer_phone(
    concern: Concern,
    *,
    called_at: datetime | None,
    agency: Agency | None,
    spoken_to: str,
    referral_number: str,
    actor: Actor,
    at: datetime,
) -> bool:
    """Save what is known of the call; without `called_at` its clock runs on.

    Raises NumberWrong, NotYet, AnswerMissing.
    """
    number = read_number(referral_number) if referral_number else ""
    if number is None:
        raise NumberWrong
    if not (called_at or agency or spoken_to or number):
        raise AnswerMissing
    given = {Field.SPOKEN_TO: spoken_to, Field.REFERRAL_NUMBER: number}
    if called_at is not None:
        given |= _done(concern, ClockKind.PHONE, called_at, at)
    if agency is not None:
        concern.agency = agency
        given[Field.AGENCY] = agency.value
    return _save(concern, Question.PHONE, given, actor=actor, at=at)


def answer_text(concern: Concern, text: str, *, actor: Actor, at: datetime) -> bool:
    """Save what was seen or heard. Raises AnswerMissing."""
    if not text:
        raise AnswerMissing
    return _save(concern, Question.TEXT, {Field.TEXT: text}, actor=actor, at=at)


def answer_exploited(concern: Concern, known: Known, *, actor: Actor, at: datetime) -> bool:
    """Save whether the agency's own duty to cross-report applies; yes and "not sure" start its clock."""
    concern.exploited = known
    return _save(concern, Question.EXPLOITED, {Field.EXPLOITED: known.value}, actor=actor, at=at)


def answer_done(concern: Concern, kind: ClockKind, done_at: datetime, *, actor: Actor, at: datetime) -> bool:
    """Save when the cross-report or the written report was sent. Raises NotYet."""
    return _save(concern, Question(kind.value), _done(concern, kind, done_at, at), actor=actor, at=at)


def waive(concern: Concern, kind: ClockKind, reason: str, *, actor: Actor, at: datetime) -> bool:
    """Save that one step is not required, and why; the record and what it said before stay. Raises ReasonTooShort."""
    if len(reason) < SHORTEST_REASON:
        raise ReasonTooShort
    setattr(concern, DONE[kind], None)
    if getattr(concern, WAIVED[kind]) is None:
        setattr(concern, WAIVED[kind], at)
    given = {REASON_FIELD[kind]: reason, DONE_FIELD[kind]: ""}
    return _save(concern, Question(kind.value), given, actor=actor, at=at)


def _done(concern: Concern, kind: ClockKind, done_at: datetime, at: datetime) -> dict[Field, str]:
    if done_at > at + AHEAD:
        raise NotYet
    setattr(concern, DONE[kind], min(done_at, at))
    setattr(concern, WAIVED[kind], None)
    return {DONE_FIELD[kind]: done_at.isoformat(), REASON_FIELD[kind]: ""}


def _save(concern: Concern, question: Question, given: Mapping[Field, str], *, actor: Actor, at: datetime) -> bool:
    """Write the answers that are new and the line in the audit; False when all of them stand already."""
    count = write_answers(concern, given, actor=actor, at=at)
    if count:
        record(events.ANSWERED, actor=actor, at=at, subject=concern, question=question.value, fields=count)
    return count > 0
