"""Groups that demand asks for: of all sites, days, times and languages those that would give most girls a seat.

Plain and greedy on purpose: it fills a list for a person to look over; the solver decides who goes where.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from curriculum_app.cohorts.rules.forming.checks import against
from curriculum_app.cohorts.rules.forming.facts import Bounds, Girl, Place, PossibleGroup, age_in, meet_at_once
from curriculum_app.cohorts.rules.timetable import ends_at

STARTS = (time(15, 30), time(16, 0), time(16, 30), time(17, 0), time(17, 30))
SCHOOL_DAYS = range(5)
WEEKS = 9  # from the first session of ten to the last
MOST = 12
MOST_ASKED = 500  # the longest waiting; more would not change which groups are wanted


@dataclass(frozen=True, slots=True)
class Frame:
    """What every suggested group has in common: the earliest first day, minutes, seats, the programme's limits."""

    from_on: date
    minutes: int
    seats: int
    minimum: int
    age_span: int
    bounds: Bounds


def suggest(
    girls: Iterable[Girl], places: Sequence[Place], standing: Sequence[PossibleGroup], frame: Frame
) -> list[PossibleGroup]:
    """The groups to offer, the most wanted first; none that fewer than the minimum would join. Ids are the place's."""
    left = sorted(girls, key=lambda girl: (-girl.days_waiting, girl.id))[:MOST_ASKED]
    candidates = list(_candidates(left, places, frame))
    fits = [{girl.id: age_in(girl, group) for girl in left if not against(girl, group)} for group in candidates]
    found: list[PossibleGroup] = []
    served: set[UUID] = set()
    while len(found) < MOST:
        sizes = [_takers(ages, served, frame) for ages in fits]
        best = max(range(len(candidates)), key=lambda number: len(sizes[number]), default=None)
        if best is None or len(sizes[best]) < max(frame.minimum, 1):
            break
        group = candidates[best]
        if any(meet_at_once(group, other) for other in (*standing, *found)):
            fits[best] = {}
            continue
        found.append(group)
        served.update(sizes[best])
    return found


def _candidates(girls: Sequence[Girl], places: Sequence[Place], frame: Frame) -> Iterator[PossibleGroup]:
    languages = sorted({girl.languages[0] for girl in girls if girl.languages} or {"en"})
    for place in places:
        for weekday in SCHOOL_DAYS:
            first_on = frame.from_on + timedelta(days=(weekday - frame.from_on.weekday()) % 7)
            for starts_at in STARTS:
                for language in languages:
                    yield PossibleGroup(
                        place.id, place, (weekday,), starts_at, ends_at(starts_at, frame.minutes), first_on,
                        first_on + timedelta(weeks=WEEKS), language, min(frame.seats, place.seats or frame.seats),
                        frame.minimum, bounds=frame.bounds,
                    )  # fmt: skip


def _takers(ages: dict[UUID, int], served: set[UUID], frame: Frame) -> list[UUID]:
    """The girls without a group yet whom this one would take: of the best ages, the longest waiting first."""
    free = {girl: age for girl, age in ages.items() if girl not in served}
    best: list[UUID] = []
    for youngest in set(free.values()):
        takers = [girl for girl, age in free.items() if youngest <= age <= youngest + frame.age_span][: frame.seats]
        best = max(best, takers, key=len)
    return best
