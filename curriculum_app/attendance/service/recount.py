"""Proving the tallies: every kept count against a fold over the marks and make-ups, and mending where asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from curriculum_app.attendance.events import TALLIES_MENDED
from curriculum_app.attendance.queries import recounting
from curriculum_app.attendance.queries.sheets import AnyRow
from curriculum_app.attendance.rules.lessons import lessons_of
from curriculum_app.attendance.rules.tallies import Tally
from curriculum_app.attendance.service.tallies import ENROLMENTS, GIRLS, derived
from curriculum_app.cohorts.service.counts import mend_counts, wrong_counts
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db


@dataclass(frozen=True, slots=True)
class Difference:
    """A kept count that is not what the marks say; `curriculum` is empty for the tally of an enrolment."""

    id: UUID
    participant_id: UUID
    curriculum: str
    column: str
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class Recount:
    """How much was proved, and where it failed; `wrong_counts` are those of reports, which count the girls' tallies."""

    enrolments: int
    girls: int
    differences: tuple[Difference, ...]
    wrong_counts: int = 0

    @property
    def is_right(self) -> bool:
        """Whether every kept count is what the marks say."""
        return not self.differences and not self.wrong_counts


def recount(
    *, fix: bool, actor: Actor, at: datetime, among: Collection[UUID] | None = None,
    progress: Callable[[int], object] = int,
) -> Recount:  # fmt: skip
    """Compare every tally with a fold over the marks, and the counts of reports with the tallies.

    With `fix` write what the marks say. `among` narrows the tallies to those of these girls; `progress` is told how
    many girls each batch held.
    """
    enrolments = girls = 0
    differences: list[Difference] = []
    for batch in recounting.girls_in_batches() if among is None else recounting.in_batches(among):
        found = recount_girls(batch, locked=fix)
        if fix:
            mend(found.differences)
        enrolments, girls = enrolments + found.enrolments, girls + found.girls
        differences += found.differences
        progress(len(batch))
    result = Recount(enrolments, girls, tuple(differences), wrong_counts())
    if fix and not result.is_right:
        _mend_the_rest(result, actor=actor, at=at)
    return result


def _mend_the_rest(result: Recount, *, actor: Actor, at: datetime) -> None:
    """Mend the counts of reports, and write down how much was mended."""
    if result.wrong_counts:
        mend_counts()
    of_girls = {each.id for each in result.differences if each.curriculum}
    of_enrolments = {each.id for each in result.differences if not each.curriculum}
    record(
        TALLIES_MENDED,
        actor=actor,
        at=at,
        enrolments=len(of_enrolments),
        girls=len(of_girls),
        counts=result.wrong_counts,
    )


def recount_girls(girls: Collection[UUID], *, locked: bool) -> Recount:
    """Compare the tallies of these girls and of their enrolments with a fold over the marks; changes nothing.

    With `locked` nobody moves them before the transaction ends.
    """
    rows = recounting.kept_by_enrolment(girls, locked=locked)
    records = recounting.records_of({row.id: row.curriculum for row in rows})
    owned = recounting.by_girl(rows, records)
    found = [each for row in rows for each in _enrolment_differences(row, records[row.id])]
    kept = recounting.kept_by_girl(girls)
    for row in kept:
        found += _girl_differences(row, owned.get((row.participant_id, row.curriculum), []))
    return Recount(len(rows), len(kept), tuple(found))


def mend(differences: Iterable[Difference]) -> None:
    """Write what the marks say."""
    for each in differences:
        if each.curriculum:
            statement = update(GIRLS).where(GIRLS.c.participant_id == each.id, GIRLS.c.curriculum == each.curriculum)
        else:
            statement = update(ENROLMENTS).where(ENROLMENTS.c.id == each.id)
        db.session.execute(statement.values({each.column: each.counted}))


def _enrolment_differences(row: AnyRow, counted: recounting.Record) -> list[Difference]:
    columns = {f"tally_{name}": number for name, number in asdict(counted.tally).items()}
    columns["tally_make_ups"] = len(counted.made_up)
    return _differences(row.id, row, "", columns)


def _girl_differences(row: AnyRow, records: Sequence[recounting.Record]) -> list[Difference]:
    tally = sum((each.tally for each in records), Tally())
    lessons = lessons_of(
        [key for each in records for key in each.attended_lessons],
        [key for each in records for key in each.made_up],
    )
    columns = {
        "sessions_attended": tally.attended,
        "minutes_attended": tally.minutes_attended,
        "minutes_offered": tally.minutes_offered,
        **derived(lessons.attended, lessons.made_up, tally.attended, row.make_ups_allowed, row.lessons_needed),
    }
    return _differences(row.participant_id, row, row.curriculum, columns)


def _differences(row_id: UUID, row: AnyRow, curriculum: str, counted: Mapping[str, int | bool]) -> list[Difference]:
    kept = row._mapping
    return [
        Difference(row_id, row.participant_id, curriculum, name, kept[name], number)
        for name, number in counted.items()
        if kept[name] != number
    ]
