"""What each reach means for concerns, as one SQL condition; whoever a concern is about has none of it, whatever she is.

The barred list stands here, beside the reach, so that no object, list, count, clock or notice can be asked for past it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, true

from curriculum_app.concerns.models import Concern, ConcernBarred
from curriculum_app.concerns.rules.clocks import MAY_APPLY
from curriculum_app.core.access import Actor, Reach, Scopes, areas_of


def within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The concerns that `scopes` reach for `actor`; the condition is on `Concern`. Barred beats every reach."""
    return and_(_reached(scopes, actor), not_barred(actor.user_id))


def not_barred(user_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - an id or the column of one
    """Concerns that are not about this member of staff."""
    return ~exists().where(ConcernBarred.concern_id == Concern.id, ConcernBarred.user_id == user_id)


def has_open_clock() -> ColumnElement[bool]:
    """Concerns with a clock that still runs, as `rules.clocks.clocks_of` says it of one."""
    return or_(
        and_(Concern.called_at.is_(None), Concern.call_waived_at.is_(None)),
        and_(Concern.written_at.is_(None), Concern.written_waived_at.is_(None)),
        and_(
            Concern.cross_hours > 0,
            Concern.exploited.in_(MAY_APPLY),
            Concern.crossed_at.is_(None),
            Concern.cross_waived_at.is_(None),
        ),
    )


def _reached(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    reaches = {scope.reach for scope in scopes}
    if Reach.PROGRAMME in reaches:
        return true()
    areas, sites = areas_of(scopes)
    conditions: list[ColumnElement[bool]] = []
    if Reach.SELF in reaches:
        conditions.append(Concern.author_id == actor.user_id)
    if areas:
        conditions.append(Concern.service_area.in_(areas))
    if sites:
        conditions.append(Concern.site_id.in_(sites))
    return or_(false(), *conditions)
