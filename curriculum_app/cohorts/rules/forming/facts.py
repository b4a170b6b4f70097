"""What is known when cohorts are formed: girls who wait, groups that could take them, and the programme's limits.

Nothing here names a person: ids, dates, numbers and codes only.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from curriculum_app.participants.rules.availability import Slot
from curriculum_app.participants.rules.dates import age_on

Draft = Mapping[UUID, UUID]  # the girls who have a place, each with her group


class Obstacle(StrEnum):
    """Why a girl cannot be in a group, in the order in which people are told; of a pair only where nothing else is."""

    AREA = "area"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    CONSENT = "consent"
    STAFF = "staff"
    ROOM = "room"
    LANGUAGE = "language"
    TIME = "time"
    SITE = "site"
    AGE_SPAN = "age_span"
    FULL = "full"
    APART = "apart"


class Shortfall(StrEnum):
    """What is wrong with a whole group of a draft."""

    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The programme's limits on the day a group starts: ages in whole years, both included, home areas, and seats."""

    minimum_age: int = 12
    maximum_age: int = 17
    service_areas: frozenset[int] = frozenset({6, 8})
    largest_group: int = 30


@dataclass(frozen=True, slots=True)
class Girl:
    """A girl who waits. `languages`: hers first, empty when not recorded. `available`: None when nobody asked her.

    `agreed_until` is the last day on which her consents are in force (`date.max`: no end), None without them. `sites`
    are those where staff say she can go; `lives_in` is the closed setting that she lives in.
    """

    id: UUID
    birth_date: date
    service_area: int | None
    days_waiting: int
    languages: tuple[str, ...] = ()
    available: tuple[Slot, ...] | None = None
    agreed_until: date | None = date.max
    sites: frozenset[UUID] = frozenset()
    lives_in: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A site: the home areas it serves, the seats in its room (None: not counted), whether outsiders stay out."""

    id: UUID
    serves: frozenset[int]
    seats: int | None = None
    is_closed_setting: bool = False


@dataclass(frozen=True, slots=True)
class Seated:
    """A girl who has her seat in a planned cohort already."""

    id: UUID
    birth_date: date


@dataclass(frozen=True, slots=True)
class PossibleGroup:
    """A group that could take girls: planned already (`is_new` false, with who is `seated`) or only thought of.

    `seats` is its maximum with those seated; `minimum` counts for new ones. `is_ready`: ready staff on its dates.
    `joins_on` is the day on which a girl would begin, when that is not the first.
    """

    id: UUID
    place: Place
    weekdays: tuple[int, ...]
    starts_at: time
    ends_at: time
    first_on: date
    last_on: date
    language: str
    seats: int
    minimum: int = 0
    staff: frozenset[UUID] = frozenset()
    is_ready: bool = True
    bounds: Bounds = Bounds()
    joins_on: date | None = None
    is_new: bool = True
    seated: tuple[Seated, ...] = ()

    @property
    def free(self) -> int:
        """Seats that the room and the plan leave, never below zero."""
        most = self.seats if self.place.seats is None else min(self.seats, self.place.seats)
        return max(most - len(self.seated), 0)

    @property
    def may_grow(self) -> bool:
        """Whether the room and the programme's limits would hold one more seat."""
        return self.seats < min(self.bounds.largest_group, self.place.seats or self.bounds.largest_group)


@dataclass(frozen=True)
class Problem:
    """Everything a draft is made from. `now` is where the girls stand in the last draft, `pinned` whom a person put.

    A pinned girl without a group in `now` was taken out by hand and stays out. `apart` are the keep-apart pairs.
    `age_span` is how many years may lie between the youngest and the oldest of a group.
    """

    girls: tuple[Girl, ...]
    groups: tuple[PossibleGroup, ...]
    apart: frozenset[frozenset[UUID]] = frozenset()
    age_span: int = 3
    now: Draft = field(default_factory=dict)
    pinned: frozenset[UUID] = frozenset()

    def partners(self) -> dict[UUID, frozenset[UUID]]:
        """For each girl of a pair, all who are kept apart from her."""
        found: dict[UUID, set[UUID]] = {}
        for pair in self.apart:
            one, other = pair
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return {girl: frozenset(others) for girl, others in found.items()}


def age_in(girl: Girl | Seated, group: PossibleGroup) -> int:
    """Her age in whole years on the day the group starts."""
    return age_on(girl.birth_date, group.first_on)


def company(draft: Draft) -> dict[UUID, frozenset[UUID]]:
    """The girls of each group of a draft."""
    found: dict[UUID, set[UUID]] = {}
    for girl, group in draft.items():
        found.setdefault(group, set()).add(girl)
    return {group: frozenset(girls) for group, girls in found.items()}


def meet_at_once(one: PossibleGroup, other: PossibleGroup) -> bool:
    """Whether two groups would need the same room or the same person at the same time."""
    if one.place.id != other.place.id and one.staff.isdisjoint(other.staff):
        return False
    if one.last_on < other.first_on or other.last_on < one.first_on:
        return False
    if set(one.weekdays).isdisjoint(other.weekdays):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def clashes(groups: Collection[PossibleGroup]) -> dict[UUID, frozenset[UUID]]:
    """For each group, the others that cannot stand beside it."""
    found: dict[UUID, set[UUID]] = {group.id: set() for group in groups}
    listed = list(groups)
    for number, one in enumerate(listed):
        for other in listed[number + 1 :]:
            if meet_at_once(one, other):
                found[one.id].add(other.id)
                found[other.id].add(one.id)
    return {group: frozenset(others) for group, others in found.items()}
