"""One invented girl and the referral that brings her: the facts that a form or a file would hold."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache

from curriculum_app.devtools.dice import Chances, Dice, chances
from curriculum_app.devtools.people.families import BAY, SOUTH, Family, lists
from curriculum_app.participants.rules.availability import Slot, write_availability
from curriculum_app.participants.rules.rows import ReferralFacts

YOUNGEST, OLDEST = 12, 17


def invent(
    dice: Dice,
    *,
    area: int,
    referred_on: date,
    weekday: int | None = None,
    is_shared: bool = False,
    age: int | None = None,
) -> ReferralFacts:
    """A girl of `age` (12 to 17 unless given) at home in `area`, or in a ZIP code that areas share.

    She can come on `weekday` in the afternoon, when that is given.
    """
    family = dice.weighted(_families_in(area))
    girl, last = dice.pick(family.girls), _family_name(dice, family)
    town = dice.pick(lists().shared_towns if is_shared else family.homes or lists().towns[area])
    return ReferralFacts(
        first_name=girl,
        last_name=last,
        chosen_name=dice.pick(family.girls) if dice.happens(0.06) else "",
        birth_date=_born(dice, referred_on, dice.number(YOUNGEST, OLDEST) if age is None else age),
        source=dice.pick(lists().sources),
        referred_on=referred_on,
        street=f"{dice.number(101, 9899)} {dice.pick(lists().streets)}",
        city=town.name,
        zip_code=town.zip_code,
        language=dice.weighted(family.languages),
        races=dice.pick(family.races),
        guardian_name=f"{dice.pick(family.adults)} {last}",
        guardian_phone=_phone(dice),
        phone=_phone(dice) if dice.happens(0.6) else "",
        school=dice.pick(lists().schools),
        placement=dice.pick(lists().placements),
        safe_contact=dice.pick(lists().safe_contacts) if dice.happens(0.4) else "",
        availability=_hours(dice, weekday),
        external_id=f"R-{dice.number(100000, 999999)}-{dice.code()}" if dice.happens(0.5) else "",
    )


@cache
def _families_in(area: int) -> Chances[Family]:
    """Families of the South Bay's Long Beach are not looked for in the South."""
    return chances((each, each.share) for each in lists().families if not each.homes or area == BAY)


def _family_name(dice: Dice, family: Family) -> str:
    last = dice.pick(family.names)
    if family.has_two_names and dice.happens(0.25):
        other = dice.pick(family.names)
        return last if other == last else f"{last} {other}"
    return last


def _born(dice: Dice, on: date, age: int) -> date:
    """A birth date that makes her `age` years old on that day."""
    birthday = on.replace(year=on.year - age, day=min(on.day, 28))
    return birthday - timedelta(days=dice.number(1, 360))


def _phone(dice: Dice) -> str:
    """A number from the block 555-0100 to 555-0199, which the numbering plan keeps for invented ones."""
    return f"{dice.pick(('323', '310', '424', '562'))}-555-01{dice.number(0, 99):02d}"


def _hours(dice: Dice, weekday: int | None) -> str:
    days = set(dice.some(range(5), 2)) | ({weekday} if weekday is not None else set())
    slots = (Slot(day, time(15 + dice.number(0, 1)), time(18, dice.pick((0, 30)))) for day in sorted(days))
    return write_availability(tuple(slots))


def home_area(dice: Dice, area: int) -> int:
    """Where a girl of a group in `area` lives: there, and now and then in the other area of the programme."""
    return area if dice.happens(0.9) else {SOUTH: BAY, BAY: SOUTH}[area]
