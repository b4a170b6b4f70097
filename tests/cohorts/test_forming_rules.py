"""The rules of forming by themselves: who may be where, what clashes, why somebody waits, what is suggested."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from curriculum_app.cohorts.rules.forming.checks import Checker, against
from curriculum_app.cohorts.rules.forming.facts import Girl, Obstacle, Place, PossibleGroup, Problem, Seated, Shortfall
from curriculum_app.cohorts.rules.forming.figures import figures, moved
from curriculum_app.cohorts.rules.forming.reasons import LIFTED, Change, reasons
from curriculum_app.cohorts.rules.forming.suggest import Frame, suggest
from curriculum_app.core.limits import Limits
from curriculum_app.participants.rules.availability import Slot
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentKind, ConsentPart, Said
from curriculum_app.participants.rules.eligibility import Home, Ineligible, asks, findings, stops
from curriculum_app.participants.rules.words import AreaState
from tests.factories.forming import START, Dice, little

AREA = frozenset({6})
SAME = {
    Ineligible.TOO_YOUNG: Obstacle.TOO_YOUNG,
    Ineligible.TOO_OLD: Obstacle.TOO_OLD,
    Ineligible.OUTSIDE_AREA: Obstacle.AREA,
    Ineligible.NO_PERMISSION: Obstacle.CONSENT,
    Ineligible.NO_ASSENT: Obstacle.CONSENT,
}


def an_id(number: int) -> UUID:
    return UUID(int=number)


def a_girl(number: int = 1, **values: object) -> Girl:
    """A girl of fourteen from area 6 who can come on Monday afternoons."""
    usual = {
        "id": an_id(number), "birth_date": date(2012, 6, 1), "service_area": 6, "days_waiting": number,
        "languages": ("en",), "available": (Slot(0, time(15), time(18)),),
    }  # fmt: skip
    return Girl(**usual | values)  # type: ignore[arg-type]


def a_group(number: int = 100, **values: object) -> PossibleGroup:
    """A new group at an open site of area 6, Mondays from four to half past five."""
    usual = {
        "id": an_id(number), "place": Place(an_id(number + 50), AREA), "weekdays": (0,), "starts_at": time(16),
        "ends_at": time(17, 30), "first_on": START, "last_on": START + timedelta(weeks=9), "language": "en", "seats": 3,
    }  # fmt: skip
    return PossibleGroup(**usual | values)  # type: ignore[arg-type]


def test_eligibility_is_what_enrolling_asks() -> None:
    """The board's own short form and the findings at the door never disagree."""
    for seed in range(300):
        here, at_the_door = both_answers(seed)
        assert here == at_the_door, seed


def both_answers(seed: int) -> tuple[set[Obstacle], set[Obstacle]]:
    """What the board and what the door say against a random girl."""
    dice = Dice(seed)
    born = START - timedelta(days=dice.chance.randrange(11 * 365, 19 * 365))
    area = dice.chance.choice([5, 6, 8])
    ends = {part: dice.chance.choice([None, START - timedelta(days=1), START, date.max]) for part in ConsentPart}
    signed = START - timedelta(days=40)
    said = [
        Said(ConsentKind.PARTICIPATION, part, ConsentAnswer.GIVEN, signed, None if last == date.max else last)
        for part, last in ends.items()
        if last is not None
    ]
    known = [last for last in ends.values() if last is not None]
    girl = a_girl(birth_date=born, service_area=area, agreed_until=min(known) if len(known) == len(ends) else None)
    found = findings(born, Home(AreaState.DECIDED, area), said, Limits(12, 17, (6, 8)), begins_on=START, joins_on=START)
    at_the_door = {SAME[each.code] for each in (*asks(found), *stops(found))}
    return set(against(girl, a_group(place=Place(an_id(9), frozenset({5, 6, 8}))))), at_the_door


@pytest.mark.parametrize(
    ("girl", "place", "is_allowed"),
    [
        ({}, {}, True),
        ({"service_area": 8}, {}, False),
        ({"service_area": 8, "sites": frozenset({an_id(7)})}, {}, True),
        ({}, {"is_closed_setting": True}, False),
        ({"lives_in": an_id(7)}, {"is_closed_setting": True}, True),
        ({"sites": frozenset({an_id(7)})}, {"is_closed_setting": True}, True),
        ({"lives_in": an_id(8)}, {}, False),
        ({"lives_in": an_id(8), "sites": frozenset({an_id(7)})}, {}, True),
    ],
)
def test_who_can_go_where(girl: dict[str, Any], place: dict[str, Any], is_allowed: bool) -> None:
    site = Place(an_id(7), AREA, **place)
    assert (Obstacle.SITE not in against(a_girl(**girl), a_group(place=site))) is is_allowed


def test_she_has_to_have_time_for_the_whole_meeting_of_every_day() -> None:
    until_five = (Slot(0, time(15), time(17)),)
    assert against(a_girl(available=until_five), a_group()) == (Obstacle.TIME,)
    assert against(a_girl(), a_group(weekdays=(0, 2))) == (Obstacle.TIME,)
    assert against(a_girl(available=None), a_group(weekdays=(0, 2))) == ()


def test_two_groups_need_one_room_or_one_person_only_at_the_same_time() -> None:
    first = a_group(100)
    clashing = a_group(101, place=first.place, starts_at=time(17), ends_at=time(18, 30))
    later = a_group(102, place=first.place, starts_at=time(17, 30), ends_at=time(19))
    same_lead = a_group(103, staff=frozenset({an_id(1)}))
    with_lead = replace(first, staff=frozenset({an_id(1)}))
    girl, other = a_girl(1), a_girl(2, available=(Slot(0, time(15), time(20)),))
    checker = Checker(Problem((girl, other), (with_lead, clashing, later, same_lead)))
    draft = {girl.id: with_lead.id}
    assert checker.obstacles(other.id, clashing.id, draft) == (Obstacle.ROOM,)
    assert checker.obstacles(other.id, same_lead.id, draft) == (Obstacle.ROOM,)
    assert checker.obstacles(other.id, later.id, draft) == ()


def test_a_planned_group_takes_its_room_though_nobody_joins_it() -> None:
    planned = a_group(100, is_new=False)
    new = a_group(101, place=planned.place)
    checker = Checker(Problem((a_girl(),), (planned, new)))
    assert checker.obstacles(an_id(1), new.id, {}) == (Obstacle.ROOM,)
    assert checker.obstacles(an_id(1), planned.id, {}) == ()


def test_ages_are_those_of_the_first_day_and_count_who_is_seated() -> None:
    old = Seated(an_id(50), START.replace(year=START.year - 17))
    group = a_group(seated=(old,), is_new=False)
    young = a_girl(birth_date=START.replace(year=START.year - 14) + timedelta(days=1))
    on_the_day = a_girl(2, birth_date=START.replace(year=START.year - 14))
    checker = Checker(Problem((young, on_the_day), (group,), age_span=3))
    assert checker.obstacles(young.id, group.id, {}) == (Obstacle.AGE_SPAN,)
    assert checker.obstacles(on_the_day.id, group.id, {}) == ()


def test_the_room_bounds_the_seats() -> None:
    group = a_group(seats=3, place=Place(an_id(7), AREA, seats=1))
    girls = (a_girl(1), a_girl(2))
    checker = Checker(Problem(girls, (group,)))
    assert checker.obstacles(an_id(2), group.id, {an_id(1): group.id}) == (Obstacle.FULL,)
    assert [each.what for each in checker.faults({girl.id: group.id for girl in girls})] == [Shortfall.TOO_MANY]


def test_of_a_pair_one_hears_only_when_nothing_else_speaks_against_it() -> None:
    group = a_group(seats=1)
    pair = frozenset({frozenset({an_id(1), an_id(2)})})
    checker = Checker(Problem((a_girl(1), a_girl(2)), (group,), apart=pair))
    assert checker.obstacles(an_id(2), group.id, {an_id(1): group.id}) == (Obstacle.FULL, Obstacle.APART)
    roomy = Checker(Problem((a_girl(1), a_girl(2)), (replace(group, seats=3),), apart=pair))
    assert roomy.obstacles(an_id(2), group.id, {an_id(1): group.id}) == (Obstacle.APART,)
    told = reasons(roomy, {an_id(1): group.id})[an_id(2)]
    assert (told.what, told.change, told.group) == (None, Change.NEW_GROUP, None)


@pytest.mark.parametrize("seed", range(40))
def test_the_change_that_is_told_is_the_one_thing_in_the_way(seed: int) -> None:
    problem = little(seed, girls=10, groups=4)
    checker = Checker(problem)
    draft = {girl: group for girl, group in problem.now.items() if not checker.obstacles(girl, group, {})}
    told = {girl: reason for girl, reason in reasons(checker, draft).items() if reason.group is not None}
    for girl, reason in told.items():
        found = checker.obstacles(girl, reason.group, draft)  # type: ignore[arg-type]
        if reason.change in {Change.PLACE_NOW, Change.MORE_GIRLS}:
            assert found == ()
        else:
            assert [LIFTED[each] for each in found] == [reason.change]


def test_the_cheapest_change_comes_first() -> None:
    full, tuesday = a_group(100, seats=1), a_group(101, weekdays=(1,))
    checker = Checker(Problem((a_girl(1), a_girl(2)), (full, tuesday)))
    assert reasons(checker, {an_id(1): full.id})[an_id(2)].change is Change.SEAT
    largest = replace(full, place=Place(an_id(7), AREA, seats=1))
    no_room = Checker(Problem((a_girl(1), a_girl(2)), (largest, tuesday)))
    assert reasons(no_room, {an_id(1): full.id})[an_id(2)].change is Change.TIME


def test_a_group_that_needs_more_girls_says_how_many() -> None:
    group = a_group(minimum=3)
    told = reasons(Checker(Problem((a_girl(1),), (group,))), {})[an_id(1)]
    assert (told.change, told.number) == (Change.MORE_GIRLS, 2)


def test_groups_are_suggested_where_enough_girls_could_come() -> None:
    frame = Frame(START, 90, 12, 3, 3, a_group().bounds)
    spanish = [a_girl(number, languages=("es",)) for number in range(1, 5)]
    english = [a_girl(number, available=(Slot(1, time(15), time(18)),)) for number in range(5, 7)]
    closed, room = Place(an_id(70), AREA, is_closed_setting=True), Place(an_id(71), AREA, seats=8)
    found = suggest([*spanish, *english], [closed, room], [], frame)
    assert [(each.language, each.weekdays, each.place.id, each.seats) for each in found] == [("es", (0,), room.id, 8)]
    assert suggest(spanish, [room], [a_group(place=room, starts_at=time(15, 30))], frame) == []


def test_the_figures_count_girls_days_and_seats() -> None:
    planned = a_group(100, is_new=False, seated=(Seated(an_id(50), date(2012, 1, 1)),))
    new, unused = a_group(101), a_group(102)
    problem = Problem((a_girl(5), a_girl(9)), (planned, new, unused))
    found = figures(problem, {an_id(5): new.id})
    assert (found.placed, found.waiting, found.longest_wait, found.days_served) == (1, 1, 9, 5)
    assert (found.seats_filled, found.seats, found.groups) == (2, 6, 1)
    assert moved({an_id(5): new.id, an_id(9): new.id}, {an_id(5): new.id}) == 1
