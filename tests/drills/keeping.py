"""What the database kept, held against what people were told: nothing lost, nothing twice, every count right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from curriculum_app.attendance.events import SHEET_CHANGED
from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.rules.words import Verdict
from curriculum_app.attendance.service.recount import recount
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import begin_writing, db
from tests.drills.sites import Site
from tests.drills.tapping import Tapper


@dataclass(frozen=True)
class Kept:
    """The outcome: acknowledged operations, those of them that are gone, marks that moved twice, and other faults."""

    acknowledged: int
    lost: int
    doubled: int
    faults: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether everything is as people were told."""
        return not (self.lost or self.doubled or self.faults)


def judge(site: Site, tappers: Iterable[Tapper]) -> Kept:
    """Compare the whole database with what `tappers` were told. Nobody else may have written marks."""
    begin_writing()
    tappers = list(tappers)
    applied = Counter(db.session.scalars(select(MarkChange.op_id).where(MarkChange.verdict == Verdict.APPLIED)))
    told = {operation for each in tappers for operation in each.acknowledged}
    moved = select(MarkChange.enrolment_id, func.count()).where(MarkChange.verdict == Verdict.APPLIED)
    moves = {row[0]: row[1] for row in db.session.execute(moved.group_by(MarkChange.enrolment_id))}
    marks = {row.enrolment_id: row for row in db.session.execute(select(Mark.enrolment_id, Mark.version, Mark.status))}
    doubled = sum(count - 1 for count in applied.values()) + sum(
        abs(moves.get(girl, 0) - mark.version) for girl, mark in marks.items()
    )
    faults = [fault for each in tappers for fault in each.faults]
    faults += [fault for each in tappers for fault in _stale(each, marks, set(applied))]
    faults += _books(site, len(applied))
    return Kept(len(told), len(told - set(applied)), doubled, tuple(faults))


def _stale(tapper: Tapper, marks: Mapping[UUID, Any], applied: set[UUID]) -> list[str]:
    """Marks that do not say what was acknowledged last (or sent since, and kept without an answer)."""
    last = dict(tapper.acknowledged.values())
    for girl, operation in tapper.pending.items():
        if operation in applied:
            last[girl] = tapper.status(girl)
    return [
        f"The mark of {girl} is not the last that was acknowledged."
        for girl, status in last.items()
        if girl not in marks or marks[girl].status != status
    ]


def _books(site: Site, applied: int) -> list[str]:
    """Tallies against a recount, the audit against the history, and the file's own soundness."""
    at = clock.now()
    faults = []
    proof = recount(fix=False, actor=command_line(clock.today(at)), at=at)
    if not proof.is_right:
        faults.append(f"{len(proof.differences)} kept counts are not what the marks say.")
    details = db.session.scalars(select(AuditEvent.details).where(AuditEvent.action == SHEET_CHANGED.action))
    audited = sum(each["applied"] for each in details if each)
    if audited != applied:
        faults.append(f"The audit knows of {audited} applied marks, the history of {applied}.")
    if site.is_sqlite:
        said = db.session.scalars(text("PRAGMA integrity_check")).all()
        faults += [f"integrity_check: {line}" for line in said if line != "ok"]
        faults += [f"foreign_key_check: {row[0]}" for row in db.session.execute(text("PRAGMA foreign_key_check"))]
    return faults
