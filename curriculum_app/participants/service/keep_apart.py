"""Keep-apart pairs: proposed by those who lead a group, set, reviewed and ended by a coordinator.

A pair needs the reach over both girls, which is asked here once more. The two girls are locked before anything is
read, so that a placement at the same moment either comes before and is seen, or comes after and sees the pair.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.audit import Event, record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.participants import events
from curriculum_app.participants.models import KeepApartPair, Participant
from curriculum_app.participants.queries.reach import within
from curriculum_app.participants.rules.apart import ordered, review_span
from curriculum_app.participants.rules.words import ApartReason, ApartState


class SameGirl(Refusal):
    """A pair is two girls."""

    message = _l("Choose two different girls.")
    field = "second"


class NotBothYours(Refusal):
    """One of the two is not on any list of hers."""

    message = _l("One person isn't on this list. Reload and try again.")
    field = "second"


class AlreadyApart(Refusal):
    """The pair is in force already."""

    message = _l("These two are already kept apart.")
    field = "second"


class StartsLater(Refusal):
    """A pair holds from a day that has come."""

    message = _l("Choose today or a day before.")
    field = "from_on"


class EndsTooEarly(Refusal):
    """The last day is over, or lies before the first."""

    message = _l("The last day must be today or later.")
    field = "until_on"


class ReviewOutOfRange(Refusal):
    """Pairs are looked at again after 6 to 12 months."""

    message = _l("Choose a day from 6 to 12 months from today.")
    field = "review_on"


class PairChanged(Conflict):
    """Somebody else decided about the pair in the meantime."""

    message = _l("Someone else changed this pair while you were working. Look at it again.")


@dataclass(frozen=True, slots=True)
class Term:
    """From when until when a pair holds (both included, None: open), why, and when it is looked at again."""

    reason: ApartReason
    from_on: date
    until_on: date | None
    review_on: date


def hold_girls(participant_ids: Collection[UUID]) -> None:
    """Lock girls until the transaction ends, in one order; on SQLite the writing transaction is the lock already.

    Only pairs and placements wait for each other here: a mark or a note about her does not.
    """
    wanted = sorted(set(participant_ids))
    query = select(Participant.id).where(Participant.id.in_(wanted)).order_by(Participant.id)
    db.session.execute(query.with_for_update(key_share=True)).all()


def propose_pair(
    one: UUID, other: UUID, *, reason: ApartReason, actor: Actor, at: datetime, pair_id: UUID | None = None
) -> KeepApartPair:
    """Ask a coordinator to keep two girls apart. Whoever calls this has seen that the actor meets both.

    A proposal says nothing of what is in force: it is taken either way. With an id that exists nothing is made.
    Raises SameGirl.
    """
    if one == other:
        raise SameGirl
    known = db.session.get(KeepApartPair, pair_id) if pair_id else None
    if known is not None:
        return known
    first, second = ordered(one, other)
    pair = KeepApartPair(
        id=pair_id or new_id(),
        first_id=first,
        second_id=second,
        reason=reason,
        state=ApartState.PROPOSED,
        from_on=actor.today,
        review_on=review_span(actor.today)[0],
        proposed_by_id=actor.user_id,
        proposed_at=at,
    )
    return _added(pair, events.APART_PROPOSED, actor, at)


def set_pair(
    one: UUID, other: UUID, term: Term, *, actor: Actor, at: datetime, pair_id: UUID | None = None
) -> KeepApartPair:
    """Keep two girls apart from now on. They may share a group at this moment; the caller shows where.

    With an id that exists nothing is made. Raises SameGirl, NotBothYours, AlreadyApart, StartsLater, EndsTooEarly,
    ReviewOutOfRange.
    """
    if one == other:
        raise SameGirl
    first, second = ordered(one, other)
    hold_girls((first, second))
    _check_reach((first, second), actor)
    known = db.session.get(KeepApartPair, pair_id) if pair_id else None
    if known is not None and (known.first_id, known.second_id) == (first, second):
        return known
    _check_term(term, actor.today)
    _make_way(first, second, actor, at)
    pair = KeepApartPair(id=pair_id or new_id(), first_id=first, second_id=second)
    _write(pair, term, actor, at)
    return _added(pair, events.APART_SET, actor, at)


def accept_pair(pair: KeepApartPair, term: Term, *, version: int, actor: Actor, at: datetime) -> KeepApartPair:
    """Put a proposed pair into force. Raises PairChanged and what `set_pair` raises."""
    _take(pair, version, ApartState.PROPOSED, actor)
    _check_term(term, actor.today)
    _make_way(pair.first_id, pair.second_id, actor, at)
    _write(pair, term, actor, at)
    return _saved(pair, events.APART_SET, actor, at)


def review_pair(
    pair: KeepApartPair, *, until_on: date | None, review_on: date, version: int, actor: Actor, at: datetime
) -> KeepApartPair:
    """Look at a pair again and let it go on. Raises PairChanged, NotBothYours, EndsTooEarly, ReviewOutOfRange."""
    _take(pair, version, ApartState.IN_FORCE, actor)
    _check_term(Term(pair.reason, pair.from_on, until_on, review_on), actor.today)
    pair.until_on, pair.review_on = until_on, review_on
    pair.reviewed_on, pair.reviewed_by_id = actor.today, actor.user_id
    return _saved(pair, events.APART_REVIEWED, actor, at)


def end_pair(pair: KeepApartPair, *, version: int, actor: Actor, at: datetime) -> KeepApartPair:
    """End a pair, or set a proposal aside. The row stays. Raises PairChanged, NotBothYours."""
    _take(pair, version, None, actor)
    _end(pair, actor, at)
    return pair


def _take(pair: KeepApartPair, version: int, state: ApartState | None, actor: Actor) -> None:
    """Lock both girls and read the pair anew, as it stands once nobody else can change it."""
    hold_girls((pair.first_id, pair.second_id))
    _check_reach((pair.first_id, pair.second_id), actor)
    db.session.refresh(pair, with_for_update=True)
    if pair.version != version or pair.state is ApartState.ENDED or state not in {None, pair.state}:
        raise PairChanged


def _check_reach(girls: tuple[UUID, UUID], actor: Actor) -> None:
    scopes = actor.scopes(Permission.APART_DECIDE)
    query = select(func.count()).select_from(Participant).where(Participant.id.in_(girls), within(scopes, actor))
    if actor.user_id is not None and db.session.scalar(query) != len(girls):
        raise NotBothYours


def _check_term(term: Term, today: date) -> None:
    if term.from_on > today:
        raise StartsLater
    if term.until_on is not None and term.until_on < today:
        raise EndsTooEarly
    earliest, latest = review_span(today)
    if not earliest <= term.review_on <= latest:
        raise ReviewOutOfRange


def _make_way(first: UUID, second: UUID, actor: Actor, at: datetime) -> None:
    """End a pair over the same two whose last day is over; one that still holds raises AlreadyApart."""
    query = select(KeepApartPair).where(
        KeepApartPair.first_id == first,
        KeepApartPair.second_id == second,
        KeepApartPair.state == ApartState.IN_FORCE,
    )
    known = db.session.scalar(query)
    if known is None:
        return
    if known.until_on is None or known.until_on >= actor.today:
        raise AlreadyApart
    _end(known, actor, at)


def _write(pair: KeepApartPair, term: Term, actor: Actor, at: datetime) -> None:
    pair.state, pair.reason = ApartState.IN_FORCE, term.reason
    pair.from_on, pair.until_on, pair.review_on = term.from_on, term.until_on, term.review_on
    pair.set_by_id, pair.set_at = actor.user_id, at


def _end(pair: KeepApartPair, actor: Actor, at: datetime) -> None:
    pair.state, pair.ended_by_id, pair.ended_at = ApartState.ENDED, actor.user_id, at
    _saved(pair, events.APART_ENDED, actor, at)


def _added(pair: KeepApartPair, event: Event, actor: Actor, at: datetime) -> KeepApartPair:
    db.session.add(pair)
    db.session.flush()
    # Without the reason: whoever may read the audit need not be one who may know it.
    record(event, actor=actor, at=at, subject=pair)
    return pair


def _saved(pair: KeepApartPair, event: Event, actor: Actor, at: datetime) -> KeepApartPair:
    pair.version += 1
    db.session.flush()
    record(event, actor=actor, at=at, subject=pair)
    return pair
