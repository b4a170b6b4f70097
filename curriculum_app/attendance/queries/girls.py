"""What a girl has earned of one lesson or of all, across her cohorts: for moving tallies and for proving them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, literal, select, union_all

from curriculum_app.attendance.models import MakeUp, Mark
from curriculum_app.attendance.queries.sheets import AnyRow
from curriculum_app.attendance.rules import values
from curriculum_app.attendance.rules.lessons import Standing
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, ParticipantTally
from curriculum_app.core.db import rows
from curriculum_app.curriculum.models import Edition


@dataclass(frozen=True)
class Meeting:
    """A session under lock, with what its edition says about credit."""

    session_id: UUID
    cohort_id: UUID
    state: str
    minutes: int
    lesson_key: str
    curriculum: str
    minimum_share: float

    @cached_property
    def arithmetic(self) -> values.Meeting:
        """The session as the arithmetic of marks sees it; a mark on it means that it is held."""
        return values.Meeting(self.minutes, minimum_share=self.minimum_share)


_MEETING = (
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
    .where(GroupSession.id == bindparam("session_id"))
    .with_for_update(of=GroupSession)
)


def locked_meeting(session_id: UUID) -> Meeting:
    """Take the session for this transaction alone and return it as it stands.

    On PostgreSQL everyone else who saves this sheet waits here; on SQLite the writing transaction is alone
    anyway.
    """
    (found,) = rows(_MEETING, {"session_id": session_id})
    return Meeting(*found)


_GIRLS: Any = bindparam("participants", expanding=True)
_TALLIES = (
    select(*ParticipantTally.__table__.c, Edition.lessons_needed, Edition.make_ups_allowed)
    .join(Cohort, Cohort.id == ParticipantTally.cohort_id)
    .join(Edition, Edition.id == Cohort.edition_id)
    .where(ParticipantTally.curriculum == bindparam("of_curriculum"), ParticipantTally.participant_id.in_(_GIRLS))
    .order_by(ParticipantTally.participant_id)
    .with_for_update(of=ParticipantTally)
)


def locked_tallies(curriculum: str, participants: Collection[UUID]) -> Sequence[AnyRow]:
    """Take the tallies of these girls for this transaction, in one order for all, with the rule that applies.

    The rule is that of the edition of her latest enrolment.
    """
    return rows(_TALLIES, {"of_curriculum": curriculum, "participants": participants})


_CREDITED = (
    select(Enrolment.participant_id, func.count().label("sessions"), literal(0).label("make_ups"))
    .select_from(Enrolment)
    .join(GroupSession, GroupSession.cohort_id == Enrolment.cohort_id)
    .join(Mark, and_(Mark.session_id == GroupSession.id, Mark.enrolment_id == Enrolment.id))
    .join(Cohort, Cohort.id == Enrolment.cohort_id)
    .join(Edition, Edition.id == Cohort.edition_id)
    .where(
        Mark.is_credited,
        Enrolment.participant_id.in_(_GIRLS),
        GroupSession.lesson_key == bindparam("of_lesson"),
        Edition.curriculum == bindparam("of_curriculum"),
    )
    .group_by(Enrolment.participant_id)
)
# By the enrolment, as a recount counts: after a merge one lesson may stand under two of her records.
_MADE_UP = (
    select(Enrolment.participant_id, literal(0), literal(1))
    .select_from(MakeUp)
    .join(Enrolment, Enrolment.id == MakeUp.enrolment_id)
    .where(
        Enrolment.participant_id.in_(_GIRLS),
        MakeUp.curriculum == bindparam("of_curriculum"),
        MakeUp.lesson_key == bindparam("of_lesson"),
        MakeUp.voided_at.is_(None),
    )
)
_STANDINGS = union_all(_CREDITED, _MADE_UP)
_STANDINGS_BESIDE = union_all(_CREDITED.where(Mark.session_id != bindparam("beside")), _MADE_UP)


def lesson_standings(
    curriculum: str, lesson_key: str, participants: Collection[UUID], *, beside: UUID | None = None
) -> dict[UUID, Standing]:
    """Return how girls stand to one lesson across cohorts, leaving out the session `beside`."""
    values = {"of_curriculum": curriculum, "of_lesson": lesson_key, "participants": participants}
    earned = rows(_STANDINGS, values) if beside is None else rows(_STANDINGS_BESIDE, values | {"beside": beside})
    found = dict.fromkeys(participants, Standing())
    for participant_id, sessions, make_ups in earned:
        before = found[participant_id]
        found[participant_id] = Standing(before.credited_sessions + sessions, before.is_made_up or bool(make_ups))
    return found
