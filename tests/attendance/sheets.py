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
from curriculum_app.attendance.queries.history import Change, changes_on
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
    """One session with its girls, and its facilitator."""

    session: GroupSession
    girls: list[Enrolment]
    user: User
    actor: Actor
    at: datetime
    seconds: Iterator[int] = field(default_factory=count)

    def mark(self, girl: int | UUID, value: Value | None, *, base: int = 0, op_id: UUID | None = None) -> Operation:
        """An operation on one girl, by her place on the sheet or by an enrolment's id."""
        enrolment_id = girl if isinstance(girl, UUID) else self.girls[girl].id
        return Operation(op_id or uuid4(), enrolment_id, value, base)

    def save(self, *operations: Operation, actor: Actor | None = None, **how: Any) -> tuple[Outcome, ...]:  # noqa: ANN401
        """Save as the facilitator, or as `actor`; each time a second later than the last."""
        at = self.at + timedelta(seconds=next(self.seconds))
        return apply_marks(self.session, operations, actor=actor or self.actor, at=at, **how)

    def current(self, girl: int) -> Current:
        """The mark as it stands."""
        return standings(self.session.id)[self.girls[girl].id].current

    def value(self, girl: int) -> Value | None:
        """What the mark says."""
        return self.current(girl).value

    def at_session(self, number: int) -> Sheet:
        """The sheet of another session of the same group."""
        return replace(self, session=_session(self.session.cohort_id, number))

    def proof(self) -> Recount:
        """What a recount of everything says."""
        return recount(fix=False, actor=self.actor, at=self.at)

    def history(self) -> list[Change]:
        """Everything that was asked."""
        return list(changes_on(self.session.id))


def sheet_of(
    make: Make,
    *,
    girls: int = 12,
    number: int = 1,
    cohort: Cohort | None = None,
    **values: Any,  # noqa: ANN401
) -> Sheet:
    """The sheet of session `number` of a new group (or of `cohort`), with a facilitator who leads it."""
    user = make.user(full_name="Rosa Delgado")
    group = cohort or make.cohort(staff=(user,), **values)
    enrolments = [make.enrolment(group) for _ in range(girls)]
    return Sheet(_session(group.id, number), enrolments, user, make.actor(user), make.at)


def _session(cohort_id: UUID, number: int) -> GroupSession:
    query = select(GroupSession).where(GroupSession.cohort_id == cohort_id, GroupSession.number == number)
    return db.session.scalars(query.options(joinedload(GroupSession.cohort))).one()
