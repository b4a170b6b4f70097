"""Moving the kept counts: of the enrolment, and of the girl across her cohorts.

Every write of a mark or a make-up comes through here in its own transaction. The girl's row is taken before
what she earned elsewhere is looked up, so that two groups saving at once cannot both think they were first
with a lesson.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, update

from curriculum_app.attendance.queries.girls import Meeting, lesson_standings, locked_tallies
from curriculum_app.attendance.queries.sheets import AnyRow
from curriculum_app.attendance.queries.sheets import Standing as OnSheet
from curriculum_app.attendance.rules.lessons import Lessons, Standing, lesson_change
from curriculum_app.attendance.rules.tallies import Tally, tally_change
from curriculum_app.attendance.rules.values import is_credited
from curriculum_app.attendance.rules.verdicts import Current
from curriculum_app.cohorts.models import Enrolment, ParticipantTally
from curriculum_app.core.db import write_rows

ENROLMENTS = cast(Table, Enrolment.__table__)
GIRLS = cast(Table, ParticipantTally.__table__)
COUNTS = tuple(each.name for each in fields(Tally))

_MOVE_ENROLMENT = (
    update(ENROLMENTS)
    .where(ENROLMENTS.c.id == bindparam("enrolment"))
    .values({f"tally_{name}": ENROLMENTS.c[f"tally_{name}"] + bindparam(f"by_{name}") for name in COUNTS})
)
_SET_GIRL = update(GIRLS).where(
    GIRLS.c.participant_id == bindparam("girl"), GIRLS.c.curriculum == bindparam("of_curriculum")
)


NO_LESSONS = Lessons()


@dataclass(frozen=True, slots=True)
class Move:
    """By how much a girl's own tally moves."""

    sessions_attended: int = 0
    minutes_attended: int = 0
    minutes_offered: int = 0
    lessons: Lessons = NO_LESSONS


@dataclass(slots=True)
class Girl:
    """What the marks of one sheet change for one girl; she may have had two seats in the group, one after the other."""

    tally: Tally = field(default_factory=Tally)
    credited_before: int = 0
    credited_after: int = 0

    @property
    def is_lesson_moved(self) -> bool:
        """Whether she earned the lesson here, or no longer does."""
        return self.credited_before != self.credited_after


def move_for_marks(meeting: Meeting, girls: Mapping[UUID, OnSheet], currents: Mapping[UUID, Current]) -> None:
    """Move every tally that the marks of one sheet move, from `girls` before to `currents` after."""
    changes: dict[UUID, Tally] = {}
    moved: dict[UUID, Girl] = defaultdict(Girl)
    for enrolment_id, standing in sorted(girls.items()):
        after = currents[enrolment_id].value
        change = tally_change(standing.current.value, after, meeting.arithmetic)
        girl = moved[standing.participant_id]
        girl.tally += change
        girl.credited_before += int(is_credited(standing.current.value, meeting.arithmetic))
        girl.credited_after += int(is_credited(after, meeting.arithmetic))
        if not change.is_zero:
            changes[enrolment_id] = change
    if changes:
        write_rows(_MOVE_ENROLMENT, [_moved_enrolment(*change) for change in changes.items()])
        touched = {girls[enrolment_id].participant_id for enrolment_id in changes}
        _move_girls(meeting, {girl: moved[girl] for girl in touched})


def _moved_enrolment(enrolment_id: UUID, change: Tally) -> dict[str, Any]:
    by = {f"by_{name}": number for name, number in zip(COUNTS, change.counts, strict=True)}
    return {"enrolment": enrolment_id} | by


def _move_girls(meeting: Meeting, moved: Mapping[UUID, Girl]) -> None:
    rows = locked_tallies(meeting.curriculum, moved)
    earned = [girl for girl, here in moved.items() if here.is_lesson_moved]
    elsewhere = (
        lesson_standings(meeting.curriculum, meeting.lesson_key, earned, beside=meeting.session_id) if earned else {}
    )
    moves = {}
    for girl, here in moved.items():
        lessons = NO_LESSONS
        if girl in elsewhere:
            before = _with(elsewhere[girl], here.credited_before)
            lessons = lesson_change(before, _with(elsewhere[girl], here.credited_after))
        tally = here.tally
        moves[girl] = Move(tally.attended, tally.minutes_attended, tally.minutes_offered, lessons)
    set_girls(rows, moves)


def _with(elsewhere: Standing, credited_here: int) -> Standing:
    return Standing(elsewhere.credited_sessions + credited_here, elsewhere.is_made_up)


def set_girls(rows: Sequence[AnyRow], moves: Mapping[UUID, Move]) -> None:
    """Write the girls' tallies, taken as `rows`, moved by `moves`. Raises LookupError for a girl without one."""
    if len(rows) != len(moves):
        raise LookupError("A girl has no tally; `flask attendance recount` names her.")
    write_rows(_SET_GIRL, [_moved(row, moves[row.participant_id]) for row in rows])


def _moved(row: AnyRow, move: Move) -> dict[str, Any]:
    attended = row.lessons_attended + move.lessons.attended
    made_up = row.lessons_made_up + move.lessons.made_up
    sessions = row.sessions_attended + move.sessions_attended
    return {
        "girl": row.participant_id,
        "of_curriculum": row.curriculum,
        "sessions_attended": sessions,
        "minutes_attended": row.minutes_attended + move.minutes_attended,
        "minutes_offered": row.minutes_offered + move.minutes_offered,
        **derived(attended, made_up, sessions, row.make_ups_allowed, row.lessons_needed),
    }


def derived(attended: int, made_up: int, sessions: int, allowed: int, needed: int) -> dict[str, int | bool]:
    """Return the columns that follow from a girl's lessons by the completion rule of her latest enrolment."""
    counted = min(made_up, allowed)
    return {
        "lessons_attended": attended,
        "lessons_made_up": made_up,
        "make_ups_credited": counted,
        "lessons_credited": attended + counted,
        "is_started": sessions > 0,
        "is_completed": attended + counted >= needed,
    }
