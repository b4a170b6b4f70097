"""Opening the packet by its link: once, whoever comes first, and written down."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from curriculum_app.accounts.service import throttle
from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.vault import fingerprint
from curriculum_app.star_court import events
from curriculum_app.star_court.models import PacketLink
from curriculum_app.star_court.queries.opening import works
from curriculum_app.star_court.rules.packet import Packet
from curriculum_app.star_court.service.packing import packet_of

# Tries of one network address without a pause of fifteen minutes.
MOST_FROM_ADDRESS = 20


class LinkOver(Conflict):
    """It was opened, ended or ran out, or what it rested on did."""

    message: ClassVar[object] = _l("This link does not work any more.")


class TooFast(Refusal):
    """More tries from one address than people make."""

    message: ClassVar[object] = _l("Too many tries came from here. Wait fifteen minutes, then try again.")


def count_try(address: str, *, at: datetime) -> None:
    """Count one try of a network address, before the writing transaction. Raises TooFast."""
    key = fingerprint("star_court.opening.address", address)
    if not throttle.allow(throttle.Limit(key, MOST_FROM_ADDRESS), at=at):
        raise TooFast


def open_packet(link: PacketLink, *, at: datetime) -> Packet:
    """The packet behind a link, which is used up by it; of two who open at once one gets it. Raises LinkOver."""
    if not works(link, at):
        raise LinkOver
    statement = update(PacketLink).where(
        PacketLink.id == link.id,
        PacketLink.opened_at.is_(None),
        PacketLink.revoked_at.is_(None),
        PacketLink.expires_at > at,
    )
    if db.session.scalar(statement.values(opened_at=at).returning(PacketLink.id)) is None:
        raise LinkOver
    record(events.OPENED, actor=Actor(kind="recipient", today=clock.today(at)), at=at, subject=link.handoff)
    return packet_of(link.handoff)
