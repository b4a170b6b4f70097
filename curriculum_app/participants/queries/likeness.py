"""Records that look like one: compared on opened identities, within the reader's reach alone, newest 20,000.

The birth date is opened first and the names only where it agrees in some way, so that most records stay closed. The
caller has logged the read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, VaultKey, open_key
from curriculum_app.participants.models import Participant, ToldApart
from curriculum_app.participants.queries.names import KEY_COLUMNS
from curriculum_app.participants.queries.reach import within
from curriculum_app.participants.rules.likeness import (
    SHOWN,
    Alike,
    Identity,
    Likeness,
    birth_likeness,
    identity,
    likeness,
)

MOST_COMPARED = 20_000
MOST_SHOWN = 10
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Similar:
    """A record that looks like hers: how much and why, and when somebody found the two to be two girls."""

    participant_id: UUID
    score: int
    reasons: tuple[Alike, ...]
    is_likely: bool
    told_apart_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still asks for a decision."""
        return self.is_likely and self.told_apart_at is None


def similar_to(participant: Participant, scopes: Scopes, actor: Actor) -> tuple[Similar, ...]:
    """The records within `scopes` that look like this girl's, the most alike first; at most ten.

    What was told apart before stands last. The same name and birth date are found however old the record is.
    """
    hers, decided = identity_of(participant), _told_apart(participant.id)
    newest = _candidates(participant, scopes, actor)
    exact = newest.where(Participant.identity_fingerprint == participant.identity_fingerprint)
    alike = dict(_alike(hers, newest)) | dict(_alike(hers, exact))
    found = [Similar(girl, each.score, each.reasons, each.is_likely, decided.get(girl)) for girl, each in alike.items()]
    return tuple(sorted(found, key=_order)[:MOST_SHOWN])


def records_with(participant_ids: list[UUID], scopes: Scopes, actor: Actor) -> dict[UUID, Participant]:
    """The records with these ids within `scopes`, with their keys, by id; at most ten."""
    query = (
        select(Participant)
        .join(Participant.key)
        .where(Participant.id.in_(participant_ids[:MOST_SHOWN]), within(scopes, actor))
        .options(contains_eager(Participant.key))
        .order_by(Participant.id)
    )
    return {row.id: row for row in db.session.scalars(query)}


def identity_of(participant: Participant) -> Identity:
    """Her names and birth date, opened to be compared."""
    key = open_key(participant.key)
    return _identity(key, participant.id, participant, _born(key, participant.id, participant.birth_date_sealed))


def _order(each: Similar) -> tuple[bool, int, UUID]:
    return each.told_apart_at is not None, -each.score, each.participant_id


def _candidates(participant: Participant, scopes: Scopes, actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Participant.id.label("participant_id"), Participant.birth_date_sealed, Participant.first_name_sealed,
            Participant.last_name_sealed, Participant.chosen_name_sealed, *KEY_COLUMNS,
        )
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(Participant.id != participant.id, within(scopes, actor))
        .order_by(Participant.id.desc())
        .limit(MOST_COMPARED)
    )  # fmt: skip


def _alike(hers: Identity, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[UUID, Likeness]]:
    with db.session.execute(query.execution_options(yield_per=CHUNK)) as rows:
        for row in rows:
            key = open_key(row)
            born = _born(key, row.participant_id, row.birth_date_sealed)
            if birth_likeness(hers.born, born) is None:
                continue
            alike = likeness(hers, _identity(key, row.participant_id, row, born))
            if alike.score >= SHOWN:
                yield row.participant_id, alike


def _born(key: DataKey, girl: UUID, value: bytes) -> date:
    return date.fromisoformat(key.text(Participant.birth_date_sealed, girl, value))


def _identity(key: DataKey, girl: UUID, row: Any, born: date) -> Identity:  # noqa: ANN401 - a row or a Participant
    return identity(
        key.text(Participant.first_name_sealed, girl, row.first_name_sealed),
        key.text(Participant.last_name_sealed, girl, row.last_name_sealed),
        key.text(Participant.chosen_name_sealed, girl, row.chosen_name_sealed),
        born,
    )


def _told_apart(girl: UUID) -> dict[UUID, datetime]:
    query = (
        select(ToldApart.first_id, ToldApart.second_id, ToldApart.decided_at)
        .where(or_(ToldApart.first_id == girl, ToldApart.second_id == girl))
        .order_by(ToldApart.id)
    )
    return {second if first == girl else first: at for first, second, at in db.session.execute(query)}
