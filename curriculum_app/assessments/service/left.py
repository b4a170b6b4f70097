"""Sittings that a girl left without Done: after two weeks they end by themselves, and what she said counts."""

from datetime import datetime, timedelta

from curriculum_app.assessments.queries.own import left_before
from curriculum_app.assessments.service.answering import finish
from curriculum_app.core.access import Actor

# Until then a new code lets her go on: she may be away from the next session, and a facilitator has as long for papers.
WAITS_FOR = timedelta(days=14)


def finish_left(*, actor: Actor, at: datetime) -> int:
    """End what was begun and whose code ran out two weeks before `at`; returns how many, at most 500 at once."""
    left = left_before(at - WAITS_FOR)
    for sitting in left:
        finish(sitting, actor=actor, at=at)
    return len(left)
