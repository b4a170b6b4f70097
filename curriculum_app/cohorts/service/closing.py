"""The end of a cohort: closed, with an exit for every girl, or cancelled by the programme."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager, joinedload

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.rules.exits import ExitProblem, exit_at_close
from curriculum_app.cohorts.rules.states import (
    CancelReason,
    CohortState,
    EnrolmentState,
    ExitReason,
    NotHeldReason,
    SessionState,
)
from curriculum_app.cohorts.service.chairs import end_chairs_of_group
from curriculum_app.cohorts.service.holding import check_version, hold_open
from curriculum_app.cohorts.service.leaving import exit_now
from curriculum_app.cohorts.service.tally import has_completed
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.participants.models import Referral
from curriculum_app.participants.service.people import back_to_waitlist

CALLED_OFF_BECAUSE = {
    CancelReason.STAFFING: NotHeldReason.STAFFING,
    CancelReason.SITE_CLOSED: NotHeldReason.SITE_CLOSED,
}


class SessionsOpen(Refusal):
    """A session without a sheet is neither held nor called off."""

    message = _l("%(number)s sessions are still open. Finish their sheets or call them off first.")


class ReasonsMissing(Refusal):
    """Somebody has not completed and nobody has said how she left; `enrolments` names the rows."""

    message = _l("Choose how each girl left who has not completed.")

    def __init__(self, enrolments: Iterable[UUID]) -> None:
        super().__init__()
        self.enrolments = tuple(enrolments)


def close_cohort(
    cohort: Cohort, *, reasons: Mapping[UUID, ExitReason], version: int, actor: Actor, at: datetime
) -> Cohort:
    """Complete a cohort: every girl still in it exits, completed by the rule or with the reason chosen for her.

    `reasons` is by enrolment. Needs `cohort.edition`. Raises CohortOver, CohortChanged, SessionsOpen, ReasonsMissing.
    """
    hold_open(cohort)
    check_version(cohort, version)
    still_open = _open_sessions(cohort)
    if still_open:
        raise SessionsOpen(number=still_open)
    exits = {
        row: exit_at_close(is_completed=has_completed(row, cohort), chosen=reasons.get(row.id))
        for row in _active(cohort)
    }
    missing = [row.id for row, reason in exits.items() if isinstance(reason, ExitProblem)]
    if missing:
        raise ReasonsMissing(missing)
    for row, reason in exits.items():
        exit_now(row, ExitReason(reason), exited_on=actor.today, actor=actor, at=at)
    _end(cohort, CohortState.COMPLETED, actor)
    completed = sum(1 for reason in exits.values() if reason is ExitReason.COMPLETED)
    record(events.COHORT_CLOSED, actor=actor, at=at, subject=cohort, girls=len(exits), completed=completed)
    return cohort


def cancel_cohort(cohort: Cohort, *, reason: CancelReason, version: int, actor: Actor, at: datetime) -> Cohort:
    """Cancel a cohort: its open sessions are called off and every girl leaves as moved and waits for a place again.

    Needs `cohort.edition`. Raises CohortOver, CohortChanged.
    """
    hold_open(cohort)
    check_version(cohort, version)
    girls = _active(cohort)
    referrals = _referrals(girls)
    for row in girls:
        completed = has_completed(row, cohort)
        why = ExitReason.COMPLETED if completed else ExitReason.MOVED
        exit_now(row, why, exited_on=actor.today, actor=actor, at=at)
        if row.referral_id is not None and not completed:
            back_to_waitlist(referrals[row.referral_id], actor=actor, at=at)
    called_off = CALLED_OFF_BECAUSE.get(reason, NotHeldReason.OTHER)
    end_chairs_of_group(cohort.id, reason=called_off, actor=actor, at=at)
    db.session.execute(
        update(GroupSession)
        .where(GroupSession.cohort_id == cohort.id, GroupSession.state == SessionState.PLANNED)
        .values(
            state=SessionState.NOT_HELD,
            not_held_reason=called_off,
            version=GroupSession.version + 1,
        )
    )
    cohort.cancel_reason = reason
    _end(cohort, CohortState.CANCELLED, actor)
    record(events.COHORT_CANCELLED, actor=actor, at=at, subject=cohort, reason=reason.value, girls=len(girls))
    return cohort


def _end(cohort: Cohort, state: CohortState, actor: Actor) -> None:
    cohort.state, cohort.closed_on = state, actor.today
    cohort.version += 1
    db.session.flush()


def _active(cohort: Cohort) -> list[Enrolment]:
    query = (
        select(Enrolment)
        .join(Enrolment.cohort)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state == EnrolmentState.ACTIVE)
        .options(contains_eager(Enrolment.cohort), joinedload(Enrolment.participant))
        .order_by(Enrolment.id)
    )
    return list(db.session.scalars(query))


def _referrals(girls: list[Enrolment]) -> dict[UUID, Referral]:
    wanted = [row.referral_id for row in girls if row.referral_id is not None]
    rows = db.session.scalars(select(Referral).where(Referral.id.in_(wanted)).order_by(Referral.id))
    return {row.id: row for row in rows}


def _open_sessions(cohort: Cohort) -> int:
    query = select(GroupSession.id).where(
        GroupSession.cohort_id == cohort.id, GroupSession.state == SessionState.PLANNED
    )
    return len(db.session.scalars(query).all())
