"""Hand-offs, made through the room's own door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import joinedload

from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.consents import ConsentBasis
from curriculum_app.star_court import service
from curriculum_app.star_court.models import Handoff, HandoffRelease, PacketLink
from curriculum_app.star_court.rules.words import Basis, PacketField, Purpose
from curriculum_app.star_court.service.drafting import Draft
from curriculum_app.star_court.service.packing import packet_of, seen_as
from curriculum_app.star_court.service.releasing import SignedRelease
from tests.factories import Make

F = PacketField
WHO = (F.NAME, F.BIRTH_DATE, F.LANGUAGE)


def draft(**changes: Any) -> Draft:  # noqa: ANN401 - any of its parts
    """A hand-off to the court programme by an order of last week."""
    ordered: dict[str, Any] = {
        "organisation": "Collaborative court, Department 3", "contact": "Mrs. Yolanda Barrios, 213-555-0148",
        "purpose": Purpose.COURT, "basis": Basis.COURT_ORDER, "basis_reference": "YJ 40817",
    }  # fmt: skip
    return Draft(**ordered | changes)


def handoff(make: Make, girl: Participant, actor: Actor, **changes: Any) -> Handoff:  # noqa: ANN401
    """A draft for a girl, who is read anew with her key."""
    girl = db.session.get_one(Participant, girl.id, options=[joinedload(Participant.key)], populate_existing=True)
    is_release = changes.get("basis") is Basis.RELEASE
    dated = {} if is_release else {"basis_on": make.today - timedelta(days=7)}
    return service.start_handoff(girl, draft(**dated | changes), actor=actor, at=make.at)


def release(make: Make, row: Handoff, actor: Actor, **changes: Any) -> HandoffRelease:  # noqa: ANN401
    """Her release for the recipient and purpose of a hand-off, signed today for half a year."""
    paper: dict[str, Any] = {
        "id": new_id(), "fields": WHO, "permitted_by": ConsentBasis.GUARDIAN, "given_by": "Alma Reyes",
        "she_agrees": True, "language": "es", "signed_on": make.today,
        "expires_on": make.today + timedelta(days=180),
    }  # fmt: skip
    return service.record_release(row, SignedRelease(**paper | changes), actor=actor, at=make.at)


def sent(make: Make, row: Handoff, actor: Actor, fields: tuple[PacketField, ...] = WHO) -> Handoff:
    """The hand-off, sent with these fields."""
    service.choose_fields(row, fields, version=row.version, actor=actor, at=make.at)
    seen = seen_as(packet_of(row))
    return service.send_handoff(row, seen=seen, version=row.version, actor=actor, at=make.at)


def linked(make: Make, row: Handoff, actor: Actor) -> tuple[PacketLink, str]:
    """A fresh link to the packet of a hand-off, and its address."""
    link, token = service.make_link(row, actor=actor, at=make.at)
    return link, f"/papers/{token}"
