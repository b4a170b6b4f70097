"""What a hand-off stands on: her releases, and the referral of hers that waits for an answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.participants.models import Referral
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.star_court.models import Handoff, HandoffRelease
from curriculum_app.star_court.rules.packet import Ground, Release, read

MOST_RELEASES = 500


def ground_of(handoff: Handoff) -> Ground:
    """What a hand-off stands on, with every release of hers to this recipient for this purpose; at most 500."""
    query = (
        select(HandoffRelease)
        .where(
            HandoffRelease.participant_id == handoff.participant_id,
            HandoffRelease.organisation_id == handoff.organisation_id,
            HandoffRelease.purpose == handoff.purpose,
        )
        .order_by(HandoffRelease.signed_on.desc(), HandoffRelease.recorded_at.desc(), HandoffRelease.id.desc())
        .limit(MOST_RELEASES)
    )
    newest_first = [_release(row) for row in db.session.scalars(query)]
    return Ground(handoff.organisation_id, handoff.purpose, handoff.basis, tuple(reversed(newest_first)))


def release_behind(handoff: Handoff, ground: Ground, on: date) -> Release | None:
    """The release that a hand-off was sent by, or by which it could be sent on the day `on`."""
    if handoff.sent_on is None:
        return ground.release(on)
    return next((each for each in ground.releases if each.id == handoff.release_id), None)


def open_referral(participant_id: UUID) -> Referral | None:
    """Her newest referral that waits for an answer."""
    waiting = [state for state in ReferralState if state.is_open]
    query = select(Referral).where(Referral.participant_id == participant_id, Referral.state.in_(waiting))
    return db.session.scalar(query.order_by(Referral.received_at.desc(), Referral.id.desc()).limit(1))


def _release(row: HandoffRelease) -> Release:
    return Release(
        row.id, row.organisation_id, row.purpose, frozenset(read(row.fields)), row.signed_on, row.expires_on,
        row.revoked_on,
    )  # fmt: skip
