"""The one door through which marks change: `apply_marks`, for the page, the paper, files and tablets alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from curriculum_app.attendance.events import SHEET_CHANGED
from curriculum_app.attendance.queries.girls import Meeting, locked_meeting
from curriculum_app.attendance.queries.history import earlier_operations, values_at
from curriculum_app.attendance.queries.sheets import Standing, standings
from curriculum_app.attendance.rules import values
from curriculum_app.attendance.rules.correcting import is_too_early, needs_because
from curriculum_app.attendance.rules.verdicts import (
    Current,
    Decision,
    Earlier,
    Operation,
    Outcome,
    decide,
    second_id,
)
from curriculum_app.attendance.rules.words import Source, Status, Verdict
from curriculum_app.attendance.service import marks, tallies
from curriculum_app.attendance.service.refusals import (
    BecauseNeeded,
    GroupNotRunning,
    NotOnThisSheet,
    SessionNotHeld,
    TooEarly,
)
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import CohortState, SessionState
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.audit import record

NOT_RUNNING = frozenset({CohortState.DRAFT, CohortState.CANCELLED})


def apply_marks(
    session: GroupSession,
    operations: Sequence[Operation],
    *,
    actor: Actor,
    at: datetime,
    source: Source = Source.PAGE,
    because: str = "",
) -> tuple[Outcome, ...]:
    """Decide each operation on the sheet of `session` and write what applies; one outcome an operation, in order.

    Marks, their history, the tallies of the enrolments and of the girls, and the session's state move
    together. Refuses the whole batch before it changes anything: TooEarly, SessionNotHeld, GroupNotRunning,
    BecauseNeeded (a correction after seven days), NotOnThisSheet.
    """
    _refuse_now(session, actor, because)
    marks.start_group(session)
    meeting = locked_meeting(session.id)
    if meeting.state == SessionState.NOT_HELD:
        raise SessionNotHeld
    girls = standings(session.id)
    if any(operation.enrolment_id not in girls for operation in operations):
        raise NotOnThisSheet
    return settle(session, meeting, girls, operations, actor=actor, at=at, source=source, because=because)


def settle(
    session: GroupSession,
    meeting: Meeting,
    girls: dict[UUID, Standing],
    operations: Sequence[Operation],
    *,
    actor: Actor,
    at: datetime,
    source: Source,
    because: str = "",
) -> tuple[Outcome, ...]:
    """Decide and write, once the session is locked and everyone is known to be on the sheet."""
    currents = {girl: standing.current for girl, standing in girls.items()}
    outcomes = _decide_all(session.id, meeting, currents, operations, actor)
    marks.write_history(session.id, outcomes, actor=actor, at=at, source=source, because=because)
    marks.write_marks(meeting, girls, currents, actor=actor, at=at)
    tallies.move_for_marks(meeting, girls, currents)
    marks.hold_or_release(session, girls, currents)
    counts = [outcome.verdict for outcome in outcomes]
    record(
        SHEET_CHANGED,
        actor=actor,
        at=at,
        subject=session,
        applied=counts.count(Verdict.APPLIED),
        conflicts=counts.count(Verdict.CONFLICT),
        rejected=counts.count(Verdict.REJECTED),
        source=source.value,
        is_late=bool(because),
    )
    return outcomes


def _refuse_now(session: GroupSession, actor: Actor, because: str) -> None:
    if session.cohort.state in NOT_RUNNING:
        raise GroupNotRunning
    if is_too_early(session.held_on, actor.today):
        raise TooEarly
    is_free = actor.may(Permission.COHORT_MANAGE) or not needs_because(session.held_on, actor.today)
    if not is_free and not because:
        raise BecauseNeeded


def _decide_all(
    session_id: UUID,
    meeting: Meeting,
    currents: dict[UUID, Current],
    operations: Iterable[Operation],
    actor: Actor,
) -> tuple[Outcome, ...]:
    """Decide in order; `currents` becomes what the marks are afterwards."""
    renamed, earlier = _with_ids_of_their_own(session_id, operations)
    untouched = _untouched(session_id, currents, renamed)
    outcomes = []
    for operation in renamed:
        before = currents[operation.enrolment_id]
        if operation.op_id not in earlier and _is_refused(operation, meeting, actor):
            decision = Decision(Verdict.REJECTED, before)
        else:
            known = earlier.get(operation.op_id)
            decision = decide(operation, before, known, is_untouched=operation.op_id in untouched)
        earlier.setdefault(
            operation.op_id, Earlier(session_id, operation.enrolment_id, operation.value, decision.verdict)
        )
        currents[operation.enrolment_id] = decision.current
        outcomes.append(Outcome(operation, decision, before))
    return tuple(outcomes)


def _with_ids_of_their_own(
    session_id: UUID, operations: Iterable[Operation]
) -> tuple[list[Operation], dict[UUID, Earlier]]:
    """The operations, renamed where an id was used before for something else, and what was decided before."""
    asked = list(operations)
    earlier = earlier_operations({operation.op_id for operation in asked})
    first: dict[UUID, Operation] = {}
    renamed, seconds = [], set()
    for operation in asked:
        known = earlier.get(operation.op_id)
        is_taken = known is not None and not known.is_repeated_by(operation, session_id)
        twin = first.setdefault(operation.op_id, operation)
        if is_taken or (twin.enrolment_id, twin.value) != (operation.enrolment_id, operation.value):
            operation = replace(operation, op_id=second_id(operation, session_id))  # noqa: PLW2901 - its new name
            seconds.add(operation.op_id)
        renamed.append(operation)
    return renamed, earlier | earlier_operations(seconds)


def _untouched(session_id: UUID, currents: dict[UUID, Current], operations: Iterable[Operation]) -> set[UUID]:
    """The ids of operations that repeat what their own, older base said."""
    stale = [
        operation
        for operation in operations
        if operation.base_version != currents[operation.enrolment_id].version
        and operation.value != currents[operation.enrolment_id].value
    ]
    if not stale:
        return set()
    said = values_at(session_id, [(operation.enrolment_id, operation.base_version) for operation in stale])
    said |= {(operation.enrolment_id, 0): None for operation in stale}
    return {
        operation.op_id
        for operation in stale
        if said.get((operation.enrolment_id, operation.base_version), operation) == operation.value
    }


def _is_refused(operation: Operation, meeting: Meeting, actor: Actor) -> bool:
    """Whether the value itself cannot be recorded: incomplete, or a coordinator's to set."""
    value = operation.value
    if value is None:
        return False
    if value.status is Status.NOT_EXPECTED and not actor.may(Permission.COHORT_MANAGE):
        return actor.kind == "user"
    return values.problem_with(value, meeting.minutes) is not None
