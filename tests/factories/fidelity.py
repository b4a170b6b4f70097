"""A fidelity log for tests that need one there: all as written unless numbers are given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.core.db import db
from curriculum_app.notes.models import FidelityLog
from tests.factories import Make


def fidelity_log(make: Make, cohort: Cohort, author: User, *, number: int = 1, **values: Any) -> FidelityLog:  # noqa: ANN401
    """The log of session `number` of `cohort`, beside a lesson of four required and one optional activity."""
    session_id = db.session.scalars(
        select(GroupSession.id).where(GroupSession.cohort_id == cohort.id, GroupSession.number == number)
    ).one()
    defaults: dict[str, Any] = {
        "required_planned": 4, "required_given": 4, "optional_planned": 1, "optional_given": 0,
        "minutes_planned": 80, "minutes_given": 80, "engagement": None,
    }  # fmt: skip
    row: FidelityLog = make.add(
        FidelityLog(session_id=session_id, author_id=author.id, written_at=make.at, **defaults | values)
    )
    return row
