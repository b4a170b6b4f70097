"""Which records are found to look like hers: within reach, ten at most, a sister marked, a decision remembered."""

from __future__ import annotations

from datetime import date

from curriculum_app.core.access import Actor, Permission
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.likeness import MOST_SHOWN, Similar, similar_to
from curriculum_app.participants.rules.likeness import Alike
from curriculum_app.participants.service.likeness import tell_apart
from tests.factories import Make

BORN = date(2012, 6, 1)


def similar(girl: Participant, actor: Actor) -> tuple[Similar, ...]:
    """What this coordinator is shown."""
    return similar_to(girl, actor.scopes(Permission.REFERRAL_DECIDE), actor)


def test_the_most_alike_comes_first_and_a_sister_is_marked(make: Make, coordinator: Actor) -> None:
    girl = make.participant("Destiny", "Walker", birth_date=BORN)
    sister = make.participant("Camila", "Walker", birth_date=BORN)
    near = make.participant("Destiney", "Walker", birth_date=BORN)
    make.participant("Destiny", "Walker", birth_date=date(2014, 9, 17))
    make.participant("Sina", "Fonoti", birth_date=BORN)
    found = similar(girl, coordinator)
    assert [(each.participant_id, each.is_open) for each in found] == [(near.id, True), (sister.id, False)]
    assert found[0].reasons == (Alike.NEAR_NAME, Alike.SAME_LAST_NAME, Alike.SAME_BIRTH_DATE)


def test_what_lies_beyond_reach_or_was_merged_is_not_found(make: Make, coordinator: Actor) -> None:
    girl = make.participant("Maya", "Reyes", birth_date=BORN)
    make.participant("Maya", "Reyes", birth_date=BORN, service_area=8)
    make.participant("Maya", "Reyes", birth_date=BORN, merged_into_id=girl.id)
    assert similar(girl, coordinator) == ()


def test_at_most_ten_are_shown(make: Make, coordinator: Actor) -> None:
    girls = [make.participant("Maya", "Reyes", birth_date=BORN) for _ in range(MOST_SHOWN + 3)]
    assert len(similar(girls[0], coordinator)) == MOST_SHOWN


def test_what_was_told_apart_is_not_asked_again_from_either_side(make: Make, coordinator: Actor) -> None:
    one, other = (make.participant("Maya", "Reyes", birth_date=BORN) for _ in range(2))
    row = tell_apart(one, other, actor=coordinator, at=make.at)
    assert tell_apart(other, one, actor=coordinator, at=make.at) is row
    for girl in (one, other):
        assert [each.is_open for each in similar(girl, coordinator)] == [False]
