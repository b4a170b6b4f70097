"""Changing what is known about a girl: her names, how to reach her and her home area; moving her referral."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete
from sqlalchemy.orm import InstrumentedAttribute

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import Event, record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.participants import events
from curriculum_app.participants.models import Participant, ParticipantRace, Referral, ReferralStep
from curriculum_app.participants.rules.names import display_name
from curriculum_app.participants.rules.words import AreaBasis, AreaState, Race, ReferralState
from curriculum_app.participants.service.fingerprints import identity_fingerprint
from curriculum_app.places.rules import BOUNDARY_VERSION

CONTACT = ("street", "city", "zip", "phone", "school", "placement", "guardian_name", "guardian_phone", "safe_contact")


class PersonChanged(Conflict):
    """Somebody else saved her record in the meantime."""

    message = _l("Someone else changed this record. Check it and save again.")


class ReasonNeeded(Refusal):
    """An area that does not follow from the address needs a reason."""

    message = _l("Say why, so that the next person understands.")
    field = "reason"


class Shown(StrEnum):
    """What is opened one at a time, each time with a row in the audit."""

    IDENTITY = "identity"
    ADDRESS = "address"
    PHONE = "phone"
    SCHOOL = "school"
    PLACEMENT = "placement"
    GUARDIAN = "guardian"
    SAFE_CONTACT = "safe_contact"


COLUMNS_SHOWN: Mapping[Shown, tuple[str, ...]] = {
    Shown.IDENTITY: ("first_name", "last_name", "chosen_name", "birth_date"),
    Shown.ADDRESS: ("street", "city", "zip"),
    Shown.PHONE: ("phone",),
    Shown.SCHOOL: ("school",),
    Shown.PLACEMENT: ("placement",),
    Shown.GUARDIAN: ("guardian_name", "guardian_phone"),
    Shown.SAFE_CONTACT: ("safe_contact",),
}


@dataclass(frozen=True)
class Identity:
    """Who she is, as staff typed it."""

    first_name: str
    last_name: str
    chosen_name: str
    birth_date: date
    language: str
    availability: str
    races: Collection[Race]
    has_child_welfare_case: bool | None = None


def reveal(participant: Participant, shown: Shown, *, actor: Actor, at: datetime) -> dict[str, str]:
    """Open one part of her record, by column, and write down that it was opened. Empty texts where nothing is kept."""
    record(events.PERSON_REVEALED, actor=actor, at=at, subject=participant, shown=shown.value)
    return opened(participant, COLUMNS_SHOWN[shown])


def opened(participant: Participant, columns: Collection[str]) -> dict[str, str]:
    """The texts of some sealed columns by their plain names; the caller has logged the read."""
    key = open_key(participant.key)
    return {name: key.text(_column(name), participant.id, getattr(participant, f"{name}_sealed")) for name in columns}


def edit_identity(
    participant: Participant, identity: Identity, *, version: int, actor: Actor, at: datetime
) -> Participant:
    """Correct who she is. Raises PersonChanged when her record is not at `version` any more."""
    _check_version(participant, version)
    first, last, chosen = identity.first_name, identity.last_name, identity.chosen_name
    texts = {
        "first_name": first,
        "last_name": last,
        "chosen_name": chosen or None,
        "display_name": display_name(first, last, chosen),
        "birth_date": identity.birth_date.isoformat(),
        "availability": identity.availability or None,
    }
    _seal(participant, texts)
    participant.language = identity.language
    participant.has_child_welfare_case = identity.has_child_welfare_case
    participant.identity_fingerprint = identity_fingerprint(first, last, identity.birth_date)
    db.session.execute(delete(ParticipantRace).where(ParticipantRace.participant_id == participant.id))
    db.session.add_all(ParticipantRace(participant_id=participant.id, race=race) for race in set(identity.races))
    return _saved(participant, events.IDENTITY_CHANGED, actor, at)


def edit_contact(
    participant: Participant, contact: Mapping[str, str], *, version: int, actor: Actor, at: datetime
) -> Participant:
    """Correct how to reach her; `contact` has the columns of CONTACT. Raises PersonChanged.

    Her home area is decided apart.
    """
    _check_version(participant, version)
    _seal(participant, {name: contact[name] or None for name in CONTACT})
    return _saved(participant, events.CONTACT_CHANGED, actor, at)


def decide_area(
    participant: Participant,
    *,
    service_area: int | None,
    basis: AreaBasis,
    reason: str,
    version: int,
    actor: Actor,
    at: datetime,
) -> Participant:
    """Decide her home service area (None: outside the county), with its basis, date and boundary version.

    Raises ReasonNeeded for an override without one, PersonChanged.
    """
    _check_version(participant, version)
    if basis is AreaBasis.OVERRIDE and not reason:
        raise ReasonNeeded
    participant.service_area = service_area
    participant.area_state = AreaState.OUTSIDE if service_area is None else AreaState.DECIDED
    participant.area_basis, participant.boundary_version = basis, BOUNDARY_VERSION
    participant.area_decided_on, participant.area_decided_by_id = actor.today, actor.user_id
    _seal(participant, {"area_reason": reason or None})
    participant.version += 1
    db.session.flush()
    area = service_area
    record(events.AREA_DECIDED, actor=actor, at=at, subject=participant, service_area=area, basis=basis.value)
    return participant


def mark_enrolled(referral: Referral, *, actor: Actor, at: datetime) -> Referral:
    """Her wait is over: she has a seat. Called by cohorts in the transaction of the enrolment."""
    return _move(referral, ReferralState.ENROLLED, actor, at)


def back_to_waitlist(referral: Referral, *, actor: Actor, at: datetime) -> Referral:
    """Her group was cancelled: she waits again, and the days she waited before still count."""
    referral.waitlisted_at = referral.waitlisted_at or at
    return _move(referral, ReferralState.WAITLISTED, actor, at)


def _move(referral: Referral, state: ReferralState, actor: Actor, at: datetime) -> Referral:
    was = referral.state
    referral.state, referral.state_since = state, at
    referral.version += 1
    db.session.add(ReferralStep(referral_id=referral.id, at=at, user_id=actor.user_id, state=state))
    db.session.flush()
    record(events.REFERRAL_MOVED, actor=actor, at=at, subject=referral, was=was.value, now=state.value)
    return referral


def _check_version(participant: Participant, version: int) -> None:
    if participant.version != version:
        raise PersonChanged


def _seal(participant: Participant, texts: Mapping[str, str | None]) -> None:
    key: DataKey = open_key(participant.key)
    for name, text in texts.items():
        setattr(participant, f"{name}_sealed", key.seal(_column(name), participant.id, text))


def _column(name: str) -> InstrumentedAttribute[Any]:
    column: InstrumentedAttribute[Any] = getattr(Participant, f"{name}_sealed")
    return column


def _saved(participant: Participant, event: Event, actor: Actor, at: datetime) -> Participant:
    participant.version += 1
    db.session.flush()
    record(event, actor=actor, at=at, subject=participant)
    return participant
