"""One concern with its answers opened: what stands, and what stood before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from curriculum_app.accounts.models import User
from curriculum_app.concerns.models import Concern, ConcernAnswer, ConcernBarred
from curriculum_app.concerns.rules.words import Field
from curriculum_app.core.db import db
from curriculum_app.core.vault import open_key

MOST_ANSWERS = 500
MOST_BARRED = 50


@dataclass(frozen=True)
class Answer:
    """One answer as it was given."""

    field: Field
    text: str
    by_id: UUID
    by: str
    said_at: datetime


def answers(concern: Concern) -> list[Answer]:
    """Every answer ever given to `concern`, the oldest first; of more than 500 the newest. Needs `concern.key`."""
    query = (
        select(
            ConcernAnswer.id, ConcernAnswer.field, ConcernAnswer.body_sealed, ConcernAnswer.said_by_id, User.full_name,
            ConcernAnswer.said_at,
        )
        .join(User, User.id == ConcernAnswer.said_by_id)
        .where(ConcernAnswer.concern_id == concern.id)
        .order_by(ConcernAnswer.said_at.desc(), ConcernAnswer.id.desc())
        .limit(MOST_ANSWERS)
    )  # fmt: skip
    key = open_key(concern.key)
    found = [
        Answer(row.field, key.text(ConcernAnswer.body_sealed, row.id, row.body_sealed), row.said_by_id, row.full_name,
               row.said_at)
        for row in db.session.execute(query)
    ]  # fmt: skip
    return found[::-1]


def standing(given: Sequence[Answer]) -> dict[Field, str]:
    """What stands of each field: its newest answer."""
    return {answer.field: answer.text for answer in given}


def barred_names(concern: Concern) -> list[str]:
    """The names of the staff who may know nothing of `concern`; at most 50."""
    query = (
        select(User.full_name)
        .join(ConcernBarred, ConcernBarred.user_id == User.id)
        .where(ConcernBarred.concern_id == concern.id)
        .order_by(User.full_name, User.id)
    )
    return list(db.session.scalars(query.limit(MOST_BARRED)))


def author_name(concern: Concern) -> str:
    """Whoever recorded `concern`."""
    return db.session.get_one(User, concern.author_id).full_name
