"""What a training is, and whether it counts on a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TrainingKind(StrEnum):
    """What a member of staff has been trained for."""

    CLINICAL = "clinical"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which one training counts, both included; `valid_until` None is open."""

    kind: TrainingKind
    valid_from: date
    valid_until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the training counts on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def is_trained(windows: Iterable[Window], kind: TrainingKind, day: date) -> bool:
    """Whether one of the trainings of this kind counts on `day`."""
    return any(window.kind is kind and window.covers(day) for window in windows)


def last_day(windows: Iterable[Window], kind: TrainingKind, before: date) -> date | None:
    """The last day on which a training of this kind counted before `before`; None when none ever did."""
    return max(
        (each.valid_until for each in windows if each.kind is kind and each.valid_until and each.valid_until < before),
        default=None,
    )
