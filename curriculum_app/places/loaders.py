"""How a site's id becomes a site that the actor may know of."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db
from curriculum_app.places.models import Site
from curriculum_app.places.queries import within


@loads("site_id", knowing=(Permission.SITE_VIEW,))
def site(actor: Actor, scopes: Scopes, *, site_id: UUID) -> Site | None:
    """A site with its organisation."""
    query = select(Site).where(Site.id == site_id, within(scopes, actor)).options(joinedload(Site.organisation))
    return db.session.scalar(query)
