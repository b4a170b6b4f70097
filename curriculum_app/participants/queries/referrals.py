"""Reading referrals: the list, the steps of one, the girl she may be, and uploads of one's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import contains_eager

from curriculum_app.accounts.models import User
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant, PartnerReceipt, Referral, ReferralStep
from curriculum_app.participants.queries.names import NAME_COLUMNS, birth_date, display_name
from curriculum_app.participants.queries.people import PAGE_SIZE, Slice
from curriculum_app.participants.queries.reach import within
from curriculum_app.participants.rules.dates import age_on
from curriculum_app.participants.rules.words import AreaState, ReferralReason, ReferralState

MOST_STEPS = 200
UPLOAD_KEPT = timedelta(hours=1)


@dataclass(frozen=True)
class ReferralRow:
    """One referral of the list."""

    referral_id: UUID
    code: str
    name: str
    age: int
    source: str
    referred_on: date
    state: ReferralState
    version: int
    area_state: AreaState
    service_area: int | None
    is_proposal: bool
    is_possible_duplicate: bool
    is_from_partner: bool


@dataclass(frozen=True)
class Step:
    """One step of a referral, and who took it; no name for a command."""

    at: datetime
    by: str | None
    state: ReferralState
    reason: ReferralReason | None
    note: str


@dataclass(frozen=True)
class Area:
    """Which home areas a list is narrowed to: a number, or a state without one."""

    state: AreaState
    service_area: int | None = None


def referrals_visible_to(
    scopes: Scopes,
    actor: Actor,
    *,
    states: Collection[ReferralState] = (),
    area: Area | None = None,
    reference: str = "",
    page: int = 1,
) -> Slice[ReferralRow]:
    """The referrals within `scopes`, the newest first, of `states` (all when empty) and `area`; fifty a page.

    With a `reference` only the referral that came under it over a partner's form.
    """
    # Only a girl within reach is hinted at: of the others nobody here may know that they exist.
    reached = select(Participant.id).where(within(scopes, actor)).correlate(None)
    may_be_known = Participant.possible_duplicate_of_id.in_(reached)
    from_partner = exists().where(PartnerReceipt.referral_id == Referral.id)
    query = (
        select(
            Referral.id.label("referral_id"), Referral.source, Referral.referred_on, Referral.state,
            Referral.version, Referral.is_proposal, *NAME_COLUMNS, Participant.code, Participant.birth_date_sealed,
            Participant.area_state, Participant.service_area, may_be_known.label("may_be_known"),
            from_partner.label("is_from_partner"),
        )
        .join(Participant, Participant.id == Referral.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(within(scopes, actor), *_narrowed(states, area, reference))
        .order_by(Referral.received_at.desc(), Referral.id.desc())
        .limit(PAGE_SIZE + 1)
        .offset((page - 1) * PAGE_SIZE)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    found = tuple(
        ReferralRow(
            row.referral_id, row.code, display_name(row), age_on(birth_date(row), actor.today), row.source,
            row.referred_on, row.state, row.version, row.area_state, row.service_area, row.is_proposal,
            bool(row.may_be_known), row.is_from_partner,
        )
        for row in rows[:PAGE_SIZE]
    )  # fmt: skip
    return Slice(found, page, len(rows) > PAGE_SIZE)


def referrals_with(referral_ids: Collection[UUID], scopes: Scopes, actor: Actor) -> list[Referral]:
    """The referrals with these ids within `scopes`, with girls and keys, the longest waiting first; at most fifty."""
    girl = contains_eager(Referral.participant)
    query = (
        select(Referral)
        .join(Referral.participant)
        .join(Participant.key)
        .where(Referral.id.in_(list(referral_ids)[:PAGE_SIZE]), within(scopes, actor))
        .options(girl, girl.contains_eager(Participant.key))
        .order_by(Referral.received_at, Referral.id)
    )
    return list(db.session.scalars(query))


def steps_of(referral: Referral) -> list[Step]:
    """What became of a referral so far, the newest first, with its notes opened; at most 200 steps."""
    query = (
        select(ReferralStep, User.full_name)
        .outerjoin(User, User.id == ReferralStep.user_id)
        .where(ReferralStep.referral_id == referral.id)
        .order_by(ReferralStep.at.desc(), ReferralStep.id.desc())
        .limit(MOST_STEPS)
    )
    key = open_key(referral.participant.key)
    return [
        Step(step.at, name, step.state, step.reason, key.text(ReferralStep.note_sealed, step.id, step.note_sealed))
        for step, name in db.session.execute(query)
    ]


def external_number(referral: Referral) -> str:
    """The source's own number of a referral; empty when it gave none."""
    key = open_key(referral.participant.key)
    return key.text(Referral.external_id_sealed, referral.id, referral.external_id_sealed)


def knows_referral(referral_id: UUID, scopes: Scopes, actor: Actor) -> bool:
    """Whether a referral lies within `scopes`: what was just sent in may belong to another service area."""
    query = (
        select(Referral.id)
        .join(Participant, Participant.id == Referral.participant_id)
        .where(Referral.id == referral_id, within(scopes, actor))
    )
    return db.session.scalar(query) is not None


def _narrowed(states: Collection[ReferralState], area: Area | None, reference: str) -> list[ColumnElement[bool]]:
    if reference:
        under = select(PartnerReceipt.referral_id).where(PartnerReceipt.reference == reference.upper())
        return [Referral.id.in_(under)]
    narrowed: list[ColumnElement[bool]] = []
    if states:
        narrowed.append(Referral.state.in_(states))
    if area is not None:
        narrowed.append(Participant.area_state == area.state)
    if area is not None and area.service_area is not None:
        narrowed.append(Participant.service_area == area.service_area)
    return narrowed
