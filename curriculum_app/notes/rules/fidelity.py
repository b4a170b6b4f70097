"""What a fidelity log says, and every figure that is made of it: the one place where they are defined.

A log says of each activity of the lesson whether it was done, changed or skipped, and its minutes. An optional
activity is only planned for spare time: as written, it is left out, and leaving it out needs no reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Totals:
    """What one log adds to the figures: activities planned and given, required and optional apart, and minutes."""

    required_planned: int
    required_given: int
    optional_planned: int
    optional_given: int
    minutes_planned: int
    minutes_given: int


def as_written(plan: Iterable[Planned]) -> dict[str, Given]:
    """The log of a session that went as its lesson has it."""
    return {
        each.key: Given(Outcome.DONE, each.minutes) if each.is_required else Given(Outcome.SKIPPED, 0) for each in plan
    }


def needs_reason(planned: Planned, given: Given) -> bool:
    """Whether a reason has to be said: for a change, and for a required activity that was skipped."""
    return given.outcome is Outcome.CHANGED or (given.outcome is Outcome.SKIPPED and planned.is_required)


def totals(plan: Sequence[Planned], given: Mapping[str, Given]) -> Totals:
    """Count a log: given is done or changed; planned minutes are those of required activities, given those of all."""
    required = [each for each in plan if each.is_required]
    optional = [each for each in plan if not each.is_required]
    return Totals(
        required_planned=len(required),
        required_given=sum(given[each.key].outcome is not Outcome.SKIPPED for each in required),
        optional_planned=len(optional),
        optional_given=sum(given[each.key].outcome is not Outcome.SKIPPED for each in optional),
        minutes_planned=sum(each.minutes for each in required),
        minutes_given=sum(given[each.key].minutes for each in plan),
    )


def share(part: int, whole: int) -> float | None:
    """`part` of `whole`, from 0 on; None where there is nothing to speak of. Minutes given may exceed the plan."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums over held sessions. Only `logged` of the `held` speak; the others are not logged, never 0."""

    held: int = 0
    logged: int = 0
    required_planned: int = 0
    required_given: int = 0
    optional_planned: int = 0
    optional_given: int = 0
    minutes_planned: int = 0
    minutes_given: int = 0
    engagement_sum: int = 0
    engagement_n: int = 0

    @property
    def adherence(self) -> float | None:
        """Required activities done or changed, of those planned in logged sessions; None without a log."""
        return share(self.required_given, self.required_planned)

    @property
    def optional_adherence(self) -> float | None:
        """Optional activities done or changed, of those that the lessons of logged sessions have."""
        return share(self.optional_given, self.optional_planned)

    @property
    def dosage(self) -> float | None:
        """Minutes given of minutes planned in logged sessions; over 1 where more time was spent."""
        return share(self.minutes_given, self.minutes_planned)

    @property
    def engagement(self) -> float | None:
        """The mean engagement, 1 to 4, of the `engagement_n` sessions where it was said."""
        return share(self.engagement_sum, self.engagement_n)
