"""Readiness of a cohort's sessions, each on its own date, and of a group that is only planned.

A constant number of statements, however many sessions there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Cohort, ReadinessException
from curriculum_app.cohorts.queries.detail import CAP, SessionRow, StaffRow, timetable
from curriculum_app.cohorts.queries.detail import staff as staff_of
from curriculum_app.cohorts.rules import staffing
from curriculum_app.cohorts.rules.readiness import InFront, Trainings, gaps_on, planned_pair
from curriculum_app.cohorts.rules.staffing import Seat
from curriculum_app.cohorts.rules.states import ReadinessGap, ReadinessReason, SessionState
from curriculum_app.core.db import rows
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


def readiness_of(
    cohort: Cohort,
    *,
    since: date | None = None,
    sessions: Iterable[SessionRow] | None = None,
    staff: Iterable[StaffRow] | None = None,
) -> list[SessionReadiness]:
    """Each session of `cohort` that is planned or held (from `since` on), with what it lacks on its date.

    Two statements, two more where `sessions` and `staff` were not read before. Sessions that did not happen are left
    out.
    """
    known = timetable(cohort) if sessions is None else sessions
    first = since or date.min
    to_come = [row for row in known if row.state is not SessionState.NOT_HELD and row.held_on >= first]
    if not to_come:
        return []
    people = [_standing(row) for row in (staff_of(cohort) if staff is None else staff)]
    trainings = trainings_of({each.seat.user_id for each in people})
    allowed = _exceptions(cohort)
    return [
        SessionReadiness(
            row.id, row.number, row.held_on, row.state, _gaps(row.id, row.held_on, people, trainings, allowed)
        )
        for row in to_come
    ]


def readiness_on(
    days: Collection[date], *, lead_id: UUID | None, co_id: UUID | None
) -> dict[date, tuple[ReadinessGap, ...]]:
    """What a planned group would lack on each of `days` with these two in front. One statement."""
    people = planned_pair(lead_id, co_id)
    trainings = trainings_of([each.user_id for each in people])
    return {day: gaps_on(day, people, trainings) for day in days}


def _standing(row: StaffRow) -> _Standing:
    return _Standing(Seat(row.user_id, row.part, row.from_on, row.until_on, row.session_id), row.full_name)


_EXCEPTIONS = (
    select(ReadinessException.session_id, ReadinessException.gap, ReadinessException.reason, User.full_name)
    .outerjoin(User, User.id == ReadinessException.allowed_by_id)
    .where(ReadinessException.cohort_id == bindparam("cohort_id"))
    .order_by(ReadinessException.allowed_at, ReadinessException.id)
    .limit(CAP)
)


def _exceptions(cohort: Cohort) -> dict[tuple[UUID | None, ReadinessGap], Allowed]:
    found = rows(_EXCEPTIONS, {"cohort_id": cohort.id})
    return {(row.session_id, row.gap): Allowed(row.reason, row.full_name or "") for row in found}


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
