"""The completion report: what is counted, and the one definition of each of its three rates.

- *enrolled*: girls with an enrolment.
- *started*: of them, girls who were at one session or more, for however long.
- *exited*: of them, girls whose latest enrolment has ended, for whatever reason.
- *completed*: girls who meet the completion rule of their curriculum, over distinct lessons in all their groups.

`of_exited` counts only those who completed among the exited ("completing requirements" of OJJDP Title II: exited
having completed / all who exited), so a girl who has done enough lessons and still comes is in neither of its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curriculum_app.reports.rules.rates import Denominator, Rate


class GroupBy(StrEnum):
    """How the girls are put into rows."""

    SERVICE_AREA = "service_area"
    SITE = "site"
    COHORT = "cohort"
    PERIOD = "period"


class Figure(StrEnum):
    """A count in the report, each with a list of girls behind it."""

    ENROLLED = "enrolled"
    STARTED = "started"
    EXITED = "exited"
    COMPLETED = "completed"
    EXITED_COMPLETED = "exited_completed"


@dataclass(frozen=True, slots=True)
class Counts:
    """Girls counted once each. Raises ValueError when a part is larger than the whole."""

    enrolled: int = 0
    started: int = 0
    exited: int = 0
    completed: int = 0
    exited_completed: int = 0

    def __post_init__(self) -> None:
        parts_fit = max(self.started, self.exited, self.completed) <= self.enrolled
        if not (parts_fit and 0 <= self.exited_completed <= min(self.exited, self.completed)):
            raise ValueError(f"{self} does not add up.")

    def __add__(self, other: Counts) -> Counts:
        """The counts of two sets of girls that share nobody."""
        return Counts(
            self.enrolled + other.enrolled,
            self.started + other.started,
            self.exited + other.exited,
            self.completed + other.completed,
            self.exited_completed + other.exited_completed,
        )

    def of_enrolled(self) -> Rate:
        """Completed among all enrolled; low while groups are still running, because nobody there could finish yet."""
        return Rate(self.completed, self.enrolled, Denominator.ENROLLED)

    def of_started(self) -> Rate:
        """Completed among those who came at least once.

        Where a rule lets make-ups alone complete, such a girl never started and is in neither part of this rate.
        """
        return Rate(min(self.completed, self.started), self.started, Denominator.STARTED)

    def of_exited(self) -> Rate:
        """Exited having completed among all who exited (OJJDP Title II, "completing requirements")."""
        return Rate(self.exited_completed, self.exited, Denominator.EXITED)

    def rates(self) -> tuple[Rate, Rate, Rate]:
        """The three rates: of enrolled, of started, of exited."""
        return self.of_enrolled(), self.of_started(), self.of_exited()


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three calendar months in which girls were first enrolled."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """As it stands in addresses and files: 2026-Q4."""
        return f"{self.year}-Q{self.number}"

    @property
    def first_on(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def next_on(self) -> date:
        """The day after its last."""
        return date(self.year + 1, 1, 1) if self.number == 4 else date(self.year, self.number * 3 + 1, 1)


def quarter_of(key: str) -> Quarter | None:
    """The quarter that `key` ("2026-Q4") names; None when it names none."""
    year, _, number = key.partition("-Q")
    if not (year.isascii() and year.isdigit() and len(year) == len("2026") and number in {"1", "2", "3", "4"}):
        return None
    return Quarter(int(year), int(number)) if int(year) else None
