"""Everything the tallies claim, read again from marks and make-ups, in batches of girls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from curriculum_app.attendance.models import MakeUp, Mark
from curriculum_app.attendance.queries.sheets import AnyRow, value_in
from curriculum_app.attendance.rules.tallies import Tally, counted
from curriculum_app.attendance.rules.values import Meeting, Value, is_credited
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, ParticipantTally
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.models import Participant

BATCH = 500


@dataclass
class Record:
    """One enrolment: its curriculum, each mark with its session and its lesson, and the lessons made up in it."""

    curriculum: str
    marks: list[tuple[Value | None, Meeting, str]] = field(default_factory=list)
    made_up: list[str] = field(default_factory=list)

    @cached_property
    def tally(self) -> Tally:
        """The fold over its marks."""
        return sum((counted(value, meeting) for value, meeting, _ in self.marks), Tally())

    @property
    def attended_lessons(self) -> list[str]:
        """The lessons of credited sessions, as often as they were earned."""
        return [lesson for value, meeting, lesson in self.marks if is_credited(value, meeting)]


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


def in_batches(girls: Collection[UUID]) -> Iterator[Sequence[UUID]]:
    """Yield these ids, 500 at a time, in order."""
    ordered = sorted(girls)
    yield from (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))


def number_of_girls() -> int:
    """Return how many girls there are."""
    return db.session.scalar(select(func.count()).select_from(Participant)) or 0


def kept_by_enrolment(girls: Collection[UUID], *, locked: bool) -> Sequence[AnyRow]:
    """Return the enrolments of these girls with the tallies they keep.

    With `locked` nobody moves these tallies before the transaction ends (who saves marks moves them before the
    girl's own), so that marks read afterwards are those that they count.
    """
    table = Enrolment.__table__.c
    query = (
        select(*table, Edition.curriculum)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(Enrolment.participant_id.in_(girls))
        .order_by(Enrolment.id)
    )
    return db.session.execute(query.with_for_update(of=Enrolment) if locked else query).all()


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
    for enrolment_id, status, reason, minutes, lesson_key, *session in db.session.execute(_marks(enrolments)):
        mark = (value_in(status, reason, minutes), _meeting(*session), lesson_key)
        records[enrolment_id].marks.append(mark)
    made_up = select(MakeUp.enrolment_id, MakeUp.lesson_key).where(
        MakeUp.enrolment_id.in_(enrolments), MakeUp.voided_at.is_(None)
    )
    for enrolment_id, lesson_key in db.session.execute(made_up):
        records[enrolment_id].made_up.append(lesson_key)
    return records


@cache
def _meeting(minutes: int, state: SessionState, minimum_share: float) -> Meeting:
    """Return the session as the arithmetic of marks sees it; there are few different ones."""
    return Meeting(minutes, is_held=state is SessionState.HELD, minimum_share=minimum_share)


def _marks(enrolments: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Enrolment.id,
            Mark.status,
            Mark.reason,
            Mark.minutes,
            GroupSession.lesson_key,
            GroupSession.minutes,
            GroupSession.state,
            Edition.minimum_share,
        )
        .select_from(Enrolment)
        .join(GroupSession, GroupSession.cohort_id == Enrolment.cohort_id)
        .join(Mark, and_(Mark.session_id == GroupSession.id, Mark.enrolment_id == Enrolment.id))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .where(Enrolment.id.in_(enrolments))
        .order_by(Enrolment.id, GroupSession.number)
    )


def by_girl(enrolments: Sequence[AnyRow], records: Mapping[UUID, Record]) -> dict[tuple[UUID, str], list[Record]]:
    """Return the records of each girl in each curriculum."""
    found: dict[tuple[UUID, str], list[Record]] = defaultdict(list)
    for row in enrolments:
        found[row.participant_id, row.curriculum].append(records[row.id])
    return found
