"""Keep-apart pairs: which two girls share no group on a date, and the pairs that a reader may know of.

`pairs_among` and `apart_from` are for the program's own checks and see every pair; what they answer is never shown.
Whatever a person sees comes from `pairs_visible_to` and its like: pairs whose girls both lie within her reach.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.participants.models import KeepApartPair, Participant
from curriculum_app.participants.queries.reach import within
from curriculum_app.participants.rules.words import ApartReason, ApartState

# How many ids one statement names; databases take about three times as many.
MOST_AT_ONCE = 10_000
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair as lists show it, its girls by id; `version` is the record that a form was built on."""

    id: UUID
    first_id: UUID
    second_id: UUID
    reason: ApartReason
    state: ApartState
    from_on: date
    until_on: date | None
    review_on: date
    version: int


def in_force(on: date) -> ColumnElement[bool]:
    """The condition on `KeepApartPair` under which the two girls share no group on the local date `on`."""
    return and_(
        KeepApartPair.state == ApartState.IN_FORCE,
        KeepApartPair.from_on <= on,
        or_(KeepApartPair.until_on.is_(None), KeepApartPair.until_on >= on),
    )


def pairs_among(participant_ids: Collection[UUID], on: date) -> frozenset[tuple[UUID, UUID]]:
    """The pairs in force on `on` whose girls are both among the ids, each as (lower id, higher id).

    One statement for up to 10,000 ids.
    """
    wanted = sorted(set(participant_ids))
    among = set(wanted)
    found: set[tuple[UUID, UUID]] = set()
    for start in range(0, len(wanted), MOST_AT_ONCE):
        some = wanted[start : start + MOST_AT_ONCE]
        query = select(KeepApartPair.first_id, KeepApartPair.second_id).where(
            KeepApartPair.first_id.in_(some), in_force(on)
        )
        found.update((first, second) for first, second in db.session.execute(query) if second in among)
    return frozenset(found)


def apart_from(participant_id: UUID, on: date) -> frozenset[UUID]:
    """The girls who share no group with this one on `on`."""
    query = select(KeepApartPair.first_id, KeepApartPair.second_id).where(_has(participant_id), in_force(on))
    return frozenset(second if first == participant_id else first for first, second in db.session.execute(query))


def apart_spans(participant_id: UUID) -> list[tuple[UUID, date, date | None]]:
    """The girls who share no group with this one, each with the first and the last local date of the pair."""
    query = select(
        KeepApartPair.first_id, KeepApartPair.second_id, KeepApartPair.from_on, KeepApartPair.until_on
    ).where(_has(participant_id), KeepApartPair.state == ApartState.IN_FORCE)
    rows = db.session.execute(query.order_by(KeepApartPair.id))
    return [
        (row.second_id if row.first_id == participant_id else row.first_id, row.from_on, row.until_on) for row in rows
    ]


def pairs_visible_to(
    scopes: Scopes, actor: Actor, *, states: Collection[ApartState] = (ApartState.IN_FORCE,)
) -> list[PairRow]:
    """The pairs in one of `states` that the reader may know of, the next review first; at most 200."""
    query = _rows(scopes, actor).where(KeepApartPair.state.in_(states))
    return _found(query)


def pairs_due_for_review(scopes: Scopes, actor: Actor, *, on: date) -> list[PairRow]:
    """The pairs in force whose day of review has come by `on`, the longest due first; at most 200."""
    return _found(_rows(scopes, actor).where(in_force(on), KeepApartPair.review_on <= on))


def is_apart(participant_id: UUID, scopes: Scopes, actor: Actor, *, on: date) -> bool:
    """Whether a girl is of a pair in force on `on` that the reader may know of."""
    query = _rows(scopes, actor).where(_has(participant_id), in_force(on))
    return db.session.execute(query.limit(1)).first() is not None


def pairs_by_id(pair_ids: Collection[UUID], scopes: Scopes, actor: Actor) -> list[PairRow]:
    """The pairs with these ids that the reader may know of; at most 200."""
    return _found(_rows(scopes, actor).where(KeepApartPair.id.in_(list(pair_ids)[:MOST_SHOWN])))


def apart_in(participant_id: UUID, girls: Select[UUID], scopes: Scopes, actor: Actor, *, on: date) -> dict[UUID, bool]:
    """The pairs in force on `on` between one girl and those that `girls` selects: whether the reader may know, by id.

    One statement whatever it finds.
    """
    other = case((KeepApartPair.first_id == participant_id, KeepApartPair.second_id), else_=KeepApartPair.first_id)
    query = (
        select(KeepApartPair.id, both_within(scopes, actor).label("is_shown"))
        .where(_has(participant_id), in_force(on), other.in_(girls))
        .order_by(KeepApartPair.id)
    )
    return {row.id: row.is_shown for row in db.session.execute(query)}


def both_within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The condition on `KeepApartPair` that both girls lie within reach."""
    return and_(*(_reached(column, scopes, actor) for column in (KeepApartPair.first_id, KeepApartPair.second_id)))


def _reached(column: Any, scopes: Scopes, actor: Actor) -> ColumnElement[bool]:  # noqa: ANN401 - one of the two ids
    return exists(select(Participant.id).where(Participant.id == column, within(scopes, actor)))


def _has(participant_id: UUID) -> ColumnElement[bool]:
    return or_(KeepApartPair.first_id == participant_id, KeepApartPair.second_id == participant_id)


def _rows(scopes: Scopes, actor: Actor) -> Select[*tuple[Any, ...]]:
    pair = KeepApartPair
    return select(
        pair.id, pair.first_id, pair.second_id, pair.reason, pair.state, pair.from_on, pair.until_on, pair.review_on,
        pair.version,
    ).where(both_within(scopes, actor))  # fmt: skip


def _found(query: Select[*tuple[Any, ...]]) -> list[PairRow]:
    query = query.order_by(KeepApartPair.review_on, KeepApartPair.id).limit(MOST_SHOWN)
    return [PairRow(**row._mapping) for row in db.session.execute(query)]
