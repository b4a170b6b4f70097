"""The demonstration's hand-offs: one in every state, each with papers that its ground covers."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant
from curriculum_app.star_court.models import Handoff, HandoffStep
from curriculum_app.star_court.queries.grounds import ground_of
from curriculum_app.star_court.rules.moves import may_move
from curriculum_app.star_court.rules.packet import not_covered, read
from curriculum_app.star_court.rules.words import State
from curriculum_app.star_court.service.packing import packet_of
from tests.devtools.programme import DAY, load
from tests.factories import Make


def test_there_is_a_hand_off_in_every_state_as_the_rules_allow_it(make: Make) -> None:
    load(make, 200)
    whole = joinedload(Handoff.participant).joinedload(Participant.key)
    found = db.session.scalars(select(Handoff).options(whole, joinedload(Handoff.organisation))).all()
    assert {row.state for row in found} == set(State)
    for row in found:
        fields = read(row.fields)
        assert not not_covered(fields, ground_of(row), row.sent_on or DAY)
        assert tuple(field for field, _text in packet_of(row).values) == fields
        steps = select(HandoffStep.state).where(HandoffStep.handoff_id == row.id).order_by(HandoffStep.recorded_at)
        states = db.session.scalars(steps).all()
        assert states[-1] is row.state
        assert all(may_move(now, to) for now, to in pairwise(states))
