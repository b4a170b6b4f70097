"""What each reach means for participants: one SQL condition for the object and for the list.

A coordinator reaches the girls whose home lies in her areas (or in the area of her site), and every girl whose area
nobody has decided or that lies outside: somebody has to answer for them. Facilitators meet girls through their
cohorts only.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, true

from curriculum_app.core.access import Actor, Reach, Scopes, areas_of
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.words import AreaState
from curriculum_app.places.models import Site


def within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The participants that `scopes` reach; the condition is on `Participant`. A record merged into another is none."""
    return and_(Participant.merged_into_id.is_(None), reached(scopes, actor))


def reached(scopes: Scopes, _actor: Actor) -> ColumnElement[bool]:
    """The records that `scopes` reach, also those merged into another: for whoever may take a merge back."""
    if any(scope.reach is Reach.PROGRAMME for scope in scopes):
        return true()
    areas, sites = areas_of(scopes)
    conditions: list[ColumnElement[bool]] = []
    if areas or sites:
        conditions.append(Participant.area_state != AreaState.DECIDED)
    if areas:
        conditions.append(Participant.service_area.in_(areas))
    if sites:
        conditions.append(exists().where(Site.id.in_(sites), Site.service_area == Participant.service_area))
    return or_(false(), *conditions)
