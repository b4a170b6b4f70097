"""Reading how the girls of a group may be reached, and nothing else about how to reach them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.names import NAME_COLUMNS, display_name

MOST_GIRLS = 100


@dataclass(frozen=True, slots=True)
class SafeContact:
    """A girl who has a seat, and in her coordinator's words how and when she may be reached; empty if not recorded."""

    name: str
    code: str
    how: str


def safe_contacts(cohort: Cohort) -> list[SafeContact]:
    """The girls with a seat in `cohort`, by code; one statement. The caller has logged the read."""
    query = (
        select(Participant.code, Participant.safe_contact_sealed, *NAME_COLUMNS)
        .join(Enrolment, Enrolment.participant_id == Participant.id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state == EnrolmentState.ACTIVE)
        .order_by(Participant.code)
        .limit(MOST_GIRLS)
    )
    return [
        SafeContact(
            display_name(row), row.code,
            open_key(row).text(Participant.safe_contact_sealed, row.participant_id, row.safe_contact_sealed),
        )
        for row in db.session.execute(query)
    ]  # fmt: skip
