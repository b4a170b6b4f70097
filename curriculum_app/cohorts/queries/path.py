"""Reading one girl's way: what became of her referrals, and every seat that she has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Cohort, Enrolment, ParticipantTally
from curriculum_app.cohorts.queries.reach import within
from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.models import Participant, Referral, ReferralStep
from curriculum_app.participants.queries.names import KEY_COLUMNS
from curriculum_app.participants.rules.words import ReferralReason, ReferralState

MOST_STEPS = 200
MOST_SEATS = 50


@dataclass(frozen=True)
class ReferralMove:
    """One step of one of her referrals, and who took it; no name for a command."""

    referral_id: UUID
    source: str
    at: datetime
    by: str
    state: ReferralState
    reason: ReferralReason | None
    note: str


@dataclass(frozen=True)
class Seat:
    """One of her enrolments. Of a group out of the reader's reach nothing is told but its service area.

    `exceptions` are the codes of what spoke against the place when she took it, `why_late` and `why_allowed` the
    reasons that were given then; `lessons` are those that count for her so far, of `needed`.
    """

    service_area: int
    cohort_id: UUID | None
    group: str
    enrolled_on: date
    exceptions: tuple[str, ...]
    why_late: str
    why_allowed: str
    state: EnrolmentState
    exit_reason: ExitReason | None
    exited_on: date | None
    lessons: int
    needed: int


def moves_of(participant: Participant) -> list[ReferralMove]:
    """The steps of all her referrals, the newest first, with their notes opened; at most 200."""
    key = open_key(participant.key)
    query = (
        select(ReferralStep, Referral.source, User.full_name)
        .join(Referral, Referral.id == ReferralStep.referral_id)
        .outerjoin(User, User.id == ReferralStep.user_id)
        .where(Referral.participant_id == participant.id)
        .order_by(ReferralStep.at.desc(), ReferralStep.id.desc())
        .limit(MOST_STEPS)
    )
    return [
        ReferralMove(
            step.referral_id, source, step.at, name or "", step.state, step.reason,
            key.text(ReferralStep.note_sealed, step.id, step.note_sealed),
        )
        for step, source, name in db.session.execute(query)
    ]  # fmt: skip


def seats_of(participant: Participant, actor: Actor) -> list[Seat]:
    """Her enrolments, the newest first; at most 50."""
    return [_seat(row) for row in db.session.execute(_seats(participant, actor))]


def _seats(participant: Participant, actor: Actor) -> Select[*tuple[Any, ...]]:
    counted = and_(
        ParticipantTally.participant_id == Enrolment.participant_id, ParticipantTally.curriculum == Edition.curriculum
    )
    return (
        select(
            Enrolment, Cohort.name, Cohort.service_area, Edition.lessons_needed, ParticipantTally.lessons_credited,
            within(actor.scopes(Permission.COHORT_MANAGE), actor).label("is_known"), *KEY_COLUMNS,
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .join(VaultKey, VaultKey.id == Enrolment.key_id)
        .outerjoin(ParticipantTally, counted)
        .where(Enrolment.participant_id == participant.id)
        .order_by(Enrolment.enrolled_on.desc(), Enrolment.id.desc())
        .limit(MOST_SEATS)
    )  # fmt: skip


def _seat(row: Row[Any]) -> Seat:
    seat: Enrolment = row[0]
    why_late = why_allowed = ""
    if row.is_known:
        key = open_key(row)
        why_late = key.text(Enrolment.late_reason_sealed, seat.id, seat.late_reason_sealed)
        why_allowed = key.text(Enrolment.eligibility_reason_sealed, seat.id, seat.eligibility_reason_sealed)
    return Seat(
        service_area=row.service_area,
        cohort_id=seat.cohort_id if row.is_known else None,
        group=row.name if row.is_known else "",
        enrolled_on=seat.enrolled_on,
        exceptions=tuple(seat.exceptions.split(",")) if seat.exceptions and row.is_known else (),
        why_late=why_late,
        why_allowed=why_allowed,
        state=seat.state,
        exit_reason=seat.exit_reason,
        exited_on=seat.exited_on,
        lessons=row.lessons_credited or 0,
        needed=row.lessons_needed,
    )
