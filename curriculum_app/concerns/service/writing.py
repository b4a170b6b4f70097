"""Writing answers: one sealed row for each that is new, beside those that were given before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from curriculum_app.concerns.models import Concern, ConcernAnswer
from curriculum_app.concerns.queries.records import answers, standing
from curriculum_app.concerns.rules.words import Field
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key


def write_answers(concern: Concern, given: Mapping[Field, str], *, actor: Actor, at: datetime) -> int:
    """Add a row for each answer that differs from what stands; returns how many. Needs `concern.key`."""
    known = standing(answers(concern))
    fresh = {field: text for field, text in given.items() if text != known.get(field, "")}
    for field, text in fresh.items():
        add_answer(concern, field, text, actor=actor, at=at)
    return len(fresh)


def add_answer(concern: Concern, field: Field, text: str, *, actor: Actor, at: datetime) -> None:
    """Add one row, whatever stands."""
    row_id = new_id()
    body = open_key(concern.key).seal(ConcernAnswer.body_sealed, row_id, text)
    row = ConcernAnswer(id=row_id, concern_id=concern.id, field=field, body_sealed=body, said_at=at)
    row.said_by_id = actor.user()
    db.session.add(row)
    db.session.flush()
