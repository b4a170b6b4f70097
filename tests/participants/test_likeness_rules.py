"""When two records look like one girl, and when they do not: a table of pairs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.participants.rules.likeness import LIKELY, SHOWN, Alike, Identity, identity, likeness

Facts = tuple[str, str, str]


def girl(facts: Facts, chosen: str = "") -> Identity:
    """First name, last name, birth date."""
    return identity(facts[0], facts[1], chosen, date.fromisoformat(facts[2]))


MUST = [
    (("Maya", "Reyes", "2011-03-04"), ("MAYA", "reyes", "2011-03-04"), Alike.SAME_NAME),
    (("María José", "Núñez", "2011-03-04"), ("Maria Jose", "Nunez", "2011-03-04"), Alike.SAME_NAME),
    (("Ana-Lucía", "O'Neill", "2011-03-04"), ("Ana Lucia", "ONeill", "2011-03-04"), Alike.SAME_NAME),
    (("Maya", "Reyes", "2011-03-04"), ("Maya", "Reyes", "2011-04-03"), Alike.SWAPPED_DAY_MONTH),
    (("Maya", "Reyes", "2011-03-04"), ("Maya", "Reyes", "2011-03-14"), Alike.ONE_DIGIT_OFF),
    (("Maya", "Reyes", "2011-03-04"), ("Maya", "Reyes", "2021-03-04"), Alike.ONE_DIGIT_OFF),
    (("Maya", "Reyes", "2009-12-31"), ("Maya", "Reyes", "2010-12-31"), Alike.OTHER_YEAR),
    (("Maya", "Reyes", "2011-03-04"), ("Maya", "Reyes", "2011-11-27"), Alike.SAME_YEAR),
    (("Destiny", "Walker", "2012-06-01"), ("Destyni", "Walker", "2012-06-01"), Alike.NEAR_NAME),
    (("Destiny", "Walker", "2012-06-01"), ("Destiny", "Wakler", "2012-06-01"), Alike.NEAR_NAME),
    (("Sina", "Fonoti", "2012-06-01"), ("Sian", "Fonoti", "2012-06-01"), Alike.NEAR_NAME),
    (("Guadalupe", "Ortiz", "2012-06-01"), ("Lupita", "Ortiz", "2012-06-01"), Alike.NICKNAME),
    (("Alexandra", "Kim", "2012-06-01"), ("Alex", "Kim", "2012-06-01"), Alike.NICKNAME),
    (("María Fernanda", "Ruiz", "2012-06-01"), ("Fernanda", "Ruiz", "2012-06-01"), Alike.PART_OF_NAME),
    (("Ximena", "García López", "2012-06-01"), ("Ximena", "Lopez-Garcia", "2012-06-01"), Alike.SWAPPED_SURNAMES),
    (("Ximena", "García López", "2012-06-01"), ("Ximena", "López", "2012-06-01"), Alike.ONE_SURNAME),
    (("Ximena", "de la Cruz", "2012-06-01"), ("Ximena", "Cruz", "2012-06-01"), Alike.SAME_NAME),
    (("Reyes", "Maya", "2011-03-04"), ("Maya", "Reyes", "2011-03-04"), Alike.SWAPPED_NAMES),
    (("Soledad", "Mendoza", "2011-03-04"), ("Soledad", "Price", "2011-03-04"), Alike.OTHER_LAST_NAME),
]
MUST_NOT = [
    ("sisters", ("Maya", "Reyes", "2011-03-04"), ("Camila", "Reyes", "2013-08-19")),
    ("sisters of one year", ("Maya", "Reyes", "2011-01-04"), ("Camila", "Reyes", "2011-12-19")),
    ("twins", ("Maya", "Reyes", "2011-03-04"), ("Camila", "Reyes", "2011-03-04")),
    ("twins with names alike", ("Mia", "Reyes", "2011-03-04"), ("Lia", "Reyes", "2011-03-04")),
    ("a common name", ("Maria", "Garcia", "2011-03-04"), ("Maria", "Garcia", "2013-08-19")),
    ("two of one first name", ("Maria", "Garcia", "2011-03-04"), ("Maria", "Hernandez", "2011-09-21")),
    ("one birth date alone", ("Jayla", "Okafor", "2011-03-04"), ("Sina", "Fonoti", "2011-03-04")),
    ("short names", ("Ana", "Kim", "2011-03-04"), ("Eva", "Kim", "2011-03-04")),
    ("cousins", ("Tiana", "Brooks", "2011-03-04"), ("Tiana", "Santos", "2012-03-04")),
]


@pytest.mark.parametrize(("one", "other", "reason"), MUST)
def test_these_look_like_one_girl(one: Facts, other: Facts, reason: Alike) -> None:
    found = likeness(girl(one), girl(other))
    assert found.is_likely, found
    assert reason in found.reasons


@pytest.mark.parametrize(("who", "one", "other"), MUST_NOT)
def test_these_do_not(who: str, one: Facts, other: Facts) -> None:
    assert not likeness(girl(one), girl(other)).is_likely, who


def test_twins_are_marked_below_the_threshold() -> None:
    found = likeness(girl(("Maya", "Reyes", "2011-03-04")), girl(("Camila", "Reyes", "2011-03-04")))
    assert SHOWN <= found.score < LIKELY
    assert found.reasons == (Alike.OTHER_FIRST_NAME, Alike.SAME_LAST_NAME, Alike.SAME_BIRTH_DATE)


def test_a_chosen_name_counts_like_a_first_name() -> None:
    known = girl(("Guillermina", "Santos", "2012-01-09"), chosen="Memo")
    assert Alike.CHOSEN_NAME in likeness(known, girl(("Memo", "Santos", "2012-01-09"))).reasons
    assert likeness(known, girl(("Memo", "Santos", "2012-01-09"))).is_likely


names = st.text(st.characters(categories=("L", "M", "Zs", "Pd")), min_size=1, max_size=12)
girls = st.builds(identity, names, names, names | st.just(""), st.dates(date(2005, 1, 1), date(2016, 12, 31)))


@given(girls, girls)
def test_a_score_is_the_same_from_both_sides_and_between_0_and_100(one: Identity, other: Identity) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert there.score == back.score
    assert set(there.reasons) == set(back.reasons)
    assert 0 <= there.score <= 100


@given(girls)
def test_everybody_is_most_like_herself(one: Identity) -> None:
    assert likeness(one, one).score == 100
