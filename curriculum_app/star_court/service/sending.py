"""Sending: the packet is frozen as it was previewed, and leaves by a link that opens once or as a numbered copy."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, update

from curriculum_app.accounts.service.hashing import new_token, token_hash
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Referral
from curriculum_app.participants.rules.moves import may_move
from curriculum_app.participants.rules.words import ReferralReason, ReferralState
from curriculum_app.participants.service import close_referral
from curriculum_app.star_court import events
from curriculum_app.star_court.models import Handoff, PacketCopy, PacketLink
from curriculum_app.star_court.queries.grounds import ground_of
from curriculum_app.star_court.queries.opening import still_covered
from curriculum_app.star_court.rules.packet import CONTACT, not_covered, read
from curriculum_app.star_court.rules.words import State
from curriculum_app.star_court.service.changing import check_draft, claim, move
from curriculum_app.star_court.service.drafting import NotCovered, NothingChosen
from curriculum_app.star_court.service.packing import packet_of, seen_as

LASTS = timedelta(days=7)


class LooksOtherwise(Conflict):
    """Her record changed between the preview and the sending."""

    message: ClassVar[object] = _l("Her record changed since you looked. Read the papers again, then send.")


class HoldsContact(Refusal):
    """How to reach her is not this person's to open, so it is not hers to send."""

    message: ClassVar[object] = _l("These papers say how to reach her. A coordinator of her area sends them.")


class NotSentYet(Refusal):
    """There is nothing to open or to print."""

    message: ClassVar[object] = _l("Send it first.")


class NotOpenAnyMore(Refusal):
    """It came to an end, or what it rests on did."""

    message: ClassVar[object] = _l("Nothing more can leave: it is declined or closed, or her release does not hold.")


def send_handoff(handoff: Handoff, *, seen: str, version: int, actor: Actor, at: datetime) -> Handoff:
    """Freeze the packet as it was previewed (`seen`) and send it today; a referral that it ends is ended with it.

    Raises NotADraft, NothingChosen, NotCovered, HoldsContact, LooksOtherwise, HandoffChanged.
    """
    check_draft(handoff)
    fields, ground = read(handoff.fields), ground_of(handoff)
    if not fields:
        raise NothingChosen
    if not_covered(fields, ground, actor.today):
        raise NotCovered
    _check_contact(handoff, actor)
    packet = packet_of(handoff)
    if seen_as(packet) != seen:
        raise LooksOtherwise
    claim(handoff, version)
    release = ground.release(actor.today)
    handoff.release_id = release.id if release else None
    key = open_key(handoff.participant.key)
    handoff.packet_sealed = key.seal(Handoff.packet_sealed, handoff.id, packet.to_json())
    handoff.sent_on = actor.today
    move(handoff, State.SENT, happened_on=actor.today, actor=actor, at=at)
    _end_referral(handoff, actor, at)
    return handoff


def make_link(handoff: Handoff, *, actor: Actor, at: datetime) -> tuple[PacketLink, str]:
    """A fresh link with its token, which is kept nowhere; those that were not opened end.

    Raises NotSentYet, NotOpenAnyMore, HoldsContact.
    """
    _check_may_leave(handoff, actor, at)
    end_links(handoff, actor=actor, at=at)
    token = new_token()
    link = PacketLink(
        handoff_id=handoff.id, token_hash=token_hash(token), made_at=at, made_by_id=actor.user_id, expires_at=at + LASTS
    )
    db.session.add(link)
    db.session.flush()
    record(events.LINK_MADE, actor=actor, at=at, subject=link)
    return link, token


def print_copy(handoff: Handoff, *, actor: Actor, at: datetime) -> PacketCopy:
    """One more printed copy, with its number. Raises NotSentYet, NotOpenAnyMore, HoldsContact."""
    _check_may_leave(handoff, actor, at)
    # Copies are counted one after the other, also when two people print at once.
    db.session.execute(select(Handoff.id).where(Handoff.id == handoff.id).with_for_update())
    last = db.session.scalar(select(func.max(PacketCopy.number)).where(PacketCopy.handoff_id == handoff.id)) or 0
    copy = PacketCopy(handoff_id=handoff.id, number=last + 1, printed_at=at, printed_by_id=actor.user_id)
    db.session.add(copy)
    db.session.flush()
    record(events.PRINTED, actor=actor, at=at, subject=handoff, number=copy.number)
    return copy


def revoke_link(link: PacketLink, *, actor: Actor, at: datetime) -> bool:
    """End a link at once; False, and nothing changed, when it was opened or ended before."""
    ways: dict[str, Any] = {"revoked_at": at, "revoked_by_id": actor.user_id}
    statement = update(PacketLink).where(
        PacketLink.id == link.id, PacketLink.opened_at.is_(None), PacketLink.revoked_at.is_(None)
    )
    if db.session.scalar(statement.values(ways).returning(PacketLink.id)) is None:
        return False
    record(events.LINK_REVOKED, actor=actor, at=at, subject=link)
    return True


def end_links(handoff: Handoff, *, actor: Actor, at: datetime) -> None:
    """End every link of a hand-off that was not opened."""
    query = select(PacketLink).where(PacketLink.handoff_id == handoff.id, PacketLink.revoked_at.is_(None))
    for link in db.session.scalars(query.where(PacketLink.opened_at.is_(None)).order_by(PacketLink.id)).all():
        revoke_link(link, actor=actor, at=at)


def _check_may_leave(handoff: Handoff, actor: Actor, at: datetime) -> None:
    if handoff.packet_sealed is None:
        raise NotSentYet
    if handoff.state in {State.DECLINED, State.CLOSED} or not still_covered(handoff, at):
        raise NotOpenAnyMore
    _check_contact(handoff, actor)


def _check_contact(handoff: Handoff, actor: Actor) -> None:
    if CONTACT & set(read(handoff.fields)) and not actor.may(Permission.CONTACT_REVEAL):
        raise HoldsContact


def _end_referral(handoff: Handoff, actor: Actor, at: datetime) -> None:
    """Her referral ends as referred on, unless it came to another end meanwhile."""
    if handoff.referral_id is None:
        return
    referral = db.session.get_one(Referral, handoff.referral_id)
    if may_move(referral.state, ReferralState.REFERRED_ON):
        referral.participant = handoff.participant
        ways: dict[str, Any] = {"version": referral.version, "actor": actor, "at": at}
        close_referral(referral, state=ReferralState.REFERRED_ON, reason=ReferralReason.OTHER_SERVICE, **ways)
