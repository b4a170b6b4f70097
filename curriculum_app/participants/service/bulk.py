"""One step for several referrals at once, in one transaction; what cannot go stays and is named with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from curriculum_app.core.access import Actor
from curriculum_app.core.errors import Refusal
from curriculum_app.participants.models import Referral
from curriculum_app.participants.service.states import screen_referral, waitlist_referral


class BulkStep(StrEnum):
    """What may be done with several at once."""

    SCREEN = "screen"
    WAITLIST = "waitlist"


@dataclass(frozen=True)
class Stepped:
    """Which referrals went, and why the others stayed."""

    moved: tuple[Referral, ...]
    stayed: tuple[tuple[Referral, Refusal], ...]


STEPS = {BulkStep.SCREEN: screen_referral, BulkStep.WAITLIST: waitlist_referral}


def step_referrals(
    referrals: Collection[Referral], step: BulkStep, *, versions: Mapping[UUID, int], actor: Actor, at: datetime
) -> Stepped:
    """Take the step with each referral that may take it; needs participants and keys. Each refuses before it changes.

    `versions` are those of the list on which they were ticked.
    """
    moved: list[Referral] = []
    stayed: list[tuple[Referral, Refusal]] = []
    for referral in referrals:
        try:
            STEPS[step](referral, version=versions.get(referral.id, 0), actor=actor, at=at)
        except Refusal as refusal:
            stayed.append((referral, refusal))
        else:
            moved.append(referral)
    return Stepped(tuple(moved), tuple(stayed))
