"""Keep-apart pairs: who may set one, what counts on a day, and what a reader may know of."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import KeepApartPair
from curriculum_app.participants.queries.keep_apart import (
    apart_from,
    pairs_among,
    pairs_due_for_review,
    pairs_visible_to,
)
from curriculum_app.participants.rules.apart import months_later, review_span
from curriculum_app.participants.rules.words import ApartReason, ApartState
from curriculum_app.participants.service import keep_apart as service
from curriculum_app.participants.service.keep_apart import Term
from tests.factories import Make


@pytest.fixture
def coordinator(make: Make) -> Actor:
    """A coordinator of area 6."""
    return make.actor(make.user("coordinator"), "coordinator", service_area=6)


@pytest.fixture
def manager(make: Make) -> Actor:
    """Somebody who reaches the whole programme."""
    return make.actor(make.user("program_manager"), "program_manager")


def term(make: Make, **values: object) -> Term:
    usual = {"reason": ApartReason.COURT_ORDER, "from_on": make.today, "until_on": None}
    return Term(**{"review_on": months_later(make.today, 6), **usual, **values})  # type: ignore[arg-type]


def set_pair(make: Make, actor: Actor, **values: object) -> KeepApartPair:
    one, other = make.participant(), make.participant()
    return service.set_pair(one.id, other.id, term(make, **values), actor=actor, at=make.at)


def test_a_pair_is_the_same_whoever_is_named_first(make: Make, coordinator: Actor) -> None:
    one, other = make.participant(), make.participant()
    service.set_pair(other.id, one.id, term(make), actor=coordinator, at=make.at)
    with pytest.raises(service.AlreadyApart):
        service.set_pair(one.id, other.id, term(make), actor=coordinator, at=make.at)
    pair = (min(one.id, other.id), max(one.id, other.id))
    assert pairs_among([one.id, other.id, new_id()], make.today) == {pair}
    assert apart_from(one.id, make.today) == {other.id}
    assert apart_from(other.id, make.today) == {one.id}


def test_a_pair_holds_from_its_first_to_its_last_day(make: Make, coordinator: Actor) -> None:
    last = make.today + timedelta(days=3)
    pair = set_pair(make, coordinator, until_on=last)
    girls = [pair.first_id, pair.second_id]
    held = [day for day in (-1, 0, 3, 4) if pairs_among(girls, make.today + timedelta(days=day))]
    assert held == [0, 3]


def test_pairs_among_asks_once_and_finds_only_whole_pairs(
    make: Make, coordinator: Actor, statements: list[str]
) -> None:
    pairs = [set_pair(make, coordinator) for _ in range(3)]
    asked = [pairs[0].first_id, pairs[0].second_id, pairs[1].first_id, pairs[2].second_id]
    statements.clear()
    assert pairs_among(asked, make.today) == {(pairs[0].first_id, pairs[0].second_id)}
    assert len(statements) == 1
    assert len(pairs_among([*asked, pairs[1].second_id, *(new_id() for _ in range(25_000))], make.today)) == 2


def test_only_who_reaches_both_girls_knows_of_the_pair(make: Make, coordinator: Actor, manager: Actor) -> None:
    here, there = make.participant(), make.participant(service_area=8)
    with pytest.raises(service.NotBothYours):
        service.set_pair(here.id, there.id, term(make), actor=coordinator, at=make.at)
    pair = service.set_pair(here.id, there.id, term(make), actor=manager, at=make.at)
    of_both = make.actor(make.user("coordinator"), "coordinator", service_area=8)
    seen = [pairs_visible_to(who.scopes(Permission.APART_DECIDE), who) for who in (coordinator, of_both, manager)]
    assert [[row.id for row in rows] for rows in seen] == [[], [], [pair.id]]
    with pytest.raises(service.NotBothYours):
        service.end_pair(pair, version=1, actor=coordinator, at=make.at)
    with pytest.raises(service.NotBothYours):
        service.review_pair(pair, until_on=None, review_on=pair.review_on, version=1, actor=coordinator, at=make.at)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"from_on": 1}, service.StartsLater),
        ({"until_on": -1}, service.EndsTooEarly),
        ({"review_on": 150}, service.ReviewOutOfRange),
        ({"review_on": 380}, service.ReviewOutOfRange),
    ],
)
def test_dates_that_make_no_sense_are_refused(
    make: Make, coordinator: Actor, values: dict[str, int], refused: type[Refusal]
) -> None:
    days = {name: make.today + timedelta(days=shift) for name, shift in values.items()}
    with pytest.raises(refused):
        set_pair(make, coordinator, **days)
    assert db.session.scalar(select(KeepApartPair.id)) is None


def test_one_girl_is_no_pair(make: Make, coordinator: Actor) -> None:
    girl = make.participant()
    with pytest.raises(service.SameGirl):
        service.set_pair(girl.id, girl.id, term(make), actor=coordinator, at=make.at)


def test_a_pair_is_reviewed_after_six_to_twelve_months(make: Make, coordinator: Actor) -> None:
    pair, scopes = set_pair(make, coordinator), coordinator.scopes(Permission.APART_DECIDE)
    due = pair.review_on
    assert pairs_due_for_review(scopes, coordinator, on=due - timedelta(days=1)) == []
    assert [row.id for row in pairs_due_for_review(scopes, coordinator, on=due)] == [pair.id]
    latest = review_span(make.today)[1]
    service.review_pair(pair, until_on=None, review_on=latest, version=1, actor=coordinator, at=make.at)
    assert pairs_due_for_review(scopes, coordinator, on=due) == []
    assert (pair.reviewed_on, pair.version) == (make.today, 2)


def test_an_ended_pair_holds_no_longer_and_may_be_set_again(make: Make, coordinator: Actor) -> None:
    pair = set_pair(make, coordinator)
    service.end_pair(pair, version=1, actor=coordinator, at=make.at)
    assert pairs_among([pair.first_id, pair.second_id], make.today) == frozenset()
    with pytest.raises(service.PairChanged):
        service.end_pair(pair, version=pair.version, actor=coordinator, at=make.at)
    again = service.set_pair(pair.first_id, pair.second_id, term(make), actor=coordinator, at=make.at)
    assert again.state is ApartState.IN_FORCE


def test_a_pair_whose_last_day_is_over_makes_way_for_a_new_one(make: Make, coordinator: Actor) -> None:
    pair = set_pair(make, coordinator)
    pair.from_on, pair.until_on = make.today - timedelta(days=9), make.today - timedelta(days=1)
    service.set_pair(pair.first_id, pair.second_id, term(make), actor=coordinator, at=make.at)
    assert pair.state is ApartState.ENDED


def test_a_proposal_holds_nobody_back_until_it_is_accepted(make: Make, coordinator: Actor) -> None:
    one, other = make.participant(), make.participant()
    leader, chosen = make.actor(make.user()), new_id()
    for _ in range(2):
        pair = service.propose_pair(
            one.id, other.id, reason=ApartReason.CONFLICT, actor=leader, at=make.at, pair_id=chosen
        )
    assert apart_from(one.id, make.today) == frozenset()
    service.accept_pair(pair, term(make), version=1, actor=coordinator, at=make.at)
    assert apart_from(one.id, make.today) == {other.id}


def test_a_proposal_is_taken_whether_or_not_the_pair_is_in_force(make: Make, coordinator: Actor) -> None:
    pair, leader = set_pair(make, coordinator), make.actor(make.user())
    asked = service.propose_pair(pair.first_id, pair.second_id, reason=ApartReason.SAFETY, actor=leader, at=make.at)
    with pytest.raises(service.AlreadyApart):
        service.accept_pair(asked, term(make), version=1, actor=coordinator, at=make.at)
    service.end_pair(asked, version=1, actor=coordinator, at=make.at)
    assert apart_from(pair.first_id, make.today) == {pair.second_id}


def test_the_audit_names_the_pair_and_no_reason(make: Make, coordinator: Actor) -> None:
    pair = set_pair(make, coordinator)
    service.end_pair(pair, version=1, actor=coordinator, at=make.at)
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.object_id == pair.id).order_by(AuditEvent.id)).all()
    assert [row.action for row in rows] == ["participants:apart:set", "participants:apart:ended"]
    assert [(row.reason_code, row.details) for row in rows] == [(None, None)] * 2


def test_months_end_where_the_month_does() -> None:
    assert months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_later(date(2026, 1, 15), 12) == date(2027, 1, 15)
