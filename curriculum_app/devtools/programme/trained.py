"""Trainings of the demonstration's staff: everybody is ready, but for one group whose last sessions need a course."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from curriculum_app.core import clock
from curriculum_app.core.access import Role
from curriculum_app.core.written_dates import months_later
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import ACCOUNTS, MORNING
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.rules import TrainingKind

# Sefina's course runs out while her next group goes on, and the person beside her has none yet.
SOON_OUT, NEVER = "facilitator8@example.com", "staff3@example.com"
TRAINED, SOON = timedelta(days=700), timedelta(days=40)
COURSE_MONTHS = 48


def add_trainings(rows: Rows, staff: Mapping[str, UUID], *, today: date) -> dict[str, UUID]:
    """Collect the trainings of everybody who leads groups; `staff` are ids by e-mail.

    Returns the records that come from the course, by e-mail.
    """
    given, later = {}, months_later(today - TRAINED, COURSE_MONTHS)
    others = {account.email for account in ACCOUNTS if account.role is not Role.FACILITATOR}
    for email, user_id in staff.items():
        if email in others:
            continue
        _training(rows, user_id, TrainingKind.CLINICAL, today, None)
        if email != NEVER:
            until_on = today + SOON if email == SOON_OUT else later
            record_id = _training(rows, user_id, TrainingKind.FACILITATOR, today, until_on)
            if email != SOON_OUT:
                given[email] = record_id
    return given


def _training(rows: Rows, user_id: UUID, kind: TrainingKind, today: date, valid_until: date | None) -> UUID:
    at = clock.instant(today, MORNING)
    row_id = rows.dice.id(at)
    rows.add(
        StaffTraining, id=row_id, user_id=user_id, kind=kind, valid_from=today - TRAINED,
        valid_until=valid_until, recorded_at=at, version=1,
    )  # fmt: skip
    return row_id
