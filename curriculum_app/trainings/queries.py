"""Reading staff's trainings: of some people at once, and of the staff within reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.rules import Window

MOST_AT_ONCE = 500


def trainings_of(user_ids: Collection[UUID]) -> dict[UUID, tuple[Window, ...]]:
    """The trainings of some people by user id, the earliest first; whoever has none is left out.

    One statement for up to 500 people.
    """
    found: dict[UUID, list[Window]] = defaultdict(list)
    people = sorted(set(user_ids))
    for start in range(0, len(people), MOST_AT_ONCE):
        query = (
            select(StaffTraining.user_id, StaffTraining.kind, StaffTraining.valid_from, StaffTraining.valid_until)
            .where(StaffTraining.user_id.in_(people[start : start + MOST_AT_ONCE]))
            .order_by(StaffTraining.valid_from, StaffTraining.id)
        )
        for row in db.session.execute(query):
            found[row.user_id].append(Window(row.kind, row.valid_from, row.valid_until))
    return {user_id: tuple(windows) for user_id, windows in found.items()}
