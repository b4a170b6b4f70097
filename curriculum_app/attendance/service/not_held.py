"""A session that did not happen: it counts against nobody, and marks made by mistake are taken back first."""

from __future__ import annotations

from datetime import datetime

from curriculum_app.attendance.queries.girls import locked_meeting
from curriculum_app.attendance.queries.sheets import standings
from curriculum_app.attendance.rules.verdicts import Operation
from curriculum_app.attendance.rules.words import Source
from curriculum_app.attendance.service.apply import settle
from curriculum_app.cohorts import service as cohorts
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import NotHeldReason
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.core.access import Actor
from curriculum_app.core.ids import derived_id


def call_off(session: GroupSession, *, reason: NotHeldReason, actor: Actor, at: datetime) -> GroupSession:
    """Record that a session did not happen. Its marks are taken back, with history; its lesson waits for another day.

    Refuses CohortOver, and SessionOver when it was called off before.
    """
    # The group before its session, in the order in which everything that changes groups holds them.
    hold_open(session.cohort)
    meeting = locked_meeting(session.id)
    girls = standings(session.id)
    back = [
        Operation(derived_id(session.id, f"{girl}/{standing.current.version}"), girl, None, standing.current.version)
        for girl, standing in girls.items()
        if standing.current.value is not None
    ]
    if back:
        settle(session, meeting, girls, back, actor=actor, at=at, source=Source.PROGRAM)
    return cohorts.not_held(session, reason=reason, actor=actor, at=at)
