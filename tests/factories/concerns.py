"""Concerns, recorded through the room's own door."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from curriculum_app.accounts.models import User
from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.queries.people import Girl
from curriculum_app.concerns.rules.instants import learned
from curriculum_app.concerns.rules.words import AboutStaff, Agency
from curriculum_app.concerns.service import answer_phone, answer_text, record_concern
from curriculum_app.core.ids import new_id
from tests.factories import Make

SAID = "She said that somebody follows her home."


def concern(
    make: Make,
    author: User,
    *,
    accused: Collection[UUID] = (),
    girl: Girl | None = None,
    learned_at: datetime | None = None,
    cross_hours: int = 24,
    text: str = SAID,
) -> Concern:
    """A concern with its text and whom she spoke to; no clock is stopped."""
    actor = make.actor(author)
    row, _is_new = record_concern(
        concern_id=new_id(),
        learned=learned(learned_at or make.at, received_at=make.at),
        about_staff=AboutStaff.YES if accused else AboutStaff.NO,
        accused=accused,
        girl=girl,
        cross_hours=cross_hours,
        actor=actor,
        at=make.at,
    )
    answer_text(row, text, actor=actor, at=make.at)
    answer_phone(
        row,
        called_at=None,
        agency=Agency.WELFARE,
        spoken_to="Worker 4471",
        referral_number="",
        actor=actor,
        at=make.at,
    )
    return row
