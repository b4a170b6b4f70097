"""Opening what is sealed of a hand-off under the girl's key; the caller has logged the read."""

from __future__ import annotations

from curriculum_app.core.db import db
from curriculum_app.core.vault import open_key
from curriculum_app.star_court.models import Handoff, HandoffRelease
from curriculum_app.star_court.rules.packet import Release


def contact_of(handoff: Handoff) -> str:
    """Whom to reach at the recipient."""
    return open_key(handoff.participant.key).text(Handoff.contact_sealed, handoff.id, handoff.contact_sealed)


def reference_of(handoff: Handoff) -> str:
    """The number of the order, or what the agency's authority rests on; empty for a release."""
    key = open_key(handoff.participant.key)
    return key.text(Handoff.basis_reference_sealed, handoff.id, handoff.basis_reference_sealed)


def giver_of(handoff: Handoff, release: Release | None) -> str:
    """Who signed her release; empty without one."""
    if release is None:
        return ""
    row = db.session.get_one(HandoffRelease, release.id)
    return open_key(handoff.participant.key).text(HandoffRelease.given_by_sealed, row.id, row.given_by_sealed)
