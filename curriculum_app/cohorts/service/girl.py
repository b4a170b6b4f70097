"""The girl that a seat is for: what the enrolment rules need to know about her, and her open referral."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.limits import Limits
from curriculum_app.core.vault import open_key
from curriculum_app.participants import queries as participants
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.rules.consents import Said
from curriculum_app.participants.rules.dates import age_on
from curriculum_app.participants.rules.eligibility import Finding, Home, Meets, findings
from curriculum_app.participants.rules.words import ReferralState

Found = tuple[Finding, ...]


class GirlUnknown(Refusal):
    """Not on any list of this coordinator."""

    message = _l("One person isn't on this list. Reload and try again.")
    field = "participant"


@dataclass(frozen=True, slots=True)
class Girl:
    """A participant on the day she is enrolled: `age` in whole years, and what was said about consents."""

    participant: Participant
    birth_date: date
    age: int
    said: tuple[Said, ...]
    referral: Referral | None

    def findings(self, limits: Limits, *, sessions: Sequence[Meets], begins_on: date, today: date) -> Found:
        """What speaks against her place in a group that begins on `begins_on`, when she takes it `today`."""
        home = Home(self.participant.area_state, self.participant.service_area)
        days = {"begins_on": begins_on, "joins_on": max(begins_on, today)}
        return findings(self.birth_date, home, self.said, limits, sessions=sessions, **days)


def girl_for(participant_id: UUID, *, actor: Actor, on: date) -> Girl:
    """The girl with this id within the actor's reach. Raises GirlUnknown."""
    query = select(Participant).where(Participant.id == participant_id).options(joinedload(Participant.key))
    if actor.user_id is not None:
        query = query.where(participants.within(actor.scopes(Permission.COHORT_MANAGE), actor))
    participant = db.session.scalar(query)
    if participant is None:
        raise GirlUnknown
    born = open_key(participant.key).text(Participant.birth_date_sealed, participant.id, participant.birth_date_sealed)
    birth_date = date.fromisoformat(born)
    said = said_by([participant.id])[participant.id]
    return Girl(participant, birth_date, age_on(birth_date, on), said, _open_referral(participant.id))


def _open_referral(participant_id: UUID) -> Referral | None:
    open_states = [state for state in ReferralState if state.is_open]
    return db.session.scalar(
        select(Referral)
        .where(Referral.participant_id == participant_id, Referral.state.in_(open_states))
        .order_by(Referral.received_at, Referral.id)
        .limit(1)
    )
