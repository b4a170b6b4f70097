"""Cases of forming cohorts for the pure rules: little ones that can be tried out whole, large ones like two areas."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from itertools import product
from uuid import UUID

from curriculum_app.cohorts.rules.forming.checks import Checker
from curriculum_app.cohorts.rules.forming.facts import Girl, Place, PossibleGroup, Problem, Seated
from curriculum_app.cohorts.rules.forming.weights import worth
from curriculum_app.participants.rules.availability import Slot

START = date(2027, 1, 11)  # a Monday
AREAS = (6, 8)
LANGUAGES = ("en", "es")


class Dice:
    """Chance that gives the same case for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - cases, not secrets

    def id(self) -> UUID:
        """An id."""
        return UUID(int=self.chance.getrandbits(128))

    def happens(self, share: float) -> bool:
        """Whether something of this likelihood happens."""
        return self.chance.random() < share


def little(seed: int, *, girls: int = 5, groups: int = 3, pins: float = 0.0) -> Problem:
    """A case small enough to try every draft, with every rule at work; `pins` is the share of girls put by hand."""
    dice = Dice(seed)
    chance = dice.chance
    places = [
        Place(
            dice.id(),
            frozenset({6}) if dice.happens(0.7) else frozenset(AREAS),
            chance.choice([None, 2, 4]),
            dice.happens(0.2),
        )
        for _ in range(2)
    ]
    made = [_little_group(dice, chance.choice(places)) for _ in range(groups)]
    waiting = [_girl(dice, places, areas=(6, 6, 6, 8), days=range(7)) for _ in range(girls)]
    seated = [each.id for group in made for each in group.seated]
    pool = [girl.id for girl in waiting] + seated
    pairs = {frozenset(chance.sample(pool, 2)) for _ in range(chance.randrange(3))}
    now = {girl.id: chance.choice(made).id for girl in waiting if dice.happens(0.3)}
    pinned = frozenset(girl.id for girl in waiting if pins and dice.happens(pins))
    return Problem(
        tuple(waiting), tuple(made), frozenset(pairs), age_span=chance.choice([1, 2, 3]), now=now, pinned=pinned
    )


def _little_group(dice: Dice, place: Place) -> PossibleGroup:
    chance = dice.chance
    weekday, is_new = chance.randrange(2), dice.happens(0.7)
    first_on = START + timedelta(days=weekday)
    seated = () if is_new else tuple(Seated(dice.id(), _born(dice)) for _ in range(chance.randrange(2)))
    return PossibleGroup(
        dice.id(), place, (weekday,), time(16), time(17, 15), first_on, first_on + timedelta(weeks=9),
        chance.choice(LANGUAGES), chance.choice([1, 2, 3]), chance.choice([1, 2, 3]) if is_new else 0,
        frozenset({dice.id()}), is_ready=dice.happens(0.9), is_new=is_new, seated=seated,
    )  # fmt: skip


def large(
    seed: int, *, girls: int, sites: int, pairs: int, groups_a_site: int = 4, in_one_piece: bool = False
) -> Problem:
    """A case in the shape of the two areas; `in_one_piece`: every site takes girls of both, so nothing falls apart."""
    dice = Dice(seed)
    chance = dice.chance
    places = [
        Place(dice.id(), frozenset(AREAS) if in_one_piece else frozenset({AREAS[number % 2]}), 14, number % 6 == 5)
        for number in range(sites)
    ]
    groups = [group for place in places for group in _groups_at(dice, place, groups_a_site)]
    waiting = [_girl(dice, places, areas=AREAS, days=range(5)) for _ in range(girls)]
    apart: set[frozenset[UUID]] = set()
    while len(apart) < pairs:
        apart.add(frozenset(each.id for each in chance.sample(waiting, 2)))
    return Problem(tuple(waiting), tuple(groups), frozenset(apart))


def _groups_at(dice: Dice, place: Place, number: int) -> list[PossibleGroup]:
    moments = dice.chance.sample(list(product(range(5), (15, 16, 17))), number)
    return [
        PossibleGroup(
            dice.id(), place, (weekday,), time(hour), time(hour + 1, 15), START + timedelta(days=weekday),
            START + timedelta(days=weekday, weeks=9), dice.chance.choices(LANGUAGES, (3, 2))[0],
            dice.chance.choice([10, 12, 12]), 6,
        )
        for weekday, hour in moments
    ]  # fmt: skip


def _girl(dice: Dice, places: list[Place], *, areas: tuple[int, ...], days: range) -> Girl:
    chance = dice.chance
    own = chance.choices(LANGUAGES, (6, 4))[0]
    languages = (own,) if dice.happens(0.6) else (own, "en" if own == "es" else "es")
    free = sorted(chance.sample(list(days), chance.choice([1, 2, 2, 3, 4])))
    closed = [place.id for place in places if place.is_closed_setting]
    return Girl(
        id=dice.id(),
        birth_date=_born(dice),
        service_area=chance.choice(areas),
        days_waiting=int(chance.expovariate(1 / 60)),
        languages=() if dice.happens(0.03) else languages,
        available=None if dice.happens(0.1) else tuple(_slot(dice, day) for day in free),
        agreed_until=None if dice.happens(0.05) else date.max,
        sites=frozenset({chance.choice(places).id}) if dice.happens(0.05) else frozenset(),
        lives_in=chance.choice(closed) if closed and dice.happens(0.1) else None,
    )


def _born(dice: Dice) -> date:
    """Of eleven to eighteen years on the first days; most within the programme's ages."""
    return START - timedelta(days=dice.chance.randrange(12 * 365 - 60, 18 * 365 + 60))


def _slot(dice: Dice, day: int) -> Slot:
    return Slot(day, time(dice.chance.choice([14, 15, 15, 16])), time(dice.chance.choice([17, 18, 18, 19]), 30))


def best_by_trying(problem: Problem) -> int:
    """The points of the best draft, found by trying every one that the checker lets stand."""
    checker = Checker(problem)
    girls = [girl.id for girl in problem.girls]
    choices = [(None, *(group.id for group in checker.fitting[girl])) for girl in girls]
    best = 0
    for tried in product(*choices):
        draft = {girl: group for girl, group in zip(girls, tried, strict=True) if group is not None}
        points = worth(problem, draft)
        if points > best and not checker.faults(draft):
            best = points
    return best
