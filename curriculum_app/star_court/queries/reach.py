"""What each reach means for hand-offs, as one SQL condition over the hand-off and its girl.

It is the reach over the girl herself. Whatever else bars somebody from a girl's hand-offs belongs here, so that no
object, list, count or page can be asked for past it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement

from curriculum_app.core.access import Actor, Scopes
from curriculum_app.participants.queries import within as girls_within


def within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The hand-offs that `scopes` reach; the condition is on `Handoff` joined with `Participant`."""
    return girls_within(scopes, actor)
