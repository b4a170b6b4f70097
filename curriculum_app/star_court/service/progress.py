"""What came of a hand-off: accepted or declined, the services she gets, and the end."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import free_id
from curriculum_app.star_court import events
from curriculum_app.star_court.models import Handoff, HandoffService, HandoffStep
from curriculum_app.star_court.rules.moves import REASONS, may_have_services, steps_by_hand
from curriculum_app.star_court.rules.words import Outcome, Reason, ServiceKind, State
from curriculum_app.star_court.service.changing import NotFromHere, claim, move
from curriculum_app.star_court.service.sending import end_links


class StepDate(Refusal):
    """A step lies between the one before it and today."""

    message: ClassVar[object] = _l("The day must not lie in the future, nor before the step before it.")
    field = "happened_on"


class ReasonNeeded(Refusal):
    """An end needs a reason that fits."""

    message: ClassVar[object] = _l("Choose a reason.")
    field = "reason"


class NoServiceYet(Refusal):
    """Services come once it is accepted."""

    message: ClassVar[object] = _l("Services are recorded once the hand-off is accepted, and until it is closed.")


class ServiceDates(Refusal):
    """A service that begins in the future is not recorded yet."""

    message: ClassVar[object] = _l("The day must not lie in the future.")
    field = "begins_on"


class EndDate(Refusal):
    """A service ends after it began, and not in the future."""

    message: ClassVar[object] = _l("It must end on or after the day it began, and not in the future.")
    field = "ends_on"


class AlreadyEnded(Conflict):
    """Somebody else recorded the end meanwhile."""

    message: ClassVar[object] = _l("Its end is recorded already.")


def take_step(
    handoff: Handoff,
    to: State,
    *,
    happened_on: date,
    reason: Reason | None = None,
    version: int,
    actor: Actor,
    at: datetime,
) -> HandoffStep:
    """Record that it was accepted, declined or closed; with one of the last two no link opens any more.

    Raises NotFromHere, ReasonNeeded, StepDate, HandoffChanged.
    """
    if to not in steps_by_hand(handoff.state):
        raise NotFromHere
    if to in REASONS and reason not in REASONS[to]:
        raise ReasonNeeded
    if not handoff.state_on <= happened_on <= actor.today:
        raise StepDate
    claim(handoff, version)
    said = reason if to in REASONS else None
    if to in REASONS:
        end_links(handoff, actor=actor, at=at)
    return move(handoff, to, happened_on=happened_on, reason=said, actor=actor, at=at)


def record_service(
    handoff: Handoff,
    kind: ServiceKind,
    *,
    begins_on: date,
    service_id: UUID | None = None,
    version: int,
    actor: Actor,
    at: datetime,
) -> HandoffService:
    """Record a service; with the first one the hand-off is in services. The same `service_id` again makes nothing.

    Raises NoServiceYet, ServiceDates, HandoffChanged.
    """
    known = db.session.get(HandoffService, service_id) if service_id else None
    if known is not None and known.handoff_id == handoff.id:
        return known
    if not may_have_services(handoff.state):
        raise NoServiceYet
    if begins_on > actor.today:
        raise ServiceDates
    claim(handoff, version)
    row = HandoffService(
        id=free_id(service_id, known), handoff_id=handoff.id, kind=kind, begins_on=begins_on, recorded_at=at,
        recorded_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(events.SERVICE_RECORDED, actor=actor, at=at, subject=row, kind=kind.value)
    if handoff.state is State.ACCEPTED:
        first_day = max(begins_on, handoff.state_on)
        move(handoff, State.IN_SERVICES, happened_on=first_day, actor=actor, at=at)
    return row


def end_service(
    row: HandoffService, outcome: Outcome, *, ends_on: date, actor: Actor, at: datetime
) -> HandoffService:  # fmt: skip
    """Record how a service ended, once. Raises EndDate, AlreadyEnded."""
    if not row.begins_on <= ends_on <= actor.today:
        raise EndDate
    statement = update(HandoffService).where(HandoffService.id == row.id, HandoffService.ends_on.is_(None))
    ended = statement.values(ends_on=ends_on, outcome=outcome).returning(HandoffService.id)
    if db.session.scalar(ended) is None:
        raise AlreadyEnded
    record(events.SERVICE_ENDED, actor=actor, at=at, subject=row, kind=row.kind.value, outcome=outcome.value)
    return row
