"""How the id of a merge in a URL becomes a row that the actor may know of."""

from uuid import UUID

from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.participants.models import ParticipantMerge
from curriculum_app.participants.queries.merges import merge_within


@loads("merge_id", knowing=(Permission.REFERRAL_DECIDE,))
def merge(actor: Actor, scopes: Scopes, *, merge_id: UUID) -> ParticipantMerge | None:
    """A merge of two records that both lie within reach."""
    return merge_within(merge_id, scopes, actor)
