"""Walk-ins: written down by whoever leads the session, decided by a coordinator."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from curriculum_app.attendance.events import VISIT_DECLINED, VISIT_ENROLLED, VISIT_RECORDED
from curriculum_app.attendance.models import Visit
from curriculum_app.attendance.queries.girls import locked_meeting
from curriculum_app.attendance.queries.sheets import Standing, standings
from curriculum_app.attendance.queries.visits import active_enrolment, participant_with_code, visit_by_id
from curriculum_app.attendance.rules.correcting import is_too_early
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Current, Operation
from curriculum_app.attendance.rules.words import DeclineReason, Source, Status, VisitState
from curriculum_app.attendance.service.apply import settle
from curriculum_app.attendance.service.refusals import AlreadyDecided, NobodyWithThisCode, SessionNotHeld, TooEarly
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.cohorts.service import enrol
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.ids import derived_id, free_id
from curriculum_app.core.limits import Limits
from curriculum_app.core.vault import open_key


def record_visit(
    session: GroupSession,
    *,
    visit_id: UUID,
    first_name: str,
    last_initial: str,
    age: int,
    actor: Actor,
    at: datetime,
) -> Visit:
    """Write down somebody who came without a seat, under the cohort's key. Needs `session.cohort.key`.

    The same `visit_id` on this session again makes nothing. Refuses TooEarly and SessionNotHeld.
    """
    known = visit_by_id(visit_id)
    if known is not None and known.session_id == session.id:
        return known
    if is_too_early(session.held_on, actor.today):
        raise TooEarly
    if session.state is SessionState.NOT_HELD:
        raise SessionNotHeld
    key, visit_id = open_key(session.cohort.key), free_id(visit_id, known)
    visit = Visit(
        id=visit_id,
        session_id=session.id,
        first_name_sealed=key.seal(Visit.first_name_sealed, visit_id, first_name),
        last_initial_sealed=key.seal(Visit.last_initial_sealed, visit_id, last_initial.upper()),
        age=age,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    db.session.add(visit)
    db.session.flush()
    record(VISIT_RECORDED, actor=actor, at=at, subject=visit)
    return visit


def enrol_visit(
    visit: Visit,
    *,
    code: str,
    policy: Limits,
    actor: Actor,
    at: datetime,
    late_reason: str = "",
    eligibility_reason: str = "",
) -> Visit:
    """Give a walk-in the seat of the girl with `code`, and turn the visit into her mark "present" of that session.

    `policy` are the limits of the cohort's first day. Refuses AlreadyDecided, NobodyWithThisCode, and whatever
    `cohorts.service.enrol` refuses. A girl who has her seat by now keeps it.
    """
    _take(visit)
    session = visit.session
    participant_id = participant_with_code(code, actor.scopes(Permission.ROSTER_VIEW), actor)
    if participant_id is None:
        raise NobodyWithThisCode
    enrolment_id = active_enrolment(session.cohort_id, participant_id)
    if enrolment_id is None:
        enrolment = enrol(
            session.cohort,
            participant_id=participant_id,
            policy=policy,
            actor=actor,
            at=at,
            late_reason=late_reason,
            eligibility_reason=eligibility_reason,
        )
        db.session.flush()
        enrolment_id = enrolment.id
    _mark_present(visit, enrolment_id, participant_id, actor=actor, at=at)
    _decide(visit, VisitState.ENROLLED, actor=actor, at=at)
    visit.enrolment_id = enrolment_id
    record(VISIT_ENROLLED, actor=actor, at=at, subject=visit, enrolment=str(enrolment_id))
    return visit


def decline_visit(visit: Visit, *, reason: DeclineReason, actor: Actor, at: datetime) -> Visit:
    """Decide that a walk-in gets no seat, with a coded reason; her name is wiped. Refuses AlreadyDecided."""
    _take(visit)
    _decide(visit, VisitState.DECLINED, actor=actor, at=at)
    visit.decline_reason = reason
    record(VISIT_DECLINED, actor=actor, at=at, subject=visit, reason=reason.value)
    return visit


def _take(visit: Visit) -> None:
    db.session.refresh(visit, ["state"], with_for_update=True)
    if visit.state is not VisitState.WAITING:
        raise AlreadyDecided


def _mark_present(visit: Visit, enrolment_id: UUID, participant_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Her mark on the sheet of that day, also when her seat begins after it; never over a mark that is there."""
    session = visit.session
    meeting = locked_meeting(session.id)
    girls = standings(session.id)
    here = girls.setdefault(enrolment_id, Standing(enrolment_id, participant_id, Current(), False, None, None))
    if meeting.state == SessionState.NOT_HELD or here.current.value is not None:
        return
    operation = Operation(
        derived_id(visit.id, "present"), enrolment_id, Value(Status.PRESENT), base_version=here.current.version
    )
    settle(session, meeting, girls, [operation], actor=actor, at=at, source=Source.PROGRAM)


def _decide(visit: Visit, state: VisitState, *, actor: Actor, at: datetime) -> None:
    visit.state, visit.decided_by_id, visit.decided_at = state, actor.user_id, at
    # From here on her name lies with her own record, or nowhere.
    visit.first_name_sealed = visit.last_initial_sealed = None
