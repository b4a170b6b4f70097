"""Every figure that is made of fidelity logs: the one place where they are defined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from curriculum_app.notes.rules.fidelity import Given, Outcome, Planned


@dataclass(frozen=True, slots=True)
class Totals:
    """What one log adds to the figures: activities planned and given, required and optional apart, and minutes."""

    required_planned: int
    required_given: int
    optional_planned: int
    optional_given: int
    minutes_planned: int
    minutes_given: int


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
