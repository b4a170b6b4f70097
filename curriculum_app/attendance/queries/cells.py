"""Finding the cells of sheets that a file names: groups by code or name, sessions by number, girls by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager

from curriculum_app.attendance.models import MarkChange
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant

AT_ONCE = 500


def cohorts_called(words: Collection[str]) -> dict[str, list[UUID]]:
    """The cohorts with one of these codes or names, by the lower-case word; two groups may share a name."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for some in _parts(sorted({word.casefold() for word in words})):
        code, name = func.lower(Cohort.code), func.lower(Cohort.name)
        query = select(Cohort.id, code, name).where(or_(code.in_(some), name.in_(some))).order_by(Cohort.id)
        for cohort_id, its_code, its_name in db.session.execute(query):
            for word in {its_code, its_name}:
                found[word].append(cohort_id)
    return found


def sessions_of(cohort_ids: Collection[UUID]) -> dict[tuple[UUID, int], GroupSession]:
    """The sessions of these cohorts by cohort and number, each with its cohort."""
    found = {}
    for some in _parts(sorted(cohort_ids)):
        query = (
            select(GroupSession)
            .join(GroupSession.cohort)
            .options(contains_eager(GroupSession.cohort))
            .where(GroupSession.cohort_id.in_(some))
            .order_by(GroupSession.cohort_id, GroupSession.number)
        )
        for row in db.session.scalars(query):
            found[row.cohort_id, row.number] = row
    return found


def girls_with_codes(codes: Collection[str]) -> dict[str, UUID]:
    """The girls with these codes."""
    found: dict[str, UUID] = {}
    for some in _parts(sorted(codes)):
        query = select(Participant.code, Participant.id).where(Participant.code.in_(some)).order_by(Participant.code)
        found.update((code, participant_id) for code, participant_id in db.session.execute(query))
    return found


def seats_in(cohort_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], list[UUID]]:
    """The enrolments of these cohorts by cohort and girl, the earliest first."""
    found: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for some in _parts(sorted(cohort_ids)):
        query = (
            select(Enrolment.cohort_id, Enrolment.participant_id, Enrolment.id)
            .where(Enrolment.cohort_id.in_(some))
            .order_by(Enrolment.enrolled_on, Enrolment.id)
        )
        for cohort_id, participant_id, enrolment_id in db.session.execute(query):
            found[cohort_id, participant_id].append(enrolment_id)
    return found


def operations_known(op_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these operations were decided before."""
    found: set[UUID] = set()
    for some in _parts(sorted(op_ids)):
        found.update(db.session.scalars(select(MarkChange.op_id).where(MarkChange.op_id.in_(some))))
    return frozenset(found)


def _parts(words: Sequence[object]) -> Iterator[Sequence[object]]:
    for start in range(0, len(words), AT_ONCE):
        yield words[start : start + AT_ONCE]
