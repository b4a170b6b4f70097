"""Reading sites: the reach in SQL, the list, and the choices that other rooms offer."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import joinedload

from curriculum_app.core.access import Actor, Permission, Reach, Scopes, areas_of
from curriculum_app.core.db import db
from curriculum_app.places.models import Organisation, Site

MOST_SITES = 500
MOST_ORGANISATIONS = 500


def within(scopes: Scopes, _actor: Actor) -> ColumnElement[bool]:
    """The sites that `scopes` reach: those in the actor's areas and the ones she is assigned to by name."""
    if any(scope.reach is Reach.PROGRAMME for scope in scopes):
        return true()
    areas, sites = areas_of(scopes)
    conditions: list[ColumnElement[bool]] = []
    if areas:
        conditions.append(Site.service_area.in_(areas))
    if sites:
        conditions.append(Site.id.in_(sites))
    return or_(false(), *conditions)


def sites_visible_to(actor: Actor) -> list[Site]:
    """The sites that `actor` may see, open ones first, by area and name; at most 500."""
    query = (
        select(Site)
        .where(within(actor.scopes(Permission.SITE_VIEW), actor))
        .options(joinedload(Site.organisation))
        .order_by(Site.is_open.desc(), Site.service_area, Site.name)
        .limit(MOST_SITES)
    )
    return list(db.session.scalars(query))


def sites_open_to(actor: Actor, permission: Permission) -> list[Site]:
    """The open sites within the reach of `permission`, by name: where a cohort may be planned; at most 500."""
    query = (
        select(Site).where(Site.is_open, within(actor.scopes(permission), actor)).order_by(Site.name).limit(MOST_SITES)
    )
    return list(db.session.scalars(query))


def organisations() -> list[Organisation]:
    """Every organisation by name; at most 500."""
    return list(db.session.scalars(select(Organisation).order_by(Organisation.name).limit(MOST_ORGANISATIONS)))
