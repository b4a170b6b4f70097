"""Her release: what one recipient may be told for one purpose. It is added, taken back, and never changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import free_id
from curriculum_app.core.vault import open_key
from curriculum_app.participants.rules.consents import ConsentBasis
from curriculum_app.star_court import events
from curriculum_app.star_court.models import Handoff, HandoffRelease
from curriculum_app.star_court.queries.grounds import ground_of
from curriculum_app.star_court.rules.packet import NEEDED, in_order, written
from curriculum_app.star_court.rules.words import PacketField
from curriculum_app.star_court.service.drafting import NotCovered, NothingChosen

LONGEST = timedelta(days=366)


class SignedLater(Refusal):
    """Nobody signs tomorrow's paper today."""

    message: ClassVar[object] = _l("The date of the signature must not lie in the future.")
    field = "signed_on"


class EndOutOfRange(Refusal):
    """A release without an end is none."""

    message: ClassVar[object] = _l("It must end between the day of the signature and a year later.")
    field = "expires_on"


class SheHasToAgree(Refusal):
    """Nobody else's permission stands for her own yes."""

    message: ClassVar[object] = _l("Without her own yes there is no release. Choose another legal basis, or wait.")
    field = "she_agrees"


class NoReleaseInForce(Refusal):
    """What does not hold cannot be taken back."""

    message: ClassVar[object] = _l("No release for this recipient and purpose is in force.")


@dataclass(frozen=True, slots=True)
class SignedRelease:
    """A signed release as it stands on paper."""

    id: UUID | None
    fields: Collection[PacketField]
    permitted_by: ConsentBasis
    given_by: str
    she_agrees: bool
    language: str
    signed_on: date
    expires_on: date


def record_release(handoff: Handoff, paper: SignedRelease, *, actor: Actor, at: datetime) -> HandoffRelease:
    """Write down her release to the recipient of `handoff` for its purpose; the same paper again makes nothing.

    Raises SheHasToAgree, NothingChosen, NotCovered, SignedLater, EndOutOfRange.
    """
    known = db.session.get(HandoffRelease, paper.id) if paper.id else None
    if known is not None and known.participant_id == handoff.participant_id:
        return known
    _check(handoff, paper, actor)
    row_id, key = free_id(paper.id, known), open_key(handoff.participant.key)
    release = HandoffRelease(
        id=row_id, participant_id=handoff.participant_id, organisation_id=handoff.organisation_id,
        purpose=handoff.purpose, fields=written(paper.fields), permitted_by=paper.permitted_by,
        given_by_sealed=key.seal(HandoffRelease.given_by_sealed, row_id, paper.given_by), language=paper.language,
        signed_on=paper.signed_on, expires_on=paper.expires_on, recorded_at=at, recorded_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(release)
    db.session.flush()
    purpose, count = handoff.purpose.value, len(in_order(paper.fields))
    record(events.RELEASE_RECORDED, actor=actor, at=at, subject=release, purpose=purpose, fields=count)
    return release


def revoke_release(handoff: Handoff, *, actor: Actor, at: datetime) -> None:
    """She takes it back from today on: nothing that rests on it is sent or opened any more. Raises NoReleaseInForce."""
    if ground_of(handoff).release(actor.today) is None:
        raise NoReleaseInForce
    query = select(HandoffRelease).where(
        HandoffRelease.participant_id == handoff.participant_id,
        HandoffRelease.organisation_id == handoff.organisation_id,
        HandoffRelease.purpose == handoff.purpose,
        HandoffRelease.revoked_on.is_(None),
        HandoffRelease.expires_on >= actor.today,
    )
    for row in db.session.scalars(query.order_by(HandoffRelease.id)):
        row.revoked_on, row.revoked_by_id = actor.today, actor.user_id
        record(events.RELEASE_REVOKED, actor=actor, at=at, subject=row)
    db.session.flush()


def _check(handoff: Handoff, paper: SignedRelease, actor: Actor) -> None:
    if not paper.she_agrees:
        raise SheHasToAgree
    if not paper.fields:
        raise NothingChosen
    if set(paper.fields) - NEEDED[handoff.purpose]:
        raise NotCovered
    if paper.signed_on > actor.today:
        raise SignedLater
    if not paper.signed_on <= paper.expires_on <= paper.signed_on + LONGEST:
        raise EndOutOfRange
