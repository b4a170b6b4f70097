"""A sheet in a test: a group, its session of today, somebody who leads it, and short words for marking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.models import User
from curriculum_app.attendance.queries.history import WholeChange, changes_on
from curriculum_app.attendance.queries.sheets import standings
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Current, Operation, Outcome
from curriculum_app.attendance.service import apply_marks
from curriculum_app.attendance.service.recount import Recount, recount
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from tests.factories import Make


@dataclass(frozen=True)
class Sheet:
    """One session with its girls, and the two who lead it."""

    session: GroupSession
    girls: list[Enrolment]
    user: User
    other: User
    actor: Actor
    at: datetime
    cohort_id: UUID
    session_id: UUID
    ids: list[UUID]
    seconds: Iterator[int] = field(default_factory=count)

    @property
    def url(self) -> str:
        """The address of the sheet."""
        return f"/cohorts/{self.cohort_id}/sessions/{self.session_id}/attendance"

    def mark(self, girl: int | UUID, value: Value | None, *, base: int = 0, op_id: UUID | None = None) -> Operation:
        """An operation on one girl, by her place on the sheet or by an enrolment's id."""
        enrolment_id = girl if isinstance(girl, UUID) else self.ids[girl]
        return Operation(op_id or uuid4(), enrolment_id, value, base)

    def save(self, *operations: Operation, actor: Actor | None = None, **how: Any) -> tuple[Outcome, ...]:  # noqa: ANN401
        """Save as the facilitator, or as `actor`; each time a second later than the last."""
        at = self.at + timedelta(seconds=next(self.seconds))
        return apply_marks(self.session, operations, actor=actor or self.actor, at=at, **how)

    def current(self, girl: int) -> Current:
        """The mark as it stands."""
        return standings(self.session_id)[self.ids[girl]].current

    def value(self, girl: int) -> Value | None:
        """What the mark says."""
        return self.current(girl).value

    def at_session(self, number: int) -> Sheet:
        """The sheet of another session of the same group."""
        session = _session(self.cohort_id, number)
        return replace(self, session=session, session_id=session.id)

    def add(self, enrolment: Enrolment) -> None:
        """One more girl."""
        self.girls.append(enrolment)
        self.ids.append(enrolment.id)

    def proof(self) -> Recount:
        """What a recount of everything says."""
        return recount(fix=False, actor=self.actor, at=self.at)

    def history(self) -> list[WholeChange]:
        """Everything that was asked."""
        return list(changes_on(self.session_id))


def sheet_of(
    make: Make,
    *,
    girls: int = 12,
    number: int = 1,
    cohort: Cohort | None = None,
    **values: Any,  # noqa: ANN401
) -> Sheet:
    """The sheet of session `number` of a new group (or of `cohort`), which Rosa and Tasha lead."""
    user, other = make.user(full_name="Rosa Delgado"), make.user(full_name="Tasha Price")
    group = cohort or make.cohort(staff=(user, other), **values)
    enrolments = [make.enrolment(group) for _ in range(girls)]
    session, ids = _session(group.id, number), [each.id for each in enrolments]
    return Sheet(session, enrolments, user, other, make.actor(user), make.at, group.id, session.id, ids)


def _session(cohort_id: UUID, number: int) -> GroupSession:
    query = select(GroupSession).where(GroupSession.cohort_id == cohort_id, GroupSession.number == number)
    return db.session.scalars(query.options(joinedload(GroupSession.cohort))).one()
