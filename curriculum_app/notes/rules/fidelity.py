"""What a fidelity log says; `figures` beside this says what is counted of it.

A log says of each activity of the lesson whether it was done, changed or skipped, and its minutes. An optional
activity is only planned for spare time: as written, it is left out, and leaving it out needs no reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_MINUTES = 480
LONGEST_DETAIL = 120
LONGEST_REMARK = 2_000
# Source: domain.md, Attendance: "engagement (1-4)".
LEAST_ENGAGED, MOST_ENGAGED = 1, 4


class Outcome(StrEnum):
    """What became of one activity."""

    DONE = "done"
    CHANGED = "changed"
    SKIPPED = "skipped"


class Why(StrEnum):
    """Why an activity was changed or skipped; OTHER goes with a few words."""

    RAN_OUT_OF_TIME = "ran_out_of_time"
    GROUP_NOT_READY = "group_not_ready"
    SAFETY = "safety"
    MATERIALS_OR_ROOM = "materials_or_room"
    GIRLS_REQUEST = "girls_request"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Planned:
    """One activity as the pinned edition has it, in minutes."""

    key: str
    minutes: int
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """What became of one activity, in minutes; `reason` and `detail` only where the rules ask for them."""

    outcome: Outcome
    minutes: int
    reason: Why | None = None
    detail: str = ""

    @property
    def tidied(self) -> Given:
        """The same without what its outcome has no use for: minutes of a skipped one, a reason of a done one."""
        if self.outcome is Outcome.DONE:
            return replace(self, reason=None, detail="")
        detail = self.detail if self.reason is Why.OTHER else ""
        return replace(self, detail=detail, minutes=0 if self.outcome is Outcome.SKIPPED else self.minutes)


@dataclass(frozen=True, slots=True)
class LogText:
    """A whole log: each activity by key, how engaged the group was (1 to 4, None: not said), and the free box."""

    given: Mapping[str, Given]
    engagement: int | None = None
    remark: str = ""


def as_written(plan: Iterable[Planned]) -> dict[str, Given]:
    """The log of a session that went as its lesson has it."""
    return {
        each.key: Given(Outcome.DONE, each.minutes) if each.is_required else Given(Outcome.SKIPPED, 0) for each in plan
    }


def needs_reason(planned: Planned, given: Given) -> bool:
    """Whether a reason has to be said: for a change, and for a required activity that was skipped."""
    return given.outcome is Outcome.CHANGED or (given.outcome is Outcome.SKIPPED and planned.is_required)
