"""One change of a hand-off after the other: the version it was built on is claimed first, and each step is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.star_court import events
from curriculum_app.star_court.models import Handoff, HandoffStep
from curriculum_app.star_court.rules.moves import may_move
from curriculum_app.star_court.rules.words import Reason, State


class HandoffChanged(Conflict):
    """Somebody else changed this hand-off meanwhile."""

    message: ClassVar[object] = _l("Someone else changed this hand-off. Look at it again, then decide.")


class NotFromHere(Refusal):
    """The hand-off cannot go there from where it stands."""

    message: ClassVar[object] = _l("This step is not open for this hand-off any more.")


class NotADraft(Refusal):
    """What was sent is not changed any more."""

    message: ClassVar[object] = _l("It was sent or closed already. Nothing in it can be changed.")


def claim(handoff: Handoff, version: int) -> None:
    """Take the next version of a hand-off; of two people with the same page one gets it. Raises HandoffChanged."""
    statement = update(Handoff).where(Handoff.id == handoff.id, Handoff.version == version)
    statement = statement.values(version=version + 1).returning(Handoff.version)
    claimed = db.session.scalar(statement, execution_options={"synchronize_session": False})
    if claimed is None:
        raise HandoffChanged
    set_committed_value(handoff, "version", claimed)


def check_draft(handoff: Handoff) -> None:
    """Raises NotADraft when it was sent or closed."""
    if handoff.state is not State.DRAFTED:
        raise NotADraft


def move(
    handoff: Handoff, to: State, *, happened_on: date, reason: Reason | None = None, actor: Actor, at: datetime
) -> HandoffStep:
    """Take a hand-off to another state and keep the step. Raises NotFromHere."""
    if not may_move(handoff.state, to):
        raise NotFromHere
    was = handoff.state
    handoff.state, handoff.state_on = to, happened_on
    step = keep_step(handoff, happened_on=happened_on, reason=reason, actor=actor, at=at)
    code = reason.value if reason else None
    record(events.MOVED, actor=actor, at=at, subject=handoff, reason=code, was=was.value, now=to.value)
    return step


def keep_step(
    handoff: Handoff, *, happened_on: date, reason: Reason | None = None, actor: Actor, at: datetime
) -> HandoffStep:
    """Write down what a hand-off has become."""
    step = HandoffStep(
        handoff_id=handoff.id, state=handoff.state, reason=reason, happened_on=happened_on, recorded_at=at,
        recorded_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(step)
    db.session.flush()
    return step
