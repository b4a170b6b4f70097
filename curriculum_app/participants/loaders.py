"""How the ids of participants and referrals in a URL become rows that the actor may know of."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, Reach, Scopes, loads
from curriculum_app.core.db import db
from curriculum_app.participants.models import KeepApartPair, Participant, PartnerLink, PendingImport, Referral
from curriculum_app.participants.queries.keep_apart import both_within
from curriculum_app.participants.queries.reach import within
from curriculum_app.participants.queries.referrals import UPLOAD_KEPT


@loads("participant_id", knowing=(Permission.IDENTITY_VIEW,))
def participant(actor: Actor, scopes: Scopes, *, participant_id: UUID) -> Participant | None:
    """A participant with her key."""
    query = (
        select(Participant)
        .join(Participant.key)
        .where(Participant.id == participant_id, within(scopes, actor))
        .options(contains_eager(Participant.key))
    )
    return db.session.scalar(query)


@loads("referral_id", knowing=(Permission.REFERRAL_VIEW,))
def referral(actor: Actor, scopes: Scopes, *, referral_id: UUID) -> Referral | None:
    """A referral with its participant and her key; what somebody proposed herself is hers to know of."""
    reached = within(scopes, actor)
    if any(scope.reach is Reach.SELF for scope in scopes):
        reached = or_(reached, Referral.received_by_id == actor.user_id)
    girl = contains_eager(Referral.participant)
    query = (
        select(Referral)
        .join(Referral.participant)
        .join(Participant.key)
        .where(Referral.id == referral_id, reached)
        .options(girl, girl.contains_eager(Participant.key))
    )
    return db.session.scalar(query)


@loads("pair_id", knowing=(Permission.APART_DECIDE,))
def pair(actor: Actor, scopes: Scopes, *, pair_id: UUID) -> KeepApartPair | None:
    """A keep-apart pair whose girls both lie within reach."""
    return db.session.scalar(select(KeepApartPair).where(KeepApartPair.id == pair_id, both_within(scopes, actor)))


@loads("upload_id", knowing=(Permission.REFERRAL_DECIDE,))
def upload(actor: Actor, _scopes: Scopes, *, upload_id: UUID) -> PendingImport | None:
    """One's own upload, for an hour."""
    since = clock.now() - UPLOAD_KEPT
    query = select(PendingImport).where(
        PendingImport.id == upload_id, PendingImport.user_id == actor.user_id, PendingImport.created_at >= since
    )
    return db.session.scalar(query)


@loads("link_id", knowing=(Permission.REFERRAL_DECIDE,))
def link(_actor: Actor, _scopes: Scopes, *, link_id: UUID) -> PartnerLink | None:
    """A partner's link; it belongs to no service area, so everybody who decides on referrals may know of it."""
    return db.session.get(PartnerLink, link_id)
