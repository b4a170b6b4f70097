"""Keyed fingerprints by which the same girl and the same referral are found again without being read."""

from __future__ import annotations

from datetime import date

from curriculum_app.core.vault import fingerprint
from curriculum_app.participants.rules.names import normalised
from curriculum_app.participants.rules.rows import ReferralFacts


def identity_fingerprint(first_name: str, last_name: str, birth_date: date) -> bytes:
    """The same for every spelling of one name with one birth date (32 bytes)."""
    return fingerprint("participant.identity", normalised(first_name), normalised(last_name), birth_date.isoformat())


def content_fingerprint(facts: ReferralFacts) -> bytes:
    """The same for the same name, birth date, source and day of referral (32 bytes)."""
    return fingerprint(
        "referral.content",
        normalised(facts.first_name),
        normalised(facts.last_name),
        facts.birth_date.isoformat(),
        normalised(facts.source),
        facts.referred_on.isoformat(),
    )


def external_fingerprint(facts: ReferralFacts) -> bytes | None:
    """The same for the same source and the source's own number (32 bytes); None when it gave none."""
    if not facts.external_id:
        return None
    return fingerprint("referral.external", normalised(facts.source), normalised(facts.external_id))
