"""Which groups the demonstration has: a few that every load has, then as many more as the girls fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from uuid import UUID

from curriculum_app.devtools.dice import Dice

SOUTH, BAY = 6, 8
EVERY_DAY = tuple(range(7))
WAITING_SHARE = 0.15
SMALLEST, LARGEST = 8, 12
LEAST_GIRLS, MOST_GIRLS = 60, 300_000
HOURS = (time(15, 30), time(16, 0), time(16, 30), time(17, 0))


class Stage(StrEnum):
    """Where a group stands today."""

    COMPLETED = "completed"
    RUNNING = "running"
    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Group:
    """A group to be made. `lead` and `co` are staff ids; `is_shown` marks the groups of the accounts."""

    ordinal: int
    stage: Stage
    area: int
    site: UUID
    first_on: date
    weekdays: tuple[int, ...]
    starts_at: time
    girls: int
    lead: UUID
    co: UUID
    is_shown: bool = False


def number_of_groups(girls: int) -> int:
    """About how many groups that many girls fill."""
    return int(girls * (1 - WAITING_SHARE) / ((SMALLEST + LARGEST) / 2)) + 1


def groups(
    dice: Dice, *, girls: int, today: date, sites: Mapping[int, Sequence[UUID]], staff: Mapping[str, UUID]
) -> Iterator[Group]:
    """The groups, in which `girls` girls have a seat; completed ones come before those that may take in who moved."""
    shown = _shown(dice, today, sites, staff)
    left = girls - sum(group.girls for group in shown)
    others = [user for email, user in staff.items() if email.startswith("staff")]
    more: list[Group] = []
    while left > 0:
        size = min(dice.number(SMALLEST, LARGEST), left)
        more.append(_another(dice, ordinal=len(shown) + len(more), size=size, today=today, sites=sites, staff=others))
        left -= size
    yield from sorted([*shown, *more], key=lambda group: list(Stage).index(group.stage))


def _shown(dice: Dice, today: date, sites: Mapping[int, Sequence[UUID]], staff: Mapping[str, UUID]) -> list[Group]:
    """The groups of the accounts: each facilitator has one that meets today, and one group meets daily for a week."""
    dana, marisol, sefina = (staff[f"{name}@example.com"] for name in ("facilitator", "cofacilitator", "facilitator8"))
    renee, other = staff["staff1@example.com"], staff["staff3@example.com"]
    weekday, day, week = (today.weekday(),), timedelta(days=1), timedelta(weeks=1)
    done = (today - 15 * week, today - 19 * week)
    south, bay = sites[SOUTH], sites[BAY]
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


def _another(
    dice: Dice, *, ordinal: int, size: int, today: date, sites: Mapping[int, Sequence[UUID]], staff: Sequence[UUID]
) -> Group:
    area = dice.pick((SOUTH, BAY))
    stage = dice.weighted({Stage.COMPLETED: 72, Stage.RUNNING: 21, Stage.PLANNED: 7})
    days = {
        Stage.COMPLETED: -dice.number(98, 900),
        Stage.RUNNING: -dice.number(8, 56),
        Stage.PLANNED: dice.number(4, 24),
    }[stage]
    first_on = _workday(today + timedelta(days=days))
    pair = dice.number(0, len(staff) // 4 - 1) * 4 + (0 if area == SOUTH else 2)
    return Group(
        ordinal, stage, area, dice.pick(sites[area]), first_on, (first_on.weekday(),), dice.pick(HOURS), size,
        staff[pair], staff[pair + 1],
    )  # fmt: skip


def _workday(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))
