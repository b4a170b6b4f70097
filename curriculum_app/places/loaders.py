"""How a site's id becomes a site that the actor may know of."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db
from curriculum_app.places.models import Site, SiteClosure
from curriculum_app.places.queries import within


@loads("site_id", knowing=(Permission.SITE_VIEW,))
def site(actor: Actor, scopes: Scopes, *, site_id: UUID) -> Site | None:
    """A site with its organisation."""
    query = select(Site).where(Site.id == site_id, within(scopes, actor)).options(joinedload(Site.organisation))
    return db.session.scalar(query)


@loads("closure_id", under="site_id", knowing=(Permission.SITE_VIEW,))
def closure(actor: Actor, scopes: Scopes, *, closure_id: UUID, site_id: UUID) -> SiteClosure | None:
    """A closure with its site."""
    query = (
        select(SiteClosure)
        .join(SiteClosure.site)
        .options(contains_eager(SiteClosure.site))
        .where(SiteClosure.id == closure_id, SiteClosure.site_id == site_id, within(scopes, actor))
    )
    return db.session.scalar(query)
