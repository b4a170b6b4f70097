"""Keeping girls of a pair out of one group: asked in the transaction of every placement, whichever way it comes.

Who may not join hears one sentence, the same for everybody; the other girl, the reason and the pair itself stay where
they are. Whoever may know of the pair finds its id in `KeptApart.shown`, so that a page can say more to her alone.

Order of locks: the cohort first (`holding.hold`), then the girl. Setting a pair locks its two girls and no cohort, so
of a placement and a pair made at the same moment the second one always sees the first. Whoever places several girls
in one transaction calls `hold_girls` with all of them before the first placement.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.queries.apart import girls_in, girls_to_propose
from curriculum_app.cohorts.service.girl import GirlUnknown
from curriculum_app.core.access import Actor, Permission, after_request_audit
from curriculum_app.core.audit import Outcome
from curriculum_app.core.errors import Refusal
from curriculum_app.participants.models import KeepApartPair
from curriculum_app.participants.queries import names_for
from curriculum_app.participants.queries.keep_apart import apart_in, pairs_by_id
from curriculum_app.participants.rules.words import ApartReason
from curriculum_app.participants.service.apart_words import APART
from curriculum_app.participants.service.keep_apart import hold_girls, propose_pair

__all__ = ["KeptApart", "ToldApart", "check_apart", "hold_girls", "propose_apart", "told"]


class KeptApart(Refusal):
    """She shares no group with somebody in this one. `shown` are the pairs that the actor may know of."""

    message = _l("She can't join this group. Ask a coordinator.")
    field: ClassVar[str | None] = "participant"

    def __init__(self, participant_id: UUID, shown: Collection[UUID] = (), **details: object) -> None:
        super().__init__(**details)
        self.participant_id, self.shown = participant_id, frozenset(shown)


def check_apart(
    cohort: Cohort, participant_id: UUID, on: date, *, actor: Actor, session_id: UUID | None = None
) -> None:
    """Refuse a girl whom a pair in force on `on` keeps apart from somebody in `cohort`: with a seat, or as a guest.

    Guests are those with a chair in any session still to come; for a chair in one session, those of `session_id` alone.
    Call it with the cohort held, before anything is written. The refusal is journalled once the transaction is over.
    Raises KeptApart.
    """
    hold_girls([participant_id])
    scopes = actor.scopes(Permission.APART_DECIDE)
    pairs = apart_in(participant_id, girls_in(cohort.id, session_id), scopes, actor, on=on)
    if not pairs:
        return
    after_request_audit(
        events.PLACEMENT_REFUSED, actor=actor, kind=Cohort.__tablename__, object_id=cohort.id, outcome=Outcome.DENIED
    )
    raise KeptApart(participant_id, [pair for pair, is_shown in pairs.items() if is_shown])


class ToldApart(KeptApart):
    """The same refusal for somebody who may know of the pair: it adds the other girl and the reason."""

    message = _l("She can't join this group. Ask a coordinator. She is kept apart from %(others)s.")


def told(refusal: Refusal, *, actor: Actor) -> Refusal:
    """What `actor` may hear about a refusal: the same again, or with the girls and reasons that she may know of.

    Each pair that is told is journalled once the transaction is over.
    """
    if not isinstance(refusal, KeptApart) or not refusal.shown:
        return refusal
    girl = refusal.participant_id
    rows = pairs_by_id(refusal.shown, actor.scopes(Permission.APART_DECIDE), actor)
    others = {row.id: row.second_id if row.first_id == girl else row.first_id for row in rows}
    names = names_for(others.values())
    for row in rows:
        after_request_audit(
            events.PAIR_TOLD, actor=actor, kind=KeepApartPair.__tablename__, object_id=row.id, outcome=Outcome.DONE
        )
    words = [f"{names[others[row.id]].name} {names[others[row.id]].code} ({APART[row.reason]})" for row in rows]
    return ToldApart(girl, refusal.shown, others=", ".join(words))


def propose_apart(
    one: UUID, other: UUID, *, reason: ApartReason, actor: Actor, at: datetime, pair_id: UUID | None = None
) -> KeepApartPair:
    """Ask a coordinator to keep two girls of one's own groups apart. Raises GirlUnknown, and SameGirl."""
    girls = girls_to_propose(actor.scopes(Permission.APART_PROPOSE), actor)
    if not {one, other} <= set(girls):
        raise GirlUnknown
    return propose_pair(one, other, reason=reason, actor=actor, at=at, pair_id=pair_id)
