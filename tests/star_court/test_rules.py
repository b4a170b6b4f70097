"""What a packet may hold: generated grounds against the rule said a second time, in other words."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from curriculum_app.star_court.rules.moves import BY_HAND, MOVES, REASONS, may_have_services, may_move, steps_by_hand
from curriculum_app.star_court.rules.packet import (
    COVERED,
    NEEDED,
    Ground,
    Packet,
    Release,
    not_covered,
    permitted,
    read,
    written,
)
from curriculum_app.star_court.rules.words import Basis, PacketField, Purpose, State

F = PacketField
TODAY = date(2026, 11, 24)
HERE, ELSEWHERE = uuid4(), uuid4()
CASES = 5_000


def some_release(dice: random.Random) -> Release:
    """A paper that may or may not fit."""
    signed_on = TODAY + timedelta(days=dice.randint(-400, 5))
    expires_on = signed_on + timedelta(days=dice.randint(0, 366))
    revoked_on = TODAY + timedelta(days=dice.randint(-30, 5)) if dice.random() < 0.3 else None
    fields = frozenset(field for field in F if dice.random() < 0.5)
    recipient: UUID = dice.choice((HERE, ELSEWHERE))
    purpose = dice.choice((Purpose.COURT, Purpose.MEDICAL))
    return Release(uuid4(), recipient, purpose, fields, signed_on, expires_on, revoked_on)


def some_ground(dice: random.Random) -> Ground:
    """Something a hand-off may stand on, its papers in the order of signature."""
    papers = sorted((some_release(dice) for _ in range(dice.randint(0, 4))), key=lambda each: each.signed_on)
    return Ground(HERE, dice.choice((Purpose.COURT, Purpose.MEDICAL)), dice.choice(list(Basis)), tuple(papers))


def is_consented(field: PacketField, ground: Ground) -> bool:
    """Whether her newest paper for exactly this recipient and purpose holds today and names the field."""
    newest = None
    for paper in ground.releases:
        if paper.recipient == ground.recipient and paper.purpose is ground.purpose and paper.signed_on <= TODAY:
            newest = paper
    if newest is None or newest.expires_on < TODAY:
        return False
    if newest.revoked_on is not None and newest.revoked_on <= TODAY:
        return False
    return field in newest.fields


def test_a_packet_holds_only_what_she_consented_to() -> None:
    """Generated: every field of every packet by release is one that her paper names, and that the purpose needs."""
    dice, held = random.Random(7), 0  # noqa: S311 - cases, not secrets
    for _ in range(CASES):
        ground = some_ground(dice)
        allowed = permitted(ground, TODAY)
        for field in F:
            by_basis = is_consented(field, ground) if ground.basis is Basis.RELEASE else field in COVERED[ground.basis]
            assert (field in allowed) == (by_basis and field in NEEDED[ground.purpose]), (field, ground)
        held += len(allowed)
        tried = {field for field in F if dice.random() < 0.4}
        assert set(not_covered(tried, ground, TODAY)) == tried - set(allowed)
    assert held > CASES


def test_without_a_paper_nothing_is_told() -> None:
    assert permitted(Ground(HERE, Purpose.COURT, Basis.RELEASE), TODAY) == ()


def test_a_narrower_paper_takes_the_place_of_a_wider_one() -> None:
    wide = Release(uuid4(), HERE, Purpose.COURT, frozenset({F.NAME, F.BIRTH_DATE}), TODAY, TODAY)
    narrow = Release(uuid4(), HERE, Purpose.COURT, frozenset({F.NAME}), TODAY, TODAY)
    assert permitted(Ground(HERE, Purpose.COURT, Basis.RELEASE, (wide, narrow)), TODAY) == (F.NAME,)


def test_a_paper_that_is_taken_back_does_not_bring_the_one_before_it_back() -> None:
    wide = Release(uuid4(), HERE, Purpose.COURT, frozenset({F.NAME}), TODAY, TODAY + timedelta(days=9))
    taken_back = Release(uuid4(), HERE, Purpose.COURT, frozenset({F.NAME}), TODAY, TODAY, revoked_on=TODAY)
    assert permitted(Ground(HERE, Purpose.COURT, Basis.RELEASE, (wide, taken_back)), TODAY) == ()


def test_no_order_takes_what_she_alone_gives() -> None:
    for purpose in Purpose:
        for basis in (Basis.COURT_ORDER, Basis.AGENCY):
            allowed = permitted(Ground(HERE, purpose, basis), TODAY)
            assert not {F.CHOSEN_NAME, F.PHONE, F.SAFE_CONTACT} & set(allowed)


def test_every_purpose_needs_something_and_none_needs_everything() -> None:
    assert set(NEEDED) == set(Purpose)
    assert all(0 < len(fields) < len(F) for fields in NEEDED.values())


def test_fields_are_written_in_one_order_and_read_again() -> None:
    assert written([F.SCHOOL, F.NAME]) == "name school"
    assert read("name school") == (F.NAME, F.SCHOOL)
    assert read("") == ()
    assert len(written(F)) <= 200


def test_a_packet_comes_back_as_it_was() -> None:
    packet = Packet("Court", ((F.NAME, "Ximena O'Neill-Peña"), (F.LANGUAGE, "es")))
    assert Packet.from_json(packet.to_json()) == packet


@pytest.mark.parametrize("state", list(State))
def test_steps_by_hand_are_moves_and_an_end_has_reasons(state: State) -> None:
    assert all(may_move(state, to) and to in BY_HAND for to in steps_by_hand(state))
    assert all(to in REASONS for to in steps_by_hand(state) if to in {State.DECLINED, State.CLOSED})


def test_what_is_closed_stays_closed_and_everything_can_be_closed() -> None:
    assert MOVES[State.CLOSED] == ()
    assert all(may_move(state, State.CLOSED) for state in State if state is not State.CLOSED)


def test_services_follow_acceptance() -> None:
    assert [state for state in State if may_have_services(state)] == [State.ACCEPTED, State.IN_SERVICES]
