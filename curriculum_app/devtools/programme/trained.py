"""Trainings of the demonstration's staff: everybody is ready, but for one group whose last sessions need a course."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from curriculum_app.core import clock
from curriculum_app.core.access import Role
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import ACCOUNTS, MORNING
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.rules import TrainingKind

# Sefina's course runs out while her next group goes on, and the person beside her has none yet.
SOON_OUT, NEVER = "facilitator8@example.com", "staff3@example.com"
TRAINED, SOON, LATER = timedelta(days=700), timedelta(days=40), timedelta(days=900)


def add_trainings(rows: Rows, staff: Mapping[str, UUID], *, today: date) -> None:
    """Collect the trainings of everybody who leads groups; `staff` are ids by e-mail."""
    others = {account.email for account in ACCOUNTS if account.role is not Role.FACILITATOR}
    for email, user_id in staff.items():
        if email in others:
            continue
        _training(rows, user_id, TrainingKind.CLINICAL, today, None)
        if email != NEVER:
            until_on = today + (SOON if email == SOON_OUT else LATER)
            _training(rows, user_id, TrainingKind.FACILITATOR, today, until_on)


def _training(rows: Rows, user_id: UUID, kind: TrainingKind, today: date, valid_until: date | None) -> None:
    at = clock.instant(today, MORNING)
    rows.add(
        StaffTraining, id=rows.dice.id(at), user_id=user_id, kind=kind, valid_from=today - TRAINED,
        valid_until=valid_until, recorded_at=at, version=1,
    )  # fmt: skip
