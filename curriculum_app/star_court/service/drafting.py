"""Drafting: to whom, for what, on which basis, and which fields of those that this allows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.codes import fresh_codes
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import free_id
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Participant
from curriculum_app.places.service import organisation_named
from curriculum_app.star_court import events
from curriculum_app.star_court.models import Handoff
from curriculum_app.star_court.queries.grounds import ground_of, open_referral
from curriculum_app.star_court.rules.packet import in_order, not_covered, permitted, read, written
from curriculum_app.star_court.rules.words import Basis, PacketField, Purpose, State
from curriculum_app.star_court.service.changing import check_draft, claim, keep_step


class BasisDateNeeded(Refusal):
    """An order or an authority is of a day."""

    message: ClassVar[object] = _l("Enter the date of the order or the authority. It must not lie in the future.")
    field = "basis_on"


class BasisReferenceNeeded(Refusal):
    """An order or an authority has a number or a name."""

    message: ClassVar[object] = _l("Enter the number of the order, or what the agency's authority rests on.")
    field = "basis_reference"


class NotCovered(Refusal):
    """A field that the purpose does not need or the basis does not cover."""

    message: ClassVar[object] = _l("The legal basis does not cover one of these fields. Choose again.")
    field = "fields"


class NothingChosen(Refusal):
    """An empty packet tells nobody anything."""

    message: ClassVar[object] = _l("Choose at least one field.")
    field = "fields"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed: the recipient, what it is for and what allows it.

    `ends_referral` says that she is handed on instead of placed in a group.
    """

    organisation: str
    contact: str
    purpose: Purpose
    basis: Basis
    basis_on: date | None = None
    basis_reference: str = ""
    ends_referral: bool = False


def start_handoff(
    girl: Participant, draft: Draft, *, handoff_id: UUID | None = None, actor: Actor, at: datetime
) -> Handoff:
    """Begin a draft for a girl with her key; the same `handoff_id` again gives hers back.

    Raises BasisDateNeeded, BasisReferenceNeeded.
    """
    known = db.session.get(Handoff, handoff_id) if handoff_id else None
    if known is not None and known.participant_id == girl.id:
        return known
    _check(draft, actor)
    handoff = Handoff(
        id=free_id(handoff_id, known), code=fresh_codes(Handoff.code, 1)[0], participant=girl, fields="",
        state=State.DRAFTED, state_on=actor.today, started_at=at, version=1,
    )  # fmt: skip
    _fill(handoff, draft)
    db.session.add(handoff)
    db.session.flush()
    keep_step(handoff, happened_on=actor.today, actor=actor, at=at)
    record(events.DRAFTED, actor=actor, at=at, subject=handoff, **_kinds(draft))
    return handoff


def edit_handoff(handoff: Handoff, draft: Draft, *, version: int, actor: Actor, at: datetime) -> Handoff:
    """Correct a draft; chosen fields that the new ground does not cover are taken out.

    Raises NotADraft, BasisDateNeeded, BasisReferenceNeeded, HandoffChanged.
    """
    check_draft(handoff)
    _check(draft, actor)
    claim(handoff, version)
    _fill(handoff, draft)
    allowed = permitted(ground_of(handoff), actor.today)
    handoff.fields = written(set(read(handoff.fields)) & set(allowed))
    db.session.flush()
    record(events.CHANGED, actor=actor, at=at, subject=handoff, **_kinds(draft))
    return handoff


def choose_fields(
    handoff: Handoff, fields: Collection[PacketField], *, version: int, actor: Actor, at: datetime
) -> Handoff:
    """Choose what the packet tells. Raises NotADraft, NothingChosen, NotCovered, HandoffChanged."""
    check_draft(handoff)
    if not fields:
        raise NothingChosen
    if not_covered(fields, ground_of(handoff), actor.today):
        raise NotCovered
    claim(handoff, version)
    handoff.fields = written(fields)
    db.session.flush()
    record(events.FIELDS_CHOSEN, actor=actor, at=at, subject=handoff, fields=len(in_order(fields)))
    return handoff


def _check(draft: Draft, actor: Actor) -> None:
    if draft.basis is Basis.RELEASE:
        return
    if draft.basis_on is None or draft.basis_on > actor.today:
        raise BasisDateNeeded
    if not draft.basis_reference:
        raise BasisReferenceNeeded


def _fill(handoff: Handoff, draft: Draft) -> None:
    key, is_release = open_key(handoff.participant.key), draft.basis is Basis.RELEASE
    organisation = organisation_named(draft.organisation)
    assert organisation is not None  # noqa: S101 - the form asks for a name
    handoff.organisation, handoff.organisation_id = organisation, organisation.id
    handoff.purpose, handoff.basis = draft.purpose, draft.basis
    handoff.contact_sealed = key.seal(Handoff.contact_sealed, handoff.id, draft.contact or None)
    handoff.basis_on = None if is_release else draft.basis_on
    reference = None if is_release else draft.basis_reference
    handoff.basis_reference_sealed = key.seal(Handoff.basis_reference_sealed, handoff.id, reference)
    referral = open_referral(handoff.participant.id) if draft.ends_referral else None
    handoff.referral_id = referral.id if referral else None


def _kinds(draft: Draft) -> dict[str, Any]:
    return {"purpose": draft.purpose.value, "basis": draft.basis.value}
