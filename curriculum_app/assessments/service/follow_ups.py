"""Writing down each try to reach a girl three months later."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.assessments.events import FOLLOW_UP_TRIED
from curriculum_app.assessments.models import FollowUpTry
from curriculum_app.assessments.queries.follow_ups import is_due
from curriculum_app.assessments.rules.follow_up import TryOutcome, asked_until
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal


class NotDue(Conflict):
    """She answered, said no, or took back her consent, or the days for it are over."""

    message: ClassVar[object] = _l("She is not to be asked any more.")


class NotInThoseDays(Refusal):
    """The next try would be in the past or after the last day."""

    message: ClassVar[object] = _l("Choose a day from today until the last day for it.")
    field = "next_on"


def keep_try(
    enrolment: Enrolment, outcome: TryOutcome, *, key: UUID, instrument: str, next_on: date | None, actor: Actor,
    at: datetime,
) -> FollowUpTry:  # fmt: skip
    """Add one try; `key` comes with the form, so that posting it twice makes one row. Raises NotDue, NotInThoseDays."""
    there = db.session.get(FollowUpTry, key)
    if there is not None:
        return there
    if not is_due(enrolment, instrument, actor.today):
        raise NotDue
    if next_on is not None and not actor.today <= next_on <= asked_until(enrolment.cohort.last_on):
        raise NotInThoseDays
    row = FollowUpTry(
        id=key, enrolment_id=enrolment.id, outcome=outcome, next_on=None if outcome.ends else next_on,
        tried_at=at, tried_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(FOLLOW_UP_TRIED, actor=actor, at=at, subject=row, outcome=outcome.value)
    return row
