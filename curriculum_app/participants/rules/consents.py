"""Consents: what was asked, who answered, and how it stands on any day.

Permission (a guardian's, a court's, an agency's, or the girl's own where the law lets a minor consent) and the girl's
assent are two answers; a kind is in force only while both are. Answers are never changed: a later one takes over from
the day on which it was given, so the state of any day can be told afterwards. A kind that nobody was asked about, media
among them, is not in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

EXPIRES_SOON = timedelta(days=30)


class ConsentKind(StrEnum):
    """What is consented to; each stands for itself."""

    PARTICIPATION = "participation"
    ASSESSMENTS = "assessments"
    EVALUATION = "evaluation"
    FOLLOW_UP_CONTACT = "follow_up_contact"
    MEDIA = "media"


class ConsentPart(StrEnum):
    """Whose answer it is: of whoever may permit it, or the girl's own."""

    PERMISSION = "permission"
    ASSENT = "assent"


class ConsentBasis(StrEnum):
    """What a permission rests on."""

    GUARDIAN = "guardian"
    COURT_ORDER = "court_order"
    MINOR_CONSENT = "minor_consent"
    AGENCY = "agency"


class ConsentAnswer(StrEnum):
    """What was said. A permission is revoked by whoever holds it, an assent by the girl."""

    GIVEN = "given"
    REFUSED = "refused"
    REVOKED = "revoked"


class ConsentState(StrEnum):
    """How an answer stands on a day."""

    IN_FORCE = "in_force"
    MISSING = "missing"
    EXPIRED = "expired"
    REFUSED = "refused"
    REVOKED = "revoked"

    @property
    def is_no(self) -> bool:
        """Whether somebody said no, which no reason of ours sets aside."""
        return self in {ConsentState.REFUSED, ConsentState.REVOKED}


class Said(NamedTuple):
    """One answer on paper. `expires_on` is the last day on which a given one holds; None where it has no end."""

    kind: ConsentKind
    part: ConsentPart
    answer: ConsentAnswer
    signed_on: date
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a part of a kind stands: since when, and until when where that is known."""

    state: ConsentState
    since: date | None = None
    expires_on: date | None = None

    def expires_soon(self, on: date) -> bool:
        """Whether it still holds on `on` and ends within 30 days."""
        ends = self.expires_on
        return self.state is ConsentState.IN_FORCE and ends is not None and ends <= on + EXPIRES_SOON


NEVER_ASKED = Standing(ConsentState.MISSING)
_STATES: Mapping[ConsentAnswer, ConsentState] = MappingProxyType(
    {ConsentAnswer.REFUSED: ConsentState.REFUSED, ConsentAnswer.REVOKED: ConsentState.REVOKED}
)


def standing(said: Sequence[Said], kind: ConsentKind, part: ConsentPart, on: date) -> Standing:
    """How one part of one kind stands on the day `on`. `said` is in the order of signature, then of recording."""
    latest = None
    for each in said:
        if (each.kind, each.part) == (kind, part) and each.signed_on <= on:
            latest = each
    if latest is None:
        return NEVER_ASKED
    if latest.answer is not ConsentAnswer.GIVEN:
        return Standing(_STATES[latest.answer], latest.signed_on)
    is_over = latest.expires_on is not None and latest.expires_on < on
    state = ConsentState.EXPIRED if is_over else ConsentState.IN_FORCE
    return Standing(state, latest.signed_on, latest.expires_on)


def standings(said: Sequence[Said], kind: ConsentKind, on: date) -> dict[ConsentPart, Standing]:
    """Both parts of one kind on the day `on`."""
    return {part: standing(said, kind, part, on) for part in ConsentPart}


def is_in_force(said: Sequence[Said], kind: ConsentKind, on: date) -> bool:
    """Whether permission and assent to `kind` both hold on the day `on`."""
    return all(each.state is ConsentState.IN_FORCE for each in standings(said, kind, on).values())


def kinds_in_force(said: Sequence[Said], on: date) -> frozenset[ConsentKind]:
    """The kinds of which every part holds on the day `on`."""
    return frozenset(kind for kind in ConsentKind if is_in_force(said, kind, on))


def expires_soon(said: Sequence[Said], kinds: Iterable[ConsentKind], on: date) -> bool:
    """Whether any of `kinds` is in force on `on` and ends within 30 days."""
    return any(
        is_in_force(said, kind, on) and any(each.expires_soon(on) for each in standings(said, kind, on).values())
        for kind in kinds
    )
