"""How the id of a concern in a URL becomes a record that the actor may know of: its author, and a custodian."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.queries.reach import within
from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db


@loads("concern_id", knowing=(Permission.CONCERN_READ,))
def concern(actor: Actor, scopes: Scopes, *, concern_id: UUID) -> Concern | None:
    """A concern with its key; to whoever it is about it does not exist."""
    query = select(Concern).join(Concern.key).where(Concern.id == concern_id, within(scopes, actor))
    return db.session.scalar(query.options(contains_eager(Concern.key)))
