"""Everything the tallies claim, read again from marks and make-ups, in batches of girls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from curriculum_app.attendance.models import MakeUp, Mark
from curriculum_app.attendance.queries.sheets import AnyRow, value_in
from curriculum_app.attendance.rules.tallies import Tally, tally_of
from curriculum_app.attendance.rules.values import Meeting, Value, is_credited
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, ParticipantTally
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.models import Participant

BATCH = 500


@dataclass
class Record:
    """One enrolment: its curriculum, marks by session, and the lessons made up in it."""

    curriculum: str
    marks: dict[UUID, Value | None] = field(default_factory=dict)
    sessions: dict[UUID, Meeting] = field(default_factory=dict)
    lessons: dict[UUID, str] = field(default_factory=dict)
    made_up: list[str] = field(default_factory=list)

    @property
    def tally(self) -> Tally:
        """The fold over its marks."""
        return tally_of(self.marks, self.sessions)

    @property
    def attended_lessons(self) -> list[str]:
        """The lessons of credited sessions, as often as they were earned."""
        return [self.lessons[key] for key, value in self.marks.items() if is_credited(value, self.sessions[key])]


def girls_in_batches() -> Iterator[Sequence[UUID]]:
    """Yield the ids of all girls, 500 at a time, in order."""
    last: UUID | None = None
    while True:
        query = select(Participant.id).order_by(Participant.id).limit(BATCH)
        girls = db.session.scalars(query if last is None else query.where(Participant.id > last)).all()
        if not girls:
            return
        yield girls
        last = girls[-1]


def number_of_girls() -> int:
    """Return how many girls there are."""
    return db.session.scalar(select(func.count()).select_from(Participant)) or 0


def kept_by_enrolment(girls: Collection[UUID]) -> Sequence[AnyRow]:
    """Return the enrolments of these girls with the tallies they keep."""
    table = Enrolment.__table__.c
    query = (
        select(*table, Edition.curriculum)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(Enrolment.participant_id.in_(girls))
        .order_by(Enrolment.id)
    )
    return db.session.execute(query).all()


def kept_by_girl(girls: Collection[UUID]) -> Sequence[AnyRow]:
    """Return the girls' own tallies with the completion rule that applies to each."""
    query = (
        select(*ParticipantTally.__table__.c, Edition.lessons_needed, Edition.make_ups_allowed)
        .join(Cohort, Cohort.id == ParticipantTally.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(ParticipantTally.participant_id.in_(girls))
        .order_by(ParticipantTally.participant_id, ParticipantTally.curriculum)
    )
    return db.session.execute(query).all()


def records_of(enrolments: Mapping[UUID, str]) -> dict[UUID, Record]:
    """Return what happened in each enrolment (id → curriculum), read from marks and standing make-ups."""
    records = {enrolment_id: Record(curriculum) for enrolment_id, curriculum in enrolments.items()}
    for row in db.session.execute(_marks(enrolments)):
        record = records[row.enrolment_id]
        record.marks[row.session_id] = value_in(row.status, row.reason, row.minutes)
        record.sessions[row.session_id] = Meeting(
            row.session_minutes, is_held=row.state is SessionState.HELD, minimum_share=row.minimum_share
        )
        record.lessons[row.session_id] = row.lesson_key
    made_up = select(MakeUp.enrolment_id, MakeUp.lesson_key).where(
        MakeUp.enrolment_id.in_(enrolments), MakeUp.voided_at.is_(None)
    )
    for enrolment_id, lesson_key in db.session.execute(made_up):
        records[enrolment_id].made_up.append(lesson_key)
    return records


def _marks(enrolments: Collection[UUID]) -> Any:  # noqa: ANN401 - a statement of nine columns
    return (
        select(
            Mark.enrolment_id,
            Mark.session_id,
            Mark.status,
            Mark.reason,
            Mark.minutes,
            GroupSession.minutes.label("session_minutes"),
            GroupSession.state,
            GroupSession.lesson_key,
            Edition.minimum_share,
        )
        .select_from(Enrolment)
        .join(GroupSession, GroupSession.cohort_id == Enrolment.cohort_id)
        .join(Mark, and_(Mark.session_id == GroupSession.id, Mark.enrolment_id == Enrolment.id))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(Enrolment.id.in_(enrolments))
        .order_by(Enrolment.id, Mark.session_id)
    )


def by_girl(enrolments: Sequence[AnyRow], records: Mapping[UUID, Record]) -> dict[tuple[UUID, str], list[Record]]:
    """Return the records of each girl in each curriculum."""
    found: dict[tuple[UUID, str], list[Record]] = defaultdict(list)
    for row in enrolments:
        found[row.participant_id, row.curriculum].append(records[row.id])
    return found
