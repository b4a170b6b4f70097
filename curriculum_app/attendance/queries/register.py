"""The register of a cohort: its girls, and every mark that any of its sessions holds, one statement each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select, type_coerce
from sqlalchemy.types import NullType

from curriculum_app.attendance.models import Mark
from curriculum_app.attendance.rules.words import Status
from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.db import rows
from curriculum_app.core.vault import VaultKey
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.names import NAME_COLUMNS, display_name

MOST_GIRLS, MOST_MARKS = 500, 20_000


class Seat(NamedTuple):
    """A girl's seat in the group, from its first to its last day; `key` is its id as the driver has it."""

    key: Hashable
    code: str
    name: str
    enrolled_on: date
    exited_on: date | None


# A register matches a hundred marks to their girls: their ids stay as the driver has them, and sessions are numbered.
_SEATS = (
    select(
        type_coerce(Enrolment.id, NullType()).label("key"),
        Enrolment.enrolled_on,
        Enrolment.exited_on,
        Participant.code,
        *NAME_COLUMNS,
    )
    .join(Participant, Participant.id == Enrolment.participant_id)
    .join(VaultKey, VaultKey.id == Participant.key_id)
    .where(Enrolment.cohort_id == bindparam("cohort_id"))
    .limit(MOST_GIRLS)
)
_MARKS = (
    select(GroupSession.number, type_coerce(Mark.enrolment_id, NullType()).label("key"), Mark.status)
    .join(GroupSession, GroupSession.id == Mark.session_id)
    .where(GroupSession.cohort_id == bindparam("cohort_id"), Mark.status.is_not(None))
    .limit(MOST_MARKS)
)


def seats(cohort_id: UUID) -> list[Seat]:
    """Everybody who has or had a seat, in the order of the sheets: by name, then code; who left comes last."""
    found = [
        Seat(row.key, row.code, display_name(row), row.enrolled_on, row.exited_on)
        for row in rows(_SEATS, {"cohort_id": cohort_id})
    ]
    return sorted(found, key=lambda seat: (seat.exited_on is not None, seat.name.casefold(), seat.code))


def marks(cohort_id: UUID) -> dict[int, dict[Hashable, Status]]:
    """Every mark of the cohort, by the number of the session and then by the seat's key."""
    found: dict[int, dict[Hashable, Status]] = defaultdict(dict)
    for number, key, status in rows(_MARKS, {"cohort_id": cohort_id}):
        found[number][key] = status
    return found
