"""Readiness of a cohort's sessions, each on its own date, and of a group that is only planned.

A constant number of statements, however many sessions there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession, ReadinessException
from curriculum_app.cohorts.queries.detail import CAP
from curriculum_app.cohorts.rules import staffing
from curriculum_app.cohorts.rules.readiness import InFront, Trainings, gaps_on, planned_pair
from curriculum_app.cohorts.rules.staffing import Seat
from curriculum_app.cohorts.rules.states import ReadinessGap, ReadinessReason, SessionState
from curriculum_app.core.db import db
from curriculum_app.trainings.queries import trainings_of
from curriculum_app.trainings.rules import TrainingKind, last_day

KIND_MISSING = {
    ReadinessGap.LEADER_NOT_CLINICAL: TrainingKind.CLINICAL,
    ReadinessGap.NO_FACILITATOR_TRAINING: TrainingKind.FACILITATOR,
}


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who allowed a gap, and why."""

    reason: ReadinessReason
    allowed_by: str


@dataclass(frozen=True, slots=True)
class GapFound:
    """One gap of one session: whose training ended before it (name, last day), and the exception if there is one."""

    gap: ReadinessGap
    ended: tuple[tuple[str, date], ...] = ()
    exception: Allowed | None = None


@dataclass(frozen=True, slots=True)
class SessionReadiness:
    """One session with its gaps; none means ready."""

    session_id: UUID
    number: int
    held_on: date
    state: SessionState
    gaps: tuple[GapFound, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing, or somebody allowed what is."""
        return all(each.exception is not None for each in self.gaps)


@dataclass(frozen=True, slots=True)
class _Standing:
    seat: Seat
    full_name: str


def readiness_of(cohort: Cohort, *, since: date | None = None) -> list[SessionReadiness]:
    """Each session of `cohort` that is planned or held (from `since` on), with what it lacks on its date.

    Four statements. Sessions that did not happen are left out.
    """
    sessions = _sessions(cohort, since)
    people = _people(cohort)
    trainings = trainings_of({each.seat.user_id for each in people})
    allowed = _exceptions(cohort)
    return [
        SessionReadiness(id_, number, day, state, _gaps(id_, day, people, trainings, allowed))
        for id_, number, day, state in sessions
    ]


def readiness_on(
    days: Collection[date], *, lead_id: UUID | None, co_id: UUID | None
) -> dict[date, tuple[ReadinessGap, ...]]:
    """What a planned group would lack on each of `days` with these two in front. One statement."""
    people = planned_pair(lead_id, co_id)
    trainings = trainings_of([each.user_id for each in people])
    return {day: gaps_on(day, people, trainings) for day in days}


def _sessions(cohort: Cohort, since: date | None) -> list[tuple[UUID, int, date, SessionState]]:
    query = select(GroupSession.id, GroupSession.number, GroupSession.held_on, GroupSession.state).where(
        GroupSession.cohort_id == cohort.id, GroupSession.state != SessionState.NOT_HELD
    )
    if since is not None:
        query = query.where(GroupSession.held_on >= since)
    query = query.order_by(GroupSession.held_on, GroupSession.starts_at, GroupSession.number).limit(CAP)
    return [(row.id, row.number, row.held_on, row.state) for row in db.session.execute(query)]


def _people(cohort: Cohort) -> list[_Standing]:
    query = (
        select(
            CohortStaff.user_id, CohortStaff.part, CohortStaff.from_on, CohortStaff.until_on, CohortStaff.session_id,
            User.full_name,
        )
        .join(User, User.id == CohortStaff.user_id)
        .where(CohortStaff.cohort_id == cohort.id)
        .order_by(CohortStaff.from_on, CohortStaff.id)
        .limit(CAP)
    )  # fmt: skip
    return [_Standing(Seat(*row[:5]), row.full_name) for row in db.session.execute(query)]


def _exceptions(cohort: Cohort) -> dict[tuple[UUID | None, ReadinessGap], Allowed]:
    query = (
        select(ReadinessException.session_id, ReadinessException.gap, ReadinessException.reason, User.full_name)
        .outerjoin(User, User.id == ReadinessException.allowed_by_id)
        .where(ReadinessException.cohort_id == cohort.id)
        .order_by(ReadinessException.allowed_at, ReadinessException.id)
        .limit(CAP)
    )
    return {(row.session_id, row.gap): Allowed(row.reason, row.full_name or "") for row in db.session.execute(query)}


def _gaps(
    session_id: UUID,
    day: date,
    people: Iterable[_Standing],
    trainings: Trainings,
    allowed: dict[tuple[UUID | None, ReadinessGap], Allowed],
) -> tuple[GapFound, ...]:
    standing = [each for each in people if staffing.stands_on(each.seat, day, session_id)]
    found = gaps_on(day, (InFront(each.seat.user_id, each.seat.part) for each in standing), trainings)
    return tuple(
        GapFound(gap, _ended(gap, day, standing, trainings), allowed.get((session_id, gap)) or allowed.get((None, gap)))
        for gap in found
    )


def _ended(
    gap: ReadinessGap, day: date, standing: Iterable[_Standing], trainings: Trainings
) -> tuple[tuple[str, date], ...]:
    """Whose training of the missing kind ended before `day`, and when."""
    kind = KIND_MISSING.get(gap)
    if kind is None:
        return ()
    ends = [(each.full_name, last_day(trainings.get(each.seat.user_id, ()), kind, day)) for each in standing]
    return tuple((name, on) for name, on in ends if on is not None)
