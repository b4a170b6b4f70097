"""Receiving a referral: the girl and her referral are made once, however often the same one arrives."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import DataKey, KeyKind, new_key, open_key
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


@dataclass
class Known:
    """Referrals and girls that are here already, by fingerprint; kept up to date while more are received."""

    referrals: dict[bytes, UUID] = field(default_factory=dict)
    people: dict[bytes, UUID] = field(default_factory=dict)


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
    known.people |= _ids(Participant.identity_fingerprint, Participant.id, [each.identity for each in prints])
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
    referral = add_referral(
        facts, prints, known, programme_areas=programme_areas, actor=actor, at=at, is_proposal=is_proposal,
        referral_id=referral_id,
    )  # fmt: skip
    return Received(referral.id, is_new=True)


def add_referral(
    facts: ReferralFacts,
    prints: Prints,
    known: Known,
    *,
    programme_areas: Collection[int],
    actor: Actor,
    at: datetime,
    is_proposal: bool = False,
    referral_id: UUID | None = None,
) -> Referral:
    """Make the girl, her referral and its first step; `known` learns of both. The caller knows that it is new."""
    girl, key = _add_participant(facts, prints, known, programme_areas=programme_areas, actor=actor, at=at)
    new = referral_id or new_id()
    referral = Referral(
        id=new, participant=girl, source=facts.source, referred_on=facts.referred_on, received_at=at,
        received_by_id=actor.user_id, is_proposal=is_proposal, state=ReferralState.RECEIVED, state_since=at,
        external_id_sealed=key.seal(Referral.external_id_sealed, new, facts.external_id or None),
        external_fingerprint=prints.external, content_fingerprint=prints.content,
    )  # fmt: skip
    db.session.add(referral)
    db.session.flush()
    db.session.add(ReferralStep(referral_id=new, at=at, user_id=actor.user_id, state=ReferralState.RECEIVED))
    db.session.flush()
    known.referrals[prints.referral] = known.referrals[prints.content] = new
    known.people.setdefault(prints.identity, girl.id)
    is_double = girl.possible_duplicate_of_id is not None
    record(
        events.REFERRAL_RECEIVED, actor=actor, at=at, subject=referral, is_proposal=is_proposal,
        is_possible_duplicate=is_double,
    )  # fmt: skip
    return referral


def _add_participant(
    facts: ReferralFacts,
    prints: Prints,
    known: Known,
    *,
    programme_areas: Collection[int],
    actor: Actor,
    at: datetime,
) -> tuple[Participant, DataKey]:
    key_row = new_key(KeyKind.PERSON, at=at)
    key, girl_id = open_key(key_row), new_id()
    area = area_columns(facts.zip_code, programme_areas=programme_areas, on=actor.today)
    girl = Participant(
        id=girl_id, key=key_row, language=facts.language or NOT_RECORDED, created_at=at,
        identity_fingerprint=prints.identity, possible_duplicate_of_id=known.people.get(prints.identity),
        **_sealed_columns(facts, key, girl_id), **area,
    )  # fmt: skip
    db.session.add(girl)
    db.session.flush()
    db.session.add_all(ParticipantRace(participant_id=girl_id, race=race) for race in facts.races)
    return girl, key


def _sealed_columns(facts: ReferralFacts, key: DataKey, girl_id: UUID) -> dict[str, bytes | None]:
    """Everything about who and where she is, sealed under her own key; empty texts are not stored."""
    texts = {name: getattr(facts, name) for name in _AS_READ}
    texts["zip"] = facts.zip_code
    texts["birth_date"] = facts.birth_date.isoformat()
    texts["display_name"] = display_name(facts.first_name, facts.last_name, facts.chosen_name)
    columns = {name: getattr(Participant, f"{name}_sealed") for name in texts}
    return {f"{name}_sealed": key.seal(columns[name], girl_id, text or None) for name, text in texts.items()}


_AS_READ = (
    "first_name", "last_name", "chosen_name", "street", "city", "phone", "school", "placement", "guardian_name",
    "guardian_phone", "safe_contact", "availability",
)  # fmt: skip


def _ids(
    column: InstrumentedAttribute[bytes] | InstrumentedAttribute[bytes | None],
    identifier: InstrumentedAttribute[UUID],
    wanted: list[bytes],
) -> dict[bytes, UUID]:
    found: dict[bytes, UUID] = {}
    for start in range(0, len(wanted), CHUNK):
        # The oldest comes last and therefore stays: ids are ordered by the time they were made.
        query = select(column, identifier).where(column.in_(wanted[start : start + CHUNK])).order_by(identifier.desc())
        found |= {print_: row_id for print_, row_id in db.session.execute(query) if print_ is not None}
    return found
