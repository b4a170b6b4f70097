"""What a girl has earned of one lesson or of all, across her cohorts: for moving tallies and for proving them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, literal, select, union_all

from curriculum_app.attendance.models import MakeUp, Mark
from curriculum_app.attendance.queries.sheets import AnyRow
from curriculum_app.attendance.rules import values
from curriculum_app.attendance.rules.lessons import Standing
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, ParticipantTally
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session under lock, with what its edition says about credit."""

    session_id: UUID
    cohort_id: UUID
    state: str
    minutes: int
    lesson_key: str
    curriculum: str
    minimum_share: float

    @property
    def arithmetic(self) -> values.Meeting:
        """The session as the arithmetic of marks sees it; a mark on it means that it is held."""
        return values.Meeting(self.minutes, minimum_share=self.minimum_share)


def locked_meeting(session_id: UUID) -> Meeting:
    """Take the session for this transaction alone and return it as it stands.

    On PostgreSQL everyone else who saves this sheet waits here; on SQLite the writing transaction is alone
    anyway.
    """
    query = (
        select(
            GroupSession.id,
            GroupSession.cohort_id,
            GroupSession.state,
            GroupSession.minutes,
            GroupSession.lesson_key,
            Edition.curriculum,
            Edition.minimum_share,
        )
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(GroupSession.id == session_id)
        .with_for_update(of=GroupSession)
    )
    return Meeting(*db.session.execute(query).one())


def locked_tallies(curriculum: str, participants: Collection[UUID]) -> Sequence[AnyRow]:
    """Take the tallies of these girls for this transaction, in one order for all, with the rule that applies.

    The rule is that of the edition of her latest enrolment.
    """
    table = ParticipantTally.__table__.c
    query = (
        select(*table, Edition.lessons_needed, Edition.make_ups_allowed)
        .join(Cohort, Cohort.id == ParticipantTally.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(ParticipantTally.curriculum == curriculum, ParticipantTally.participant_id.in_(participants))
        .order_by(ParticipantTally.participant_id)
        .with_for_update(of=ParticipantTally)
    )
    return db.session.execute(query).all()


def lesson_standings(
    curriculum: str, lesson_key: str, participants: Collection[UUID], *, beside: UUID | None = None
) -> dict[UUID, Standing]:
    """Return how girls stand to one lesson across cohorts, leaving out the session `beside`."""
    credited = (
        select(Enrolment.participant_id, func.count().label("sessions"), literal(0).label("make_ups"))
        .select_from(Mark)
        .join(Enrolment, Enrolment.id == Mark.enrolment_id)
        .join(GroupSession, GroupSession.id == Mark.session_id)
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(
            Mark.is_credited,
            Mark.session_id != beside if beside is not None else literal(value=True),
            Enrolment.participant_id.in_(participants),
            GroupSession.lesson_key == lesson_key,
            Edition.curriculum == curriculum,
        )
        .group_by(Enrolment.participant_id)
    )
    # By the enrolment, as a recount counts: after a merge one lesson may stand under two of her records.
    made_up = (
        select(Enrolment.participant_id, literal(0), literal(1))
        .select_from(MakeUp)
        .join(Enrolment, Enrolment.id == MakeUp.enrolment_id)
        .where(
            Enrolment.participant_id.in_(participants),
            MakeUp.curriculum == curriculum,
            MakeUp.lesson_key == lesson_key,
            MakeUp.voided_at.is_(None),
        )
    )
    found = dict.fromkeys(participants, Standing())
    for participant_id, sessions, make_ups in db.session.execute(union_all(credited, made_up)):
        before = found[participant_id]
        found[participant_id] = Standing(before.credited_sessions + sessions, before.is_made_up or bool(make_ups))
    return found
