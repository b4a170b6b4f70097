"""Reading sites: the reach in SQL, the list, and the choices that other rooms offer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import joinedload

from curriculum_app.core.access import Actor, Permission, Reach, Scopes, areas_of
from curriculum_app.core.db import db
from curriculum_app.places.models import Organisation, Site, SiteClosure
from curriculum_app.places.rules import ClosureReason

MOST_SITES = 500
MOST_ORGANISATIONS = 500
MOST_CLOSURES = 200


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


def closures_of(site_id: UUID, since: date) -> list[SiteClosure]:
    """The closures of a site that end on `since` or later, the next one first; at most 200."""
    query = (
        select(SiteClosure)
        .where(SiteClosure.site_id == site_id, SiteClosure.until_on >= since)
        .order_by(SiteClosure.from_on, SiteClosure.id)
        .limit(MOST_CLOSURES)
    )
    return list(db.session.scalars(query))


def closed_days_at(site_ids: Collection[UUID], since: date) -> dict[UUID, tuple[date, ...]]:
    """The days from `since` on at which these sites are closed, by site; one statement."""
    closed: dict[UUID, tuple[date, ...]] = {}
    query = select(SiteClosure).where(SiteClosure.site_id.in_(site_ids), SiteClosure.until_on >= since)
    for row in db.session.scalars(
        query.order_by(SiteClosure.from_on, SiteClosure.id).limit(MOST_CLOSURES * len(site_ids))
    ):
        span = range((row.until_on - row.from_on).days + 1)
        closed[row.site_id] = closed.get(row.site_id, ()) + tuple(row.from_on + timedelta(days=each) for each in span)
    return closed


def closed_days_of(site_id: UUID, since: date) -> dict[date, ClosureReason]:
    """Every day from `since` on at which a site is closed, and why."""
    closed: dict[date, ClosureReason] = {}
    for row in closures_of(site_id, since):
        for number in range((row.until_on - row.from_on).days + 1):
            closed.setdefault(row.from_on + timedelta(days=number), row.reason)
    return closed
