"""Girls who left a group before they had completed, and come back to a later one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from uuid import UUID

from curriculum_app.attendance.rules.tallies import Tally
from curriculum_app.cohorts.rules.states import ExitReason
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme.plan import LARGEST, Group, Stage
from curriculum_app.devtools.programme.seats import Seat

# How many of those who left for such a reason are referred or found again.
COME_BACK = {
    ExitReason.MOVED: 0.9, ExitReason.RELEASED: 0.6, ExitReason.LOST_CONTACT: 0.6, ExitReason.REFERRED_ON: 0.4,
    ExitReason.WITHDREW_ASSENT: 0.3, ExitReason.PARENT_WITHDREW: 0.3,
}  # fmt: skip
MOST_AT_ONCE = 3


@dataclass(frozen=True)
class Latest:
    """A girl's latest seat, and the tally of all her seats together."""

    seat: Seat
    group: Group
    cohort_id: UUID
    tally: Tally


class Leavers:
    """Who may come back, by area and by the day she left. The groups of the accounts keep theirs among themselves."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.waiting: dict[tuple[int, bool], list[tuple[date, int, Latest]]] = defaultdict(list)
        self.number = 0

    def takes(self, latest: Latest) -> bool:
        """Whether she may come back; if so she waits here, and her tally is written under her next seat."""
        seat, group = latest.seat, latest.group
        if seat.exited_on is None or seat.exit_reason is None:
            return False
        share = COME_BACK.get(seat.exit_reason, 0.0)
        if group.is_shown:
            share = float(seat.exit_reason is ExitReason.MOVED)
        if not self.dice.happens(share):
            return False
        self.number += 1
        heappush(self.waiting[group.area, group.is_shown], (seat.exited_on, self.number, latest))
        return True

    def coming_to(self, group: Group) -> list[Latest]:
        """Who comes to `group` on its first day: those who left first, as far as it has seats."""
        waiting, found = self.waiting[group.area, group.is_shown], list[Latest]()
        seats = 0 if group.stage is Stage.CANCELLED else min(MOST_AT_ONCE, LARGEST - group.girls)
        while waiting and waiting[0][0] <= group.first_on and len(found) < seats:
            found.append(heappop(waiting)[-1])
        return found

    def rest(self) -> list[Latest]:
        """Who has not come back so far."""
        return [latest for waiting in self.waiting.values() for *_, latest in sorted(waiting)]
