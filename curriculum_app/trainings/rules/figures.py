"""Counting trained people by the years of OJJDP's Title II, 1 October to 30 September."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from curriculum_app.core.written_dates import months_later
from curriculum_app.trainings.rules.courses import APPLIED_AFTER_MONTHS, asked_from


@dataclass(frozen=True, slots=True)
class Trained:
    """The figures of some trainings.

    `people` and `organisations` are counted once each, however often they came; `minutes` are those of all who came,
    `in_force` the certificates that count today. Of the `asked` (three months are over) so many `used` it and so many
    said `not_yet`.
    """

    trainings: int = 0
    people: int = 0
    organisations: int = 0
    minutes: int = 0
    in_force: int = 0
    asked: int = 0
    used: int = 0
    not_yet: int = 0

    @property
    def answered(self) -> int:
        """How many gave an answer: the denominator of the applied share."""
        return self.used + self.not_yet

    @property
    def silent(self) -> int:
        """How many gave none, though three months are over."""
        return self.asked - self.answered

    @property
    def applied_share(self) -> float | None:
        """The share from 0 to 1 of those who used it among those who answered; None when nobody did."""
        return self.used / self.answered if self.answered else None


def last_asked_day(today: date) -> date:
    """The latest day of a training whose three months are over today."""
    day = months_later(today, -APPLIED_AFTER_MONTHS)
    while asked_from(day + timedelta(days=1)) <= today:
        day += timedelta(days=1)
    return day
