"""The typing of answers from paper: how far one girl's is, and what the two people typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Label, exists, select, text
from sqlalchemy.orm import joinedload

from curriculum_app.assessments.models import AnswerSet, Sitting
from curriculum_app.assessments.rules import Answers, Entry, SittingState, Wave, read_answers
from curriculum_app.assessments.rules.paper import Paper
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment
from curriculum_app.cohorts.queries import within
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Participant

TYPINGS = (Entry.FIRST, Entry.SECOND)
MOST_PAPERS = 100
# As the index has it, word for word, so that both databases use it.
WAITS = text("sittings.medium = 'paper' AND sittings.state = 'started'")


@dataclass(frozen=True)
class WaitingPaper:
    """A paper that somebody typed and that does not count yet."""

    cohort_id: UUID
    enrolment_id: UUID
    girl_code: str
    group: str
    wave: Wave
    instrument: str
    paper_on: date
    paper: Paper


def papers_waiting(scopes: Scopes, actor: Actor) -> list[WaitingPaper]:
    """The papers within reach that are to be typed again or settled, longest waiting first; at most 100."""
    query = (
        select(Cohort.id.label("cohort_id"), Cohort.name, Enrolment.id.label("enrolment_id"), Participant.code)
        .add_columns(Sitting.state, Sitting.medium, Sitting.wave, Sitting.instrument, Sitting.started_at)
        .add_columns(first_typed_by(), is_typed_twice())
        .select_from(Sitting)
        .join(Enrolment, Enrolment.id == Sitting.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .where(WAITS, within(scopes, actor))
        .order_by(Sitting.opened_at, Sitting.id)
        .limit(MOST_PAPERS)
    )
    return [
        WaitingPaper(
            row.cohort_id, row.enrolment_id, row.code, row.name, row.wave, row.instrument,
            clock.local(row.started_at).date(), Paper(row.state, row.medium, row.first_by, row.is_typed_twice),
        )
        for row in db.session.execute(query)
    ]  # fmt: skip


def first_typed_by() -> Label[UUID | None]:
    """Who typed a sitting's paper first, as a column beside `Sitting`."""
    query = select(AnswerSet.entered_by_id).where(AnswerSet.sitting_id == Sitting.id, AnswerSet.entry == Entry.FIRST)
    return query.correlate(Sitting).scalar_subquery().label("first_by")


def is_typed_twice() -> Label[bool]:
    """Whether a sitting's paper was typed by two people who differ, as a column beside `Sitting`."""
    found = exists().where(AnswerSet.sitting_id == Sitting.id, AnswerSet.entry == Entry.SECOND)
    return found.correlate(Sitting).label("is_typed_twice")


def sitting_for(enrolment: Enrolment, wave: Wave, instrument: str) -> Sitting | None:
    """The girl's sitting of one wave that was not cancelled, with the text that it asks."""
    query = (
        select(Sitting)
        .where(Sitting.enrolment_id == enrolment.id, Sitting.wave == wave, Sitting.instrument == instrument)
        .where(Sitting.state != SittingState.CANCELLED)
        .options(joinedload(Sitting.instrument_version, innerjoin=True))
    )
    return db.session.scalar(query)


def typings(sitting: Sitting | None) -> Mapping[Entry, AnswerSet]:
    """The typings that are there."""
    if sitting is None:
        return {}
    query = select(AnswerSet).where(AnswerSet.sitting_id == sitting.id, AnswerSet.entry.in_(TYPINGS))
    return {row.entry: row for row in db.session.scalars(query.order_by(AnswerSet.id))}


def paper_of(sitting: Sitting | None, typed: Mapping[Entry, AnswerSet]) -> Paper:
    """How far it is, for the rules."""
    if sitting is None:
        return Paper()
    first = typed.get(Entry.FIRST)
    return Paper(sitting.state, sitting.medium, first.entered_by_id if first else None, Entry.SECOND in typed)


def answers_in(row: AnswerSet, enrolment: Enrolment) -> Answers:
    """What one person typed; for the program to compare, never for a page to show."""
    return read_answers(open_key(enrolment.key).text(AnswerSet.body_sealed, row.id, row.body_sealed))


def leads(cohort_id: UUID, user_id: UUID | None) -> bool:
    """Whether somebody leads this group, or once did."""
    query = select(CohortStaff.id).where(CohortStaff.cohort_id == cohort_id, CohortStaff.user_id == user_id).limit(1)
    return db.session.scalar(query) is not None
