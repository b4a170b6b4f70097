"""Giving a girl a seat: counted in the same transaction, so that the last one goes to one girl only."""

from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.queries import meeting_days
from curriculum_app.cohorts.rules.entry import Meeting, is_entry_open
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.cohorts.service.apart import check_apart
from curriculum_app.cohorts.service.girl import Girl, girl_for
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.cohorts.service.tally import place_tally
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import free_id
from curriculum_app.core.limits import Limits
from curriculum_app.core.vault import KeyKind, new_key, open_key
from curriculum_app.participants.rules.eligibility import asks, stops
from curriculum_app.participants.service.findings import in_words
from curriculum_app.participants.service.people import mark_enrolled


class GroupFull(Refusal):
    """Every seat is taken."""

    message = _l("This group is full.")
    field = "participant"


class HasASeat(Refusal):
    """She already is in a group."""

    message = _l("She already has a seat in a group.")
    field = "participant"


class LateReasonNeeded(Refusal):
    """The group has closed to new girls."""

    message = _l("This group is closed to new girls. Say why she joins now.")
    field = "late_reason"


class EligibilityReasonNeeded(Refusal):
    """She is outside the programme's ages or areas, or a consent is missing."""

    message = _l("%(what)s Say why she joins all the same.")
    field = "eligibility_reason"


class SomebodySaidNo(Refusal):
    """She, or whoever may permit it, said no to taking part; no reason of ours sets that aside."""

    message = _l("%(what)s She can join once a new yes is recorded.")
    field = "participant"


def enrol(
    cohort: Cohort,
    *,
    participant_id: UUID,
    policy: Limits,
    actor: Actor,
    at: datetime,
    enrolment_id: UUID | None = None,
    late_reason: str | None = None,
    eligibility_reason: str | None = None,
) -> Enrolment:
    """Give a girl a seat in `cohort`, with her own key and tally, and end her referral's wait. Needs `cohort.edition`.

    `policy` are the limits of the cohort's first day. With the id of an enrolment that exists, nothing is made. Raises
    CohortOver, GirlUnknown, HasASeat, GroupFull, KeptApart, SomebodySaidNo, LateReasonNeeded,
    EligibilityReasonNeeded.
    """
    known = db.session.get(Enrolment, enrolment_id) if enrolment_id else None
    if known is not None and (known.cohort_id, known.participant_id) == (cohort.id, participant_id):
        return known
    hold_open(cohort)
    girl = girl_for(participant_id, actor=actor, on=actor.today)
    is_late = not is_open_to_new_girls(cohort, actor)
    sessions = meeting_days(cohort.id)
    found = girl.findings(policy, sessions=sessions, begins_on=cohort.first_on, today=actor.today)
    unusual = asks(found)
    _check_seat(cohort, girl)
    check_apart(cohort, participant_id, actor.today, actor=actor)
    if stops(found):
        raise SomebodySaidNo(what=in_words(stops(found)))
    if is_late and not late_reason:
        raise LateReasonNeeded
    if unusual and not eligibility_reason:
        raise EligibilityReasonNeeded(what=in_words(unusual))
    row = _row(cohort, girl, at, free_id(enrolment_id, known), actor)
    row.exceptions = ",".join(each.code for each in found) or None
    reasons = (late_reason if is_late else None, eligibility_reason if unusual else None)
    _seal_reasons(row, *reasons)
    _take_seat(cohort, row)
    if girl.referral is not None:
        mark_enrolled(girl.referral, actor=actor, at=at)
    ids = {"cohort": str(cohort.id), "exceptions": row.exceptions or ""}
    record(events.ENROLLED, actor=actor, at=at, subject=row, is_late=is_late, **ids)
    return row


def is_open_to_new_girls(cohort: Cohort, actor: Actor) -> bool:
    """Whether a girl may join `cohort` today without a reason."""
    rows = db.session.execute(
        select(GroupSession.held_on, GroupSession.state)
        .where(GroupSession.cohort_id == cohort.id, GroupSession.held_on <= actor.today)
        .order_by(GroupSession.held_on)
        .limit(cohort.entry_closes_after + 100)
    )
    return is_entry_open([Meeting(*row) for row in rows], cohort.entry_closes_after, actor.today)


def _check_seat(cohort: Cohort, girl: Girl) -> None:
    taken = select(Enrolment.id).where(
        Enrolment.participant_id == girl.participant.id, Enrolment.state == EnrolmentState.ACTIVE
    )
    if db.session.scalar(taken) is not None:
        raise HasASeat
    if cohort.seats_taken >= cohort.capacity:
        raise GroupFull


def _row(cohort: Cohort, girl: Girl, at: datetime, enrolment_id: UUID, actor: Actor) -> Enrolment:
    return Enrolment(
        id=enrolment_id,
        participant=girl.participant,
        cohort=cohort,
        referral_id=girl.referral.id if girl.referral else None,
        key=new_key(KeyKind.ENROLMENT, at=at),
        enrolled_on=actor.today,
        age_at_enrolment=girl.age,
        home_service_area=girl.participant.service_area,
    )


def _seal_reasons(row: Enrolment, late_reason: str | None, eligibility_reason: str | None) -> None:
    key = open_key(row.key)
    row.late_reason_sealed = key.seal(Enrolment.late_reason_sealed, row.id, late_reason)
    row.eligibility_reason_sealed = key.seal(Enrolment.eligibility_reason_sealed, row.id, eligibility_reason)


def _take_seat(cohort: Cohort, row: Enrolment) -> None:
    """Write the enrolment and count its seat. Another group that enrolled her meanwhile makes this raise HasASeat."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise HasASeat from None
    cohort.seats_taken += 1
    place_tally(row, cohort)
    db.session.flush()
