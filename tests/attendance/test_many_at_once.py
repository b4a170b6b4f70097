"""Many facilitators at the same moment, on one sheet and on many: nothing lost, nothing doubled, every count right."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Operation
from curriculum_app.attendance.rules.words import Status, Verdict
from curriculum_app.attendance.service import apply_marks
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from tests.attendance.sheets import sheet_of
from tests.factories import Make

FACILITATORS = 8
GIRLS = 20
PRESENT = Value(Status.PRESENT)


def save(app: Flask, session_id: UUID, actor: Actor, operations: list[Operation], start: Barrier) -> list[Verdict]:
    """What one facilitator's device does: each girl in a request of its own, each committed."""
    verdicts = []
    with app.app_context():
        start.wait()
        for operation in operations:
            begin_writing()
            query = select(GroupSession).where(GroupSession.id == session_id)
            session = db.session.scalars(query.options(joinedload(GroupSession.cohort))).one()
            (outcome,) = apply_marks(session, [operation], actor=actor, at=clock.now())
            db.session.commit()
            verdicts.append(outcome.verdict)
    return verdicts


def run(app: Flask, session_id: UUID, work: list[tuple[Actor, list[Operation]]]) -> list[list[Verdict]]:
    """All of them at once."""
    db.session.rollback()
    start = Barrier(len(work))
    with ThreadPoolExecutor(len(work)) as pool:
        jobs = [pool.submit(save, app, session_id, actor, operations, start) for actor, operations in work]
        return [job.result() for job in jobs]


def test_eight_facilitators_mark_the_same_twenty_girls(app: Flask, make: Make) -> None:
    sheet = sheet_of(make, girls=GIRLS, capacity=GIRLS)
    values = (PRESENT, Value(Status.UNEXCUSED), Value(Status.LATE, minutes=60), Value(Status.LATE, minutes=20))
    work = [
        (make.actor(make.user()), [sheet.mark(girl, values[each % 4], op_id=new_id()) for girl in range(GIRLS)])
        for each in range(FACILITATORS)
    ]
    make.commit()
    verdicts = [each for one in run(app, sheet.session.id, work) for each in one]
    begin_writing()
    marks = db.session.scalars(select(Mark)).all()
    assert len(marks) == GIRLS
    assert verdicts.count(Verdict.APPLIED) == GIRLS
    assert len(verdicts) == FACILITATORS * GIRLS
    kept = db.session.scalars(select(MarkChange.op_id)).all()
    assert set(kept) == {operation.op_id for _actor, operations in work for operation in operations}
    assert all(mark.version == 1 and mark.is_disputed for mark in marks)
    assert sheet.proof().is_right


def test_a_tablet_that_sends_everything_twice_at_once_doubles_nothing(app: Flask, make: Make) -> None:
    sheet = sheet_of(make, girls=GIRLS, capacity=GIRLS)
    operations = [sheet.mark(girl, PRESENT) for girl in range(GIRLS)]
    work = [(sheet.actor, operations)] * 4
    make.commit()
    verdicts = [each for one in run(app, sheet.session.id, work) for each in one]
    begin_writing()
    assert verdicts.count(Verdict.APPLIED) == GIRLS
    assert verdicts.count(Verdict.DUPLICATE) == 3 * GIRLS
    assert len(db.session.scalars(select(MarkChange)).all()) == GIRLS
    assert sheet.proof().is_right


def test_groups_of_one_site_are_counted_exactly_while_all_of_them_save(app: Flask, make: Make) -> None:
    """Every first mark moves the same few counts of the completion report; nobody waits for another there."""
    first = sheet_of(make, girls=10)
    group = first.session.cohort
    sheets = [first, *(sheet_of(make, girls=10, edition=group.edition, site=group.site) for _ in range(5))]
    operations = [[sheet.mark(girl, PRESENT) for girl in range(10)] for sheet in sheets]
    work = [(sheet.actor, asked) for sheet, asked in zip(sheets, operations, strict=True)]
    sessions = [sheet.session.id for sheet in sheets]
    make.commit()
    db.session.rollback()
    start = Barrier(len(work))
    with ThreadPoolExecutor(len(work)) as pool:
        jobs = [pool.submit(save, app, session, *one, start) for session, one in zip(sessions, work, strict=True)]
        verdicts = [each for job in jobs for each in job.result()]
    begin_writing()
    assert verdicts.count(Verdict.APPLIED) == 60
    assert first.proof().is_right
