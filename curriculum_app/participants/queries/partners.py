"""Reading partners' links: the list, the one behind a token, how much came over one on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select

from curriculum_app.accounts.models import User
from curriculum_app.accounts.service.hashing import token_hash
from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.participants.models import PartnerLink, PartnerReceipt

MOST_LINKS = 200
MOST_RECEIPTS = 20


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link: what came over it, who made it, and whether it still works on the day asked for."""

    id: UUID
    label: str
    most_a_day: int
    expires_on: date
    revoked_at: datetime | None
    made_by: str | None
    sent: int
    is_open: bool


def partner_links(*, on: date) -> tuple[LinkRow, ...]:
    """Every link, the newest first; at most 200."""
    sent = select(func.count()).where(PartnerReceipt.link_id == PartnerLink.id).scalar_subquery()
    query = (
        select(PartnerLink, User.full_name, sent)
        .outerjoin(User, User.id == PartnerLink.made_by_id)
        .order_by(PartnerLink.made_at.desc(), PartnerLink.id)
        .limit(MOST_LINKS)
    )
    return tuple(
        LinkRow(
            link.id, link.label, link.most_a_day, link.expires_on, link.revoked_at, name, number or 0,
            link.revoked_at is None and link.expires_on >= on,
        )
        for link, name, number in db.session.execute(query)
    )  # fmt: skip


def open_link(token: str, *, on: date) -> PartnerLink | None:
    """The link behind a token, if it works on this day; unknown, ended and expired ones are the same: None."""
    return db.session.scalar(
        select(PartnerLink).where(
            PartnerLink.token_hash == token_hash(token),
            PartnerLink.revoked_at.is_(None),
            PartnerLink.expires_on >= on,
        )
    )


def sent_on(link_id: UUID, day: date) -> int:
    """How many forms came over a link on a local day."""
    begins, ends = (clock.instant(each, time.min) for each in (day, day + timedelta(days=1)))
    query = select(func.count()).where(
        PartnerReceipt.link_id == link_id, PartnerReceipt.received_at >= begins, PartnerReceipt.received_at < ends
    )
    return db.session.scalar(query) or 0


def references_of(referral_id: UUID) -> tuple[str, ...]:
    """The references under which a referral came over a partner's form, the newest first; at most 20."""
    query = (
        select(PartnerReceipt.reference)
        .where(PartnerReceipt.referral_id == referral_id)
        .order_by(PartnerReceipt.received_at.desc(), PartnerReceipt.id)
        .limit(MOST_RECEIPTS)
    )
    return tuple(db.session.scalars(query))
