"""The list of hand-offs, the counts by year, and what stands under one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, distinct, extract, func, select

from curriculum_app.accounts.models import User
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.names import NAME_COLUMNS, display_name
from curriculum_app.places.models import Organisation
from curriculum_app.star_court.models import Handoff, HandoffService, HandoffStep, PacketCopy, PacketLink
from curriculum_app.star_court.queries.reach import within
from curriculum_app.star_court.rules.words import Purpose, Reason, State

PAGE_SIZE = 30
MOST_UNDER_ONE = 200
MOST_YEARS = 5


@dataclass(frozen=True)
class HandoffRow:
    """One hand-off of the list; `days` are those since its last step."""

    id: UUID
    code: str
    girl: str
    girl_code: str
    recipient: str
    purpose: Purpose
    state: State
    state_on: date
    days: int


@dataclass(frozen=True)
class StepRow:
    """One step with who recorded it; no name for a command."""

    state: State
    reason: Reason | None
    happened_on: date
    recorded_at: datetime
    by: str | None


@dataclass(frozen=True)
class CopyRow:
    """One printed copy."""

    number: int
    printed_at: datetime
    by: str | None


def handoffs_visible_to(
    scopes: Scopes, actor: Actor, *, states: Collection[State], page: int = 1
) -> tuple[list[HandoffRow], bool]:
    """Page `page` of the hand-offs in `states` within reach, by state, longest waiting first; and if more follow."""
    columns = (
        Handoff.id.label("handoff_id"), Handoff.code, Handoff.purpose, Handoff.state, Handoff.state_on,
        Organisation.name, Participant.code.label("girl_code"), *NAME_COLUMNS,
    )  # fmt: skip
    order = case({state.value: number for number, state in enumerate(State)}, value=Handoff.state)
    query = (
        select(*columns)
        .join(Participant, Participant.id == Handoff.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .join(Organisation, Organisation.id == Handoff.organisation_id)
        .where(within(scopes, actor), Handoff.state.in_(states))
        .order_by(order, Handoff.state_on, Handoff.id)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
    )
    found = db.session.execute(query).all()
    return [_row(each, actor.today) for each in found[:PAGE_SIZE]], len(found) > PAGE_SIZE


def _row(row: Any, today: date) -> HandoffRow:  # noqa: ANN401 - a row of the statement above
    return HandoffRow(
        row.handoff_id, row.code, display_name(row), row.girl_code, row.name, row.purpose, row.state, row.state_on,
        (today - row.state_on).days,
    )  # fmt: skip


def open_handoffs_of(girl: Participant) -> list[tuple[UUID, str, str]]:
    """The hand-offs of one girl that are not closed, as (id, code, recipient), the newest first; at most 200."""
    query = (
        select(Handoff.id, Handoff.code, Organisation.name)
        .join(Organisation, Organisation.id == Handoff.organisation_id)
        .where(Handoff.participant_id == girl.id, Handoff.state != State.CLOSED)
        .order_by(Handoff.started_at.desc(), Handoff.id.desc())
        .limit(MOST_UNDER_ONE)
    )
    return [(key, code, name) for key, code, name in db.session.execute(query)]


def girls_by_year(scopes: Scopes, actor: Actor) -> list[tuple[int, int]]:
    """How many girls within reach were handed on, by year of sending, the newest first; at most five years.

    A girl counts once a year, however many hand-offs were sent for her.
    """
    year = extract("year", Handoff.sent_on)
    query = (
        select(year, func.count(distinct(Handoff.participant_id)))
        .join(Participant, Participant.id == Handoff.participant_id)
        .where(within(scopes, actor), Handoff.sent_on.is_not(None))
        .group_by(year)
        .order_by(year.desc())
        .limit(MOST_YEARS)
    )
    return [(int(each), number) for each, number in db.session.execute(query)]


def steps_of(handoff: Handoff) -> list[StepRow]:
    """Every step, the newest first; at most 200."""
    query = (
        select(HandoffStep, User.full_name)
        .outerjoin(User, User.id == HandoffStep.recorded_by_id)
        .where(HandoffStep.handoff_id == handoff.id)
        .order_by(HandoffStep.recorded_at.desc(), HandoffStep.id.desc())
        .limit(MOST_UNDER_ONE)
    )
    return [
        StepRow(step.state, step.reason, step.happened_on, step.recorded_at, name)
        for step, name in db.session.execute(query)
    ]


def services_of(handoff: Handoff) -> list[HandoffService]:
    """The services under a hand-off, in the order in which they began; at most 200."""
    query = select(HandoffService).where(HandoffService.handoff_id == handoff.id)
    return list(db.session.scalars(query.order_by(HandoffService.begins_on, HandoffService.id).limit(MOST_UNDER_ONE)))


def links_of(handoff: Handoff) -> list[tuple[PacketLink, str | None]]:
    """The links to its packet with who made them, the newest first; at most 200."""
    query = (
        select(PacketLink, User.full_name)
        .outerjoin(User, User.id == PacketLink.made_by_id)
        .where(PacketLink.handoff_id == handoff.id)
        .order_by(PacketLink.made_at.desc(), PacketLink.id.desc())
        .limit(MOST_UNDER_ONE)
    )
    return [(link, name) for link, name in db.session.execute(query)]


def copies_of(handoff: Handoff) -> list[CopyRow]:
    """The printed copies, the newest first; at most 200."""
    query = (
        select(PacketCopy, User.full_name)
        .outerjoin(User, User.id == PacketCopy.printed_by_id)
        .where(PacketCopy.handoff_id == handoff.id)
        .order_by(PacketCopy.number.desc())
        .limit(MOST_UNDER_ONE)
    )
    return [CopyRow(copy.number, copy.printed_at, name) for copy, name in db.session.execute(query)]
