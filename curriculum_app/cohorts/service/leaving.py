"""A girl leaves her seat: withdrawn with a coded reason, or moved to another cohort."""

from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.cohorts.rules.exits import ExitProblem, exit_before_close
from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.cohorts.service.chairs import end_chairs_of_girl
from curriculum_app.cohorts.service.enrolling import enrol
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.cohorts.service.tally import end_tally, has_completed
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.limits import Limits


class AlreadyLeft(Refusal):
    """Her seat is free already."""

    message = _l("She has already left this group.")


class NotCompleted(Refusal):
    """Completed is the rule's word, not ours."""

    message = _l("She has not completed the lessons yet. Choose another reason.")
    field = "reason"


class ExitOutOfRange(Refusal):
    """She left before she came, or will leave one day."""

    message = _l("The day she left must lie between the day she joined and today.")
    field = "exited_on"


class SameGroup(Refusal):
    """A transfer needs another group."""

    message = _l("She already has a seat in this group.")
    field = "cohort"


def withdraw(enrolment: Enrolment, *, reason: ExitReason, exited_on: date, actor: Actor, at: datetime) -> Enrolment:
    """End an enrolment before its group ends and free the seat. Needs `enrolment.cohort` with its edition.

    Raises CohortOver, AlreadyLeft, NotCompleted, ExitOutOfRange.
    """
    hold_open(enrolment.cohort)
    db.session.refresh(enrolment, ["state", "version"])
    if enrolment.state is EnrolmentState.EXITED:
        raise AlreadyLeft
    if not enrolment.enrolled_on <= exited_on <= actor.today:
        raise ExitOutOfRange
    decided = exit_before_close(is_completed=has_completed(enrolment, enrolment.cohort), chosen=reason)
    if isinstance(decided, ExitProblem):
        raise NotCompleted
    exit_now(enrolment, decided, exited_on=exited_on, actor=actor, at=at)
    return enrolment


def transfer(
    enrolment: Enrolment,
    *,
    to: Cohort,
    policy: Limits,
    actor: Actor,
    at: datetime,
    enrolment_id: UUID | None = None,
    late_reason: str | None = None,
    eligibility_reason: str | None = None,
) -> Enrolment:
    """Move a girl to another cohort: she leaves as "moved" and takes a seat there, both or neither.

    Her lessons come along, because completion is counted over all her cohorts. Raises SameGroup and what
    `withdraw` and `enrol` raise.
    """
    if to.id == enrolment.cohort_id:
        raise SameGroup
    hold_open(enrolment.cohort, to)
    withdraw(enrolment, reason=ExitReason.MOVED, exited_on=actor.today, actor=actor, at=at)
    return enrol(
        to,
        participant_id=enrolment.participant_id,
        policy=policy,
        actor=actor,
        at=at,
        enrolment_id=enrolment_id,
        late_reason=late_reason,
        eligibility_reason=eligibility_reason,
    )


def exit_now(enrolment: Enrolment, reason: ExitReason, *, exited_on: date, actor: Actor, at: datetime) -> None:
    """Write the exit, free the seat of the held cohort, and move the girl's tally; checks nothing."""
    cohort = enrolment.cohort
    enrolment.state, enrolment.exit_reason, enrolment.exited_on = EnrolmentState.EXITED, reason, exited_on
    enrolment.version += 1
    cohort.seats_taken -= 1
    end_tally(enrolment, cohort)
    end_chairs_of_girl(enrolment.id, actor=actor, at=at)
    db.session.flush()
    record(events.EXITED, actor=actor, at=at, subject=enrolment, reason=reason.value, cohort=str(cohort.id))
