"""Make-ups of a session, who missed it, and who may have given one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased, contains_eager

from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import MakeUp, Mark
from curriculum_app.attendance.queries.sheets import display_name, on_sheet
from curriculum_app.attendance.rules.words import HowMadeUp
from curriculum_app.cohorts.models import CohortStaff, Enrolment, GroupSession
from curriculum_app.cohorts.queries import sessions_within
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey
from curriculum_app.participants.models import Participant

MOST = 200


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One make-up of a session's lesson; a voided one stays to be seen."""

    id: UUID
    enrolment_id: UUID
    made_up_on: date
    how: HowMadeUp
    minutes: int
    given_by: str
    is_voided: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """A girl of the group who did not earn the lesson of a session in it."""

    enrolment_id: UUID
    participant_id: UUID
    code: str
    name: str


def make_up_by_id(make_up_id: UUID) -> MakeUp | None:
    """Return the make-up with this id, if it is there already."""
    return db.session.get(MakeUp, make_up_id)


def make_up_within(
    scopes: Scopes, actor: Actor, *, make_up_id: UUID, session_id: UUID, cohort_id: UUID
) -> MakeUp | None:
    """Return a make-up of this session within reach, with the session and its cohort loaded."""
    query = (
        select(MakeUp)
        .join(MakeUp.session)
        .join(GroupSession.cohort)
        .options(contains_eager(MakeUp.session).contains_eager(GroupSession.cohort))
        .where(
            MakeUp.id == make_up_id,
            MakeUp.session_id == session_id,
            GroupSession.cohort_id == cohort_id,
            sessions_within(scopes, actor),
        )
    )
    return db.session.scalars(query).one_or_none()


def make_ups_on(session_id: UUID) -> tuple[MadeUp, ...]:
    """Return the make-ups recorded for a session's lesson, in order of date."""
    giver = aliased(User)
    query = (
        select(MakeUp, giver.full_name)
        .outerjoin(giver, giver.id == MakeUp.given_by_id)
        .where(MakeUp.session_id == session_id)
        .order_by(MakeUp.made_up_on, MakeUp.id)
        .limit(MOST)
    )
    return tuple(
        MadeUp(row.id, row.enrolment_id, row.made_up_on, row.how, row.minutes, name or "", row.voided_at is not None)
        for row, name in db.session.execute(query)
    )


def staff_of(cohort_id: UUID) -> dict[UUID, str]:
    """Return everyone who leads or led this cohort, by user id, in order of name."""
    query = (
        select(User.id, User.full_name)
        .join(CohortStaff, and_(CohortStaff.user_id == User.id, CohortStaff.cohort_id == cohort_id))
        .order_by(User.full_name, User.id)
    )
    return {row.id: row.full_name for row in db.session.execute(query)}


_MISSED = (
    select(
        Enrolment.id.label("enrolment_id"),
        Participant.id.label("participant_id"),
        Participant.code,
        Participant.display_name_sealed,
        VaultKey.id,
        VaultKey.wrapped,
        VaultKey.master_version,
    )
    .select_from(GroupSession)
    .join(Enrolment, Enrolment.cohort_id == GroupSession.cohort_id)
    .join(Participant, Participant.id == Enrolment.participant_id)
    .join(VaultKey, VaultKey.id == Participant.key_id)
    .outerjoin(Mark, and_(Mark.session_id == GroupSession.id, Mark.enrolment_id == Enrolment.id))
    .where(
        GroupSession.id == bindparam("session_id"),
        GroupSession.state == SessionState.HELD,
        # Marked, and not there for long enough; or without a seat on that day.
        or_(and_(Mark.status.is_not(None), ~Mark.is_credited), ~on_sheet()),
    )
)


def girls_who_missed(session_id: UUID) -> tuple[Missed, ...]:
    """Return the girls of the group who did not earn this session's lesson in it, in order of name.

    Girls who joined later count as having missed it; nobody who is merely unmarked does.
    """
    rows = [
        Missed(row.enrolment_id, row.participant_id, row.code, display_name(row))
        for row in db.session.execute(_MISSED, {"session_id": session_id})
    ]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.code)))
