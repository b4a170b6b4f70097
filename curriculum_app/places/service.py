"""Changing places: opening a site and correcting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.core.access import Actor, Permission, Reach, areas_of
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.places.events import SITE_CHANGED, SITE_CLOSED, SITE_OPEN_AGAIN, SITE_OPENED
from curriculum_app.places.models import Organisation, Site, SiteClosure
from curriculum_app.places.rules import ClosureReason, SiteKind, mask_of_areas

CLOSED_BECAUSE = {
    ClosureReason.BREAK: _l("Break"),
    ClosureReason.REPAIRS: _l("Repairs"),
    ClosureReason.LOCKDOWN: _l("Lockdown"),
    ClosureReason.EVENT: _l("Another event there"),
    ClosureReason.OTHER: _l("Site closed"),
}
LONGEST_CLOSURE = timedelta(days=366)


class ClosureDates(Refusal):
    """A closure that ends before it begins, lies in the past or has no end in sight."""

    message = _l("The last day must be today or later, not before the first day, and within a year of it.")
    field = "until_on"


class NameTaken(Refusal):
    """Another site has this name."""

    message = _l("Another site has this name. Add the street or the unit.")
    field = "name"


class AreaNotYours(Refusal):
    """The site would lie outside the actor's own service areas."""

    message = _l("You can set up sites in your own service areas only.")
    field = "service_area"


class SiteChanged(Conflict):
    """Somebody else saved the site in the meantime."""

    message = _l("Someone else changed this site. Check it and save again.")


@dataclass(frozen=True, slots=True)
class SiteReach:
    """Who can come to a site: the seats of its room, the home areas it serves (none: its own), closed or not."""

    seats: int | None = None
    serves: tuple[int, ...] = ()
    is_closed_setting: bool = False


EVERYBODY = SiteReach()


def open_site(
    *,
    site_id: UUID,
    name: str,
    kind: SiteKind,
    service_area: int,
    organisation: str,
    reach: SiteReach = EVERYBODY,
    actor: Actor,
    at: datetime,
) -> Site:
    """Set up a site; the same `site_id` again returns the site there is. Raises NameTaken, AreaNotYours."""
    known = db.session.get(Site, site_id)
    if known is not None:
        return known
    _check(actor, name, service_area, besides=site_id)
    site = Site(
        id=site_id, name=name, kind=kind, service_area=service_area, organisation=organisation_named(organisation)
    )
    _set_reach(site, reach)
    db.session.add(site)
    db.session.flush()
    record(SITE_OPENED, actor=actor, at=at, subject=site, service_area=service_area, kind=kind.value)
    return site


def edit_site(
    site: Site,
    *,
    name: str,
    kind: SiteKind,
    service_area: int,
    organisation: str,
    reach: SiteReach = EVERYBODY,
    is_open: bool,
    version: int,
    actor: Actor,
    at: datetime,
) -> Site:
    """Correct a site. Raises SiteChanged when it is not at `version` any more, NameTaken, AreaNotYours."""
    if site.version != version:
        raise SiteChanged
    _check(actor, name, service_area, besides=site.id)
    site.name, site.kind, site.service_area, site.is_open = name, kind, service_area, is_open
    site.organisation = organisation_named(organisation)
    _set_reach(site, reach)
    site.version += 1
    db.session.flush()
    record(SITE_CHANGED, actor=actor, at=at, subject=site, service_area=service_area, kind=kind.value, is_open=is_open)
    return site


def _set_reach(site: Site, reach: SiteReach) -> None:
    site.seats, site.serves = reach.seats, mask_of_areas(reach.serves)
    site.is_closed_setting = reach.is_closed_setting


def close_site(
    site: Site, *, closure_id: UUID, from_on: date, until_on: date, reason: ClosureReason, actor: Actor, at: datetime
) -> SiteClosure:
    """Close a site on these days; the same `closure_id` again makes nothing. Raises ClosureDates."""
    known = db.session.get(SiteClosure, closure_id)
    if known is not None and known.site_id == site.id:
        return known
    if not max(from_on, actor.today) <= until_on <= from_on + LONGEST_CLOSURE:
        raise ClosureDates
    row = SiteClosure(id=closure_id, site_id=site.id, from_on=from_on, until_on=until_on, reason=reason)
    db.session.add(row)
    db.session.flush()
    dates = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    record(SITE_CLOSED, actor=actor, at=at, subject=site, reason=reason.value, **dates)
    return row


def end_closure(closure: SiteClosure, *, actor: Actor, at: datetime) -> None:
    """A site is open again from today on: what has not begun goes, what has begun ends yesterday."""
    record(SITE_OPEN_AGAIN, actor=actor, at=at, subject=closure, reason=closure.reason.value)
    if closure.from_on >= actor.today:
        db.session.delete(closure)
    else:
        closure.until_on = min(closure.until_on, actor.today - timedelta(days=1))
    db.session.flush()


def _check(actor: Actor, name: str, service_area: int, besides: UUID) -> None:
    scopes = actor.scopes(Permission.SITE_MANAGE)
    areas, _sites = areas_of(scopes)
    is_everywhere = actor.kind != "user" or any(scope.reach is Reach.PROGRAMME for scope in scopes)
    if not is_everywhere and service_area not in areas:
        raise AreaNotYours
    if db.session.scalar(select(Site.id).where(Site.name == name, Site.id != besides)) is not None:
        raise NameTaken


def organisation_named(name: str) -> Organisation | None:
    """The organisation of that name, made when it is new; None for an empty name."""
    if not name:
        return None
    known = db.session.scalar(select(Organisation).where(Organisation.name == name))
    if known is None:
        known = Organisation(name=name)
        db.session.add(known)
        db.session.flush()
    return known
