"""Partners' links: making one, ending one, and taking in what comes over it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.accounts.service import throttle
from curriculum_app.accounts.service.hashing import new_token, token_hash
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_code
from curriculum_app.core.vault import fingerprint
from curriculum_app.participants import events
from curriculum_app.participants.models import PartnerLink, PartnerReceipt
from curriculum_app.participants.queries.partners import sent_on
from curriculum_app.participants.rules.rows import ReferralFacts
from curriculum_app.participants.service.receiving import receive_referral

LONGEST = timedelta(days=366)
# Forms from one network address without a pause of fifteen minutes; an office sends a list, a machine sends more.
MOST_FROM_ADDRESS = 40


class ExpiryOutOfRange(Refusal):
    """A link that is over, or that outlives everybody's memory of it."""

    message: ClassVar[object] = _l("The last day must lie between today and a year from now.")
    field = "expires_on"


class LinkOver(Conflict):
    """The link ended while the form was being filled in."""

    message: ClassVar[object] = _l("This link does not work any more.")


class EnoughToday(Refusal):
    """The link has brought as many referrals as it may on one day."""

    message: ClassVar[object] = _l("This link has taken its referrals for today. Send it tomorrow, or call us.")


class TooFast(Refusal):
    """More forms from one address than people fill in."""

    message: ClassVar[object] = _l("Too many forms came from here. Wait fifteen minutes, then press Send again.")


def make_link(
    label: str, *, most_a_day: int, expires_on: date, actor: Actor, at: datetime
) -> tuple[PartnerLink, str]:  # fmt: skip
    """Make a link for a partner and return it with its token, which is kept nowhere. Raises ExpiryOutOfRange."""
    if not actor.today <= expires_on <= actor.today + LONGEST:
        raise ExpiryOutOfRange
    token = new_token()
    link = PartnerLink(
        label=label, token_hash=token_hash(token), most_a_day=most_a_day, expires_on=expires_on, made_at=at,
        made_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(link)
    db.session.flush()
    record(events.PARTNER_LINK_MADE, actor=actor, at=at, subject=link, most_a_day=most_a_day)
    return link, token


def revoke_link(link: PartnerLink, *, actor: Actor, at: datetime) -> PartnerLink:
    """End a link at once; again it changes nothing."""
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by_id = at, actor.user_id
        db.session.flush()
        record(events.PARTNER_LINK_REVOKED, actor=actor, at=at, subject=link)
    return link


def count_form(address: str, *, at: datetime) -> None:
    """Count one form of a network address, before the writing transaction. Raises TooFast."""
    key = fingerprint("participants.partner.address", address)
    if not throttle.allow(throttle.Limit(key, MOST_FROM_ADDRESS), at=at):
        raise TooFast


def receive_from_partner(
    link_id: UUID, facts: ReferralFacts, *, form_id: UUID, programme_areas: Collection[int], today: date, at: datetime
) -> PartnerReceipt:
    """Take in a partner's form; the answer is the same whether the girl is known or not.

    The same form again gives the same receipt. Raises LinkOver, EnoughToday.
    """
    link = db.session.get_one(PartnerLink, link_id, with_for_update=True, populate_existing=True)
    known = db.session.get(PartnerReceipt, form_id)
    if known is not None and known.link_id == link.id:
        return known
    if known is not None or link.revoked_at is not None or link.expires_on < today:
        raise LinkOver
    if sent_on(link.id, today) >= link.most_a_day:
        raise EnoughToday
    actor = Actor(kind="partner", today=today)
    got = receive_referral(facts, programme_areas=programme_areas, actor=actor, at=at)
    receipt = PartnerReceipt(
        id=form_id, link_id=link.id, referral_id=got.referral_id, reference=_fresh_reference(), received_at=at
    )
    db.session.add(receipt)
    db.session.flush()
    record(events.PARTNER_SENT, actor=actor, at=at, subject=receipt, is_new=got.is_new)
    return receipt


def _fresh_reference() -> str:
    """A reference that no form has yet; it says nothing of the girl."""
    while True:
        drawn = new_code()
        if db.session.scalar(select(PartnerReceipt.id).where(PartnerReceipt.reference == drawn)) is None:
            return drawn
