"""A few keep-apart pairs: in force, due for review, over two areas, and one that a facilitator asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment
from curriculum_app.cohorts.rules.states import CohortState, EnrolmentState
from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import BAY, MORNING, SOUTH
from curriculum_app.participants.models import KeepApartPair, Participant, Referral
from curriculum_app.participants.rules.apart import months_later, ordered
from curriculum_app.participants.rules.words import ApartReason, ApartState, ReferralState

LEADER, COORDINATOR = "facilitator@example.com", "coordinator@example.com"
HALF_A_YEAR = timedelta(days=190)


def add_pairs(rows: Rows, staff: Mapping[str, UUID], *, today: date) -> None:
    """Collect the pairs; every girl is in the database already, and `staff` are ids by e-mail."""
    hers, south, bay = girls_of(staff[LEADER]), _waiting(SOUTH), _waiting(BAY)
    if len(hers) < 4 or len(south) < 3 or not bay:
        return
    decided, long_ago = {"set_by_id": staff[COORDINATOR]}, today - HALF_A_YEAR
    _pair(rows, hers[0], south[0], ApartReason.CONFLICT, today - timedelta(days=30), **decided)
    _pair(rows, south[1], south[2], ApartReason.FAMILY_REQUEST, long_ago, **decided)
    _pair(rows, hers[1], bay[0], ApartReason.COURT_ORDER, today - timedelta(days=60), **decided)
    _pair(rows, hers[2], hers[3], ApartReason.CONFLICT, today, proposed_by_id=staff[LEADER])


def _pair(rows: Rows, one: UUID, other: UUID, reason: ApartReason, from_on: date, **people: UUID) -> None:
    at = clock.instant(from_on, MORNING)
    first, second = ordered(one, other)
    is_set = "set_by_id" in people
    rows.add(
        KeepApartPair, id=rows.dice.id(at), first_id=first, second_id=second, reason=reason,
        state=ApartState.IN_FORCE if is_set else ApartState.PROPOSED, from_on=from_on, until_on=None,
        review_on=months_later(from_on, 6), proposed_by_id=people.get("proposed_by_id"),
        proposed_at=None if is_set else at, set_by_id=people.get("set_by_id"), set_at=at if is_set else None, version=1,
    )  # fmt: skip


def girls_of(user_id: UUID) -> list[UUID]:
    """The girls with a seat in the first running group that this person leads, in the order of their ids."""
    group = (
        select(Cohort.id)
        .join(CohortStaff, CohortStaff.cohort_id == Cohort.id)
        .where(CohortStaff.user_id == user_id, Cohort.state == CohortState.RUNNING)
        .order_by(Cohort.ordinal)
        .limit(1)
    )
    query = select(Enrolment.participant_id).where(
        Enrolment.cohort_id == group.scalar_subquery(), Enrolment.state == EnrolmentState.ACTIVE
    )
    return list(db.session.scalars(query.order_by(Enrolment.participant_id).limit(4)))


def _waiting(area: int) -> list[UUID]:
    """Girls of the area who wait for a place, the longest first."""
    query = (
        select(Referral.participant_id)
        .join(Participant, Participant.id == Referral.participant_id)
        .where(Participant.service_area == area, Referral.state == ReferralState.WAITLISTED)
        .order_by(Referral.waitlisted_at, Referral.id)
        .limit(3)
    )
    return list(db.session.scalars(query))
