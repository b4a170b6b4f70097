"""Whether a girl may have a place without a recorded reason.

The programme serves girls of 12 to 17 whose home lies in its service areas. Outside of that a place needs a recorded
reason; nothing here refuses a referral.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from curriculum_app.participants.rules.words import AreaState


class Ineligible(StrEnum):
    """Why a place needs a recorded reason."""

    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    OUTSIDE_AREA = "outside_area"
    AREA_UNDECIDED = "area_undecided"


@dataclass(frozen=True)
class Policy:
    """The programme's limits: ages in whole years, both included, and its service areas."""

    minimum_age: int
    maximum_age: int
    service_areas: Collection[int]


def eligibility(age: int, area_state: AreaState, service_area: int | None, policy: Policy) -> tuple[Ineligible, ...]:
    """What speaks against a place, most general first; empty when nothing does."""
    found = []
    if age < policy.minimum_age:
        found.append(Ineligible.TOO_YOUNG)
    if age > policy.maximum_age:
        found.append(Ineligible.TOO_OLD)
    if area_state is AreaState.UNDECIDED:
        found.append(Ineligible.AREA_UNDECIDED)
    elif area_state is AreaState.OUTSIDE or service_area not in policy.service_areas:
        found.append(Ineligible.OUTSIDE_AREA)
    return tuple(found)
