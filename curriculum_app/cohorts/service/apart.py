"""Keeping girls of a pair out of one group: asked in the transaction of every placement, whichever way it comes.

Who may not join hears one sentence, the same for everybody; the other girl, the reason and the pair itself stay where
they are. Whoever may know of the pair finds its id in `KeptApart.shown`, so that a page can say more to her alone.

Order of locks: the cohort first (`holding.hold`), then the girl. Setting a pair locks its two girls and no cohort, so
of a placement and a pair made at the same moment the second one always sees the first. Whoever places several girls
in one transaction calls `hold_girls` with all of them before the first placement.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core.access import Actor, Permission, after_request_audit
from curriculum_app.core.audit import Outcome
from curriculum_app.core.errors import Refusal
from curriculum_app.participants.queries.keep_apart import apart_in
from curriculum_app.participants.service.keep_apart import hold_girls

__all__ = ["KeptApart", "check_apart", "hold_girls"]


class KeptApart(Refusal):
    """She shares no group with somebody in this one. `shown` are the pairs that the actor may know of."""

    message = _l("She can't join this group. Ask a coordinator.")
    field: ClassVar[str | None] = "participant"

    def __init__(self, shown: Collection[UUID] = ()) -> None:
        super().__init__()
        self.shown = frozenset(shown)


def check_apart(cohort: Cohort, participant_id: UUID, on: date, *, actor: Actor) -> None:
    """Refuse a girl whom a pair in force on `on` keeps apart from somebody with a seat in `cohort`.

    Call it with the cohort held, before anything is written. The refusal is journalled once the transaction is over.
    Raises KeptApart.
    """
    hold_girls([participant_id])
    scopes = actor.scopes(Permission.APART_DECIDE)
    seated = select(Enrolment.participant_id).where(
        Enrolment.cohort_id == cohort.id, Enrolment.state == EnrolmentState.ACTIVE
    )
    pairs = apart_in(participant_id, seated, scopes, actor, on=on)
    if not pairs:
        return
    after_request_audit(
        events.PLACEMENT_REFUSED, actor=actor, kind=Cohort.__tablename__, object_id=cohort.id, outcome=Outcome.DENIED
    )
    raise KeptApart([pair for pair, is_shown in pairs.items() if is_shown])
