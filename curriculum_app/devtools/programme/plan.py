"""Which groups the demonstration has: a few that every load has, then as many more as the girls fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from uuid import UUID

from curriculum_app.devtools.dice import Dice, chances
from curriculum_app.devtools.programme.places import HALL, Place, Places

SOUTH, BAY = 6, 8
EVERY_DAY = tuple(range(7))
SMALLEST, LARGEST = 6, 12
LEAST_GIRLS, MOST_GIRLS = 60, 300_000
# So many that a page of outcomes has something to say: some have left, and three months have passed for some.
USUAL_GIRLS = 180
HOURS = (time(15, 30), time(16, 0), time(16, 30), time(17, 0))


class Stage(StrEnum):
    """Where a group stands today."""

    COMPLETED = "completed"
    RUNNING = "running"
    PLANNED = "planned"
    CANCELLED = "cancelled"


# A small programme is shown at its busiest; what a large one has beyond that is nearly all behind it.
BUSY_GROUPS = 120
BUSY = chances({Stage.COMPLETED: 72, Stage.RUNNING: 21, Stage.PLANNED: 7})
BEHIND = chances({Stage.COMPLETED: 967, Stage.RUNNING: 25, Stage.PLANNED: 8})
NEVER_BEGAN = 0.02


@dataclass(frozen=True)
class Size:
    """How large a programme of `girls` girls is in everything else."""

    girls: int

    @property
    def waiting(self) -> int:
        """Girls without a seat: many of a small programme, few of one that looks back on years."""
        return round(min(self.girls, 2_000) * 0.15 + max(self.girls - 2_000, 0) * 0.03)

    @property
    def groups(self) -> int:
        """About how many groups there are."""
        return (self.girls - self.waiting) // 9 + 1

    @property
    def days_back(self) -> int:
        """How long ago the first group began: two and a half years, up to ten."""
        return 900 + min(2_700, self.girls // 50)

    @property
    def facilitators(self) -> int:
        """Facilitators beside those of the accounts: two pairs and more, half of them in either area."""
        return 4 * (1 + min(self.groups, BUSY_GROUPS) // 12 + max(self.groups - BUSY_GROUPS, 0) // 200)


@dataclass(frozen=True)
class Group:
    """A group to be made. `lead` and `co` are staff ids; `is_shown` marks the groups of the accounts."""

    ordinal: int
    stage: Stage
    area: int
    place: Place
    first_on: date
    weekdays: tuple[int, ...]
    starts_at: time
    girls: int
    lead: UUID
    co: UUID
    is_shown: bool = False


def groups(dice: Dice, size: Size, *, today: date, places: Places, staff: Mapping[str, UUID]) -> list[Group]:
    """The groups by their first day, in which every girl who does not wait gets her first seat.

    In this order whoever left one group can take a seat in a later one, and rows go in nearly as their ids are ordered.
    """
    shown = _shown(dice, today, places, staff)
    others = [user for email, user in staff.items() if email.startswith("staff")]
    more: list[Group] = []
    for girls in _sizes(dice, size.girls - size.waiting - sum(group.girls for group in shown)):
        for stage in _stages(dice, len(more)):
            more.append(
                _another(
                    dice, ordinal=len(shown) + len(more), girls=0 if stage is Stage.CANCELLED else girls, stage=stage,
                    size=size, today=today, places=places, staff=others,
                )
            )  # fmt: skip
    return sorted([*shown, *more], key=lambda group: (group.first_on, group.ordinal))


def _sizes(dice: Dice, girls: int) -> Iterator[int]:
    """Groups of six to eleven girls, so that one who comes back finds a seat; the last takes who is left."""
    while girls > LARGEST:
        seats = dice.number(SMALLEST, min(LARGEST - 1, girls - SMALLEST))
        yield seats
        girls -= seats
    if girls:
        yield girls


def _shown(dice: Dice, today: date, places: Places, staff: Mapping[str, UUID]) -> list[Group]:
    """The groups of the accounts: each facilitator has one that meets today, and one group meets daily for a week."""
    dana, marisol, sefina = (staff[f"{name}@example.com"] for name in ("facilitator", "cofacilitator", "facilitator8"))
    renee, other = staff["staff1@example.com"], staff["staff3@example.com"]
    weekday, day, week = (today.weekday(),), timedelta(days=1), timedelta(weeks=1)
    done = (today - 15 * week, today - 19 * week)
    south, bay = places[SOUTH], places[BAY]
    soon = dice.number(6, 12)
    return [
        Group(0, Stage.RUNNING, SOUTH, south[4], today - 3 * week, weekday, time(16), 9, dana, marisol, True),
        Group(1, Stage.RUNNING, SOUTH, south[6], today - 3 * day, EVERY_DAY, time(18), 7, marisol, dana, True),
        Group(2, Stage.RUNNING, BAY, bay[2], today - 5 * week, weekday, time(16, 30), 8, sefina, other, True),
        Group(3, Stage.COMPLETED, SOUTH, south[5], done[0], (done[0].weekday(),), time(16), 10, dana, renee, True),
        Group(4, Stage.COMPLETED, BAY, bay[5], done[1], (done[1].weekday(),), time(15, 30), 9, sefina, other, True),
        Group(5, Stage.PLANNED, BAY, bay[0], today + timedelta(days=soon), ((today.weekday() + soon) % 7,), time(17), 8,
              sefina, other, True),
        Group(6, Stage.CANCELLED, SOUTH, south[1], today - 4 * week, weekday, time(17), 0, renee, marisol, True),
    ]  # fmt: skip


def _stages(dice: Dice, ordinal: int) -> tuple[Stage, ...]:
    """Where the next group stands; past the first ones, now and then one beside it that never began."""
    if ordinal < BUSY_GROUPS:
        return (dice.weighted(BUSY),)
    stage = dice.weighted(BEHIND)
    return (stage, Stage.CANCELLED) if dice.happens(NEVER_BEGAN) else (stage,)


def _another(
    dice: Dice, *, ordinal: int, girls: int, stage: Stage, size: Size, today: date, places: Places,
    staff: Sequence[UUID],
) -> Group:  # fmt: skip
    area = dice.pick((SOUTH, BAY))
    place = dice.pick(places[area])
    # Halls are left soon, so groups there meet twice a week.
    is_twice = place.kind is HALL
    days = {
        Stage.COMPLETED: -dice.number(98, size.days_back),
        Stage.RUNNING: -dice.number(8, 28 if is_twice else 56),
        Stage.PLANNED: dice.number(4, 24),
        Stage.CANCELLED: -dice.number(30, size.days_back),
    }[stage]
    first_on = _workday(today + timedelta(days=days))
    weekdays = (first_on.weekday(), (first_on.weekday() + 2) % 5) if is_twice else (first_on.weekday(),)
    pair = dice.number(0, len(staff) // 4 - 1) * 4 + (0 if area == SOUTH else 2)
    return Group(ordinal, stage, area, place, first_on, weekdays, dice.pick(HOURS), girls, staff[pair], staff[pair + 1])


def _workday(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))
