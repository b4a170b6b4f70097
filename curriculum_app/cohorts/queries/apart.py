"""Keep-apart pairs beside the groups: which pairs share one now, and the girls that somebody may propose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import aliased

from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, MakeUpBooking
from curriculum_app.cohorts.queries.reach import within
from curriculum_app.cohorts.rules.states import OPEN_STATES, BookingState, EnrolmentState
from curriculum_app.core.access import Actor, Permission, Scopes
from curriculum_app.core.db import db
from curriculum_app.participants.models import KeepApartPair

MOST_GIRLS = 300


@dataclass(frozen=True, slots=True)
class Shared:
    """The group in which both girls of a pair have a seat; name and id only where the reader may know of it."""

    name: str = ""
    cohort_id: UUID | None = None


def shared_groups(pair_ids: Collection[UUID], actor: Actor) -> dict[UUID, Shared]:
    """The pairs whose girls both have a seat in one group at this moment, by pair."""
    one, other = aliased(Enrolment), aliased(Enrolment)
    is_known = within(actor.scopes(Permission.COHORT_VIEW), actor)
    query = (
        select(KeepApartPair.id.label("pair_id"), Cohort.id, Cohort.name, is_known.label("is_known"))
        .join(one, (one.participant_id == KeepApartPair.first_id) & (one.state == EnrolmentState.ACTIVE))
        .join(other, (other.participant_id == KeepApartPair.second_id) & (other.state == EnrolmentState.ACTIVE))
        .join(Cohort, (Cohort.id == one.cohort_id) & (Cohort.id == other.cohort_id))
        .where(KeepApartPair.id.in_(pair_ids))
        .order_by(KeepApartPair.id)
    )
    rows = db.session.execute(query)
    return {row.pair_id: Shared(row.name, row.id) if row.is_known else Shared() for row in rows}


def girls_in(cohort_id: UUID, session_id: UUID | None = None) -> Select[UUID]:
    """The statement of the girls who meet in a group: those with a seat, and guests with a chair still booked.

    With `session_id`, of the guests only those of that session.
    """
    seated = select(Enrolment.participant_id).where(
        Enrolment.cohort_id == cohort_id, Enrolment.state == EnrolmentState.ACTIVE
    )
    of_session = GroupSession.cohort_id == cohort_id if session_id is None else GroupSession.id == session_id
    guests = (
        select(Enrolment.participant_id)
        .join(MakeUpBooking, MakeUpBooking.enrolment_id == Enrolment.id)
        .join(GroupSession, GroupSession.id == MakeUpBooking.session_id)
        .where(MakeUpBooking.state == BookingState.BOOKED, of_session)
    )
    everybody = union_all(seated, guests).subquery()
    return select(everybody.c.participant_id)


def girls_to_propose(scopes: Scopes, actor: Actor) -> list[UUID]:
    """The girls with a seat in the open groups within reach; at most 300."""
    query = (
        select(Enrolment.participant_id)
        .join(Enrolment.cohort)
        .where(
            within(scopes, actor),
            Cohort.state.in_(OPEN_STATES),
            Enrolment.state == EnrolmentState.ACTIVE,
        )
        .order_by(Enrolment.participant_id)
        .limit(MOST_GIRLS)
    )
    return list(db.session.scalars(query))
