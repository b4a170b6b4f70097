"""Receiving a referral: the girl and her referral are made once, however often the same one arrives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import write
from curriculum_app.core.codes import fresh_codes
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import DataKey, KeyKind, VaultKey, make_key, open_key
from curriculum_app.participants import events
from curriculum_app.participants.models import Participant, ParticipantRace, Referral, ReferralStep
from curriculum_app.participants.rules.languages import NOT_RECORDED
from curriculum_app.participants.rules.names import display_name
from curriculum_app.participants.rules.rows import ReferralFacts
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.participants.service.areas import area_columns
from curriculum_app.participants.service.fingerprints import (
    content_fingerprint,
    external_fingerprint,
    identity_fingerprint,
)

CHUNK = 500  # fingerprints in one statement


@dataclass(frozen=True)
class Prints:
    """The fingerprints of one referral."""

    identity: bytes
    content: bytes
    external: bytes | None

    @property
    def referral(self) -> bytes:
        """By which the same referral is known: the source's own number where there is one, else what it says."""
        return self.external or self.content


class New(NamedTuple):
    """A referral to be made."""

    facts: ReferralFacts
    prints: Prints
    referral_id: UUID


@dataclass
class Known:
    """Referrals and girls that are here already, by fingerprint; kept up to date while more are received."""

    referrals: dict[bytes, UUID] = field(default_factory=dict)
    people: dict[bytes, UUID] = field(default_factory=dict)

    def learn(self, new: New, girl_id: UUID) -> None:
        """Remember a referral that is being made."""
        self.referrals[new.prints.referral] = self.referrals[new.prints.content] = new.referral_id
        self.people.setdefault(new.prints.identity, girl_id)


@dataclass(frozen=True)
class Received:
    """The referral as it stands here; `is_new` is false when the same one had arrived before."""

    referral_id: UUID
    is_new: bool


def prints_of(facts: ReferralFacts) -> Prints:
    """The fingerprints of what was read."""
    identity = identity_fingerprint(facts.first_name, facts.last_name, facts.birth_date)
    return Prints(identity, content_fingerprint(facts), external_fingerprint(facts))


def known_among(prints: Iterable[Prints]) -> Known:
    """Which of these referrals and girls are here already; for a girl known more than once, her oldest record."""
    prints = list(prints)
    known = Known()
    by_number = [each.external for each in prints if each.external]
    known.referrals |= _ids(Referral.external_fingerprint, Referral.id, by_number)
    # Without a number of its own, a referral is the same as any that says the same, also one that has a number.
    by_content = [each.content for each in prints if not each.external]
    known.referrals |= _ids(Referral.content_fingerprint, Referral.id, by_content)
    # What was merged into another record is known as that one.
    record = func.coalesce(Participant.merged_into_id, Participant.id)
    known.people |= _ids(Participant.identity_fingerprint, record, [each.identity for each in prints])
    return known


def receive_referral(
    facts: ReferralFacts,
    *,
    programme_areas: Collection[int],
    actor: Actor,
    at: datetime,
    referral_id: UUID | None = None,
    is_proposal: bool = False,
) -> Received:
    """Take in one referral. The same one again, or the same form posted twice, changes nothing and says so."""
    if referral_id is not None and db.session.get(Referral, referral_id) is not None:
        return Received(referral_id, is_new=False)
    prints = prints_of(facts)
    known = known_among([prints])
    here = known.referrals.get(prints.referral)
    if here is not None:
        return Received(here, is_new=False)
    new = New(facts, prints, referral_id or new_id())
    add_referrals([new], known, programme_areas=programme_areas, actor=actor, at=at, is_proposal=is_proposal)
    return Received(new.referral_id, is_new=True)


def add_referrals(
    arrivals: Sequence[New],
    known: Known,
    *,
    programme_areas: Collection[int],
    actor: Actor,
    at: datetime,
    is_proposal: bool = False,
) -> None:
    """Make the girls, their referrals and first steps, some hundred at once; `known` learns of them.

    The caller knows that they are new.
    """
    inserts: dict[type[Base], list[dict[str, Any]]] = {table: [] for table in _TABLES}
    codes = fresh_codes(Participant.code, len(arrivals))
    for new, code in zip(arrivals, codes, strict=True):
        key_row, girl_id = make_key(KeyKind.PERSON, at), new_id()
        key, older = open_key(key_row), known.people.get(new.prints.identity)
        inserts[VaultKey].append({name: getattr(key_row, name) for name in _KEY_COLUMNS})
        area = area_columns(new.facts.zip_code, programme_areas=programme_areas, on=actor.today)
        girl = {**_participant(new, key, girl_id), **area}
        girl |= {"code": code, "key_id": key_row.id, "created_at": at, "possible_duplicate_of_id": older}
        inserts[Participant].append(girl)
        inserts[ParticipantRace] += [{"participant_id": girl_id, "race": race} for race in new.facts.races]
        inserts[Referral].append(_referral(new, key, girl_id, actor, at) | {"is_proposal": is_proposal})
        inserts[ReferralStep].append(_first_step(new, actor, at))
        known.learn(new, girl_id)
    for table, rows in inserts.items():
        if rows:
            db.session.execute(insert(table), rows)
    for new, girl in zip(arrivals, inserts[Participant], strict=True):
        _record(new, girl, actor, at, is_proposal=is_proposal)


_TABLES = (VaultKey, Participant, ParticipantRace, Referral, ReferralStep)
_KEY_COLUMNS = ("id", "kind", "wrapped", "master_version", "created_at")


def _participant(new: New, key: DataKey, girl_id: UUID) -> dict[str, Any]:
    """The columns of a girl: everything about who and where she is sealed under her own key; empty texts not kept."""
    facts = new.facts
    texts = {name: getattr(facts, name) for name in _AS_READ}
    texts["zip"] = facts.zip_code
    texts["birth_date"] = facts.birth_date.isoformat()
    texts["display_name"] = display_name(facts.first_name, facts.last_name, facts.chosen_name)
    columns = {name: getattr(Participant, f"{name}_sealed") for name in texts}
    sealed = {f"{name}_sealed": key.seal(columns[name], girl_id, text or None) for name, text in texts.items()}
    plain = {"id": girl_id, "language": facts.language or NOT_RECORDED, "identity_fingerprint": new.prints.identity}
    return plain | sealed


def _referral(new: New, key: DataKey, girl_id: UUID, actor: Actor, at: datetime) -> dict[str, Any]:
    number = key.seal(Referral.external_id_sealed, new.referral_id, new.facts.external_id or None)
    return {
        "id": new.referral_id, "participant_id": girl_id, "source": new.facts.source,
        "referred_on": new.facts.referred_on, "received_at": at, "received_by_id": actor.user_id,
        "state": ReferralState.RECEIVED, "state_since": at, "external_id_sealed": number,
        "external_fingerprint": new.prints.external, "content_fingerprint": new.prints.content,
    }  # fmt: skip


def _first_step(new: New, actor: Actor, at: datetime) -> dict[str, Any]:
    received = ReferralState.RECEIVED
    return {"referral_id": new.referral_id, "at": at, "user_id": actor.user_id, "state": received}


def _record(new: New, girl: dict[str, Any], actor: Actor, at: datetime, *, is_proposal: bool) -> None:
    is_double = girl["possible_duplicate_of_id"] is not None
    details = {"is_proposal": is_proposal, "is_possible_duplicate": is_double}
    write(
        db.session.connection(), events.REFERRAL_RECEIVED, actor=actor, at=at, kind=Referral.__tablename__,
        object_id=new.referral_id, details=details,
    )  # fmt: skip


_AS_READ = (
    "first_name", "last_name", "chosen_name", "street", "city", "phone", "school", "placement", "guardian_name",
    "guardian_phone", "safe_contact", "availability",
)  # fmt: skip


def _ids(
    column: InstrumentedAttribute[bytes] | InstrumentedAttribute[bytes | None],
    identifier: InstrumentedAttribute[UUID] | ColumnElement[UUID],
    wanted: list[bytes],
) -> dict[bytes, UUID]:
    found: dict[bytes, UUID] = {}
    for start in range(0, len(wanted), CHUNK):
        # The oldest comes last and therefore stays: ids are ordered by the time they were made.
        query = select(column, identifier).where(column.in_(wanted[start : start + CHUNK])).order_by(identifier.desc())
        found |= {print_: row_id for print_, row_id in db.session.execute(query) if print_ is not None}
    return found
