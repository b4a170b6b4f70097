"""One group with its staff, sessions, girls and everything that happened so far, as rows.

`add_group` is where further subjects of a group begin, `_take_seat` where those of a girl's seat do (and `_add` in
`girls.py` those of the girl herself): each a module of its own beside this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from curriculum_app.attendance.rules.tallies import Tally
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, ParticipantTally
from curriculum_app.cohorts.rules.naming import neutral_name
from curriculum_app.cohorts.rules.states import CancelReason, CohortState, EnrolmentState, ExitReason, StaffPart
from curriculum_app.cohorts.rules.timetable import mask_of
from curriculum_app.core import clock
from curriculum_app.core.vault import DataKey, KeyKind
from curriculum_app.curriculum.models import Edition
from curriculum_app.devtools.people.invent import home_area
from curriculum_app.devtools.programme.around import add_notes, add_walk_ins
from curriculum_app.devtools.programme.girls import Girl, add_enrolled
from curriculum_app.devtools.programme.leavers import Latest, Leavers
from curriculum_app.devtools.programme.logs import add_logs
from curriculum_app.devtools.programme.meetings import Meeting, World, add_meetings, meetings_of
from curriculum_app.devtools.programme.plan import LARGEST, Group, Stage
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.seats import (
    LATE_EXITS,
    Seat,
    enrolment_counts,
    fill,
    girl_counts,
    has_completed,
)

PLANNED_BEFORE = timedelta(days=7)
VENUES = ("Room 2, ground floor", "Library corner, second door", "Day room, unit B", "Room 14, ask at the desk")


@dataclass(frozen=True)
class Making:
    """A group while its rows are made: where they go, what it shares with all groups, its id and its sessions."""

    rows: Rows
    world: World
    leavers: Leavers
    group: Group
    cohort_id: UUID
    meetings: Sequence[Meeting]


def add_group(rows: Rows, group: Group, world: World, leavers: Leavers) -> None:
    """Collect the rows of one group."""
    planned_at = clock.instant(group.first_on - PLANNED_BEFORE, group.starts_at)
    making = Making(rows, world, leavers, group, rows.dice.id(planned_at), meetings_of(rows.dice, group, world))
    key_id, key = rows.key(KeyKind.COHORT, planned_at)
    taken = [_come_back(making, latest) for latest in leavers.coming_to(group)]
    taken += [_begin(making, is_first=not number) for number in range(group.girls)]
    _add_cohort(making, key_id, key, seats_taken=sum(seat.exited_on is None for seat, _ in taken))
    _add_staff(making, planned_at.date())
    add_meetings(rows, making.cohort_id, group, making.meetings)
    add_notes(rows, group, key, making.meetings, [(seat.id, own) for seat, own in taken])
    add_walk_ins(rows, group, key, making.meetings)
    add_logs(rows, group, key, making.meetings, world.plans)


def _begin(making: Making, *, is_first: bool) -> tuple[Seat, DataKey]:
    """A girl takes her first seat, some of them only after the first session."""
    rows, group, today = making.rows, making.group, making.world.today
    enrolled_on = min(group.first_on - timedelta(days=rows.dice.number(1, 6)), today)
    if not is_first and rows.dice.happens(0.08) and group.stage is not Stage.PLANNED:
        enrolled_on = min(making.meetings[1].held_on, today)
    area = home_area(rows.dice, group.area)
    girl = add_enrolled(rows, area=area, weekday=group.weekdays[0], enrolled_on=enrolled_on)
    # In every load a girl leaves a completed group of the accounts and comes back to one that runs.
    moves = is_first and group.is_shown and group.stage is Stage.COMPLETED
    return _take_seat(making, girl, enrolled_on, Tally(), moves=moves)


def _come_back(making: Making, latest: Latest) -> tuple[Seat, DataKey]:
    """A girl who left another group takes a seat in this one."""
    enrolled_on = min(making.group.first_on, making.world.today)
    return _take_seat(making, latest.seat.girl, enrolled_on, latest.tally, moves=False)


def _take_seat(making: Making, girl: Girl, enrolled_on: date, before: Tally, *, moves: bool) -> tuple[Seat, DataKey]:
    """Fill the seat with what happened since; `before` is the tally of her earlier seats."""
    rows, group, meetings, edition = making.rows, making.group, making.meetings, making.world.edition
    seat = Seat(rows.dice.id(clock.instant(enrolled_on, group.starts_at)), girl, enrolled_on)
    girl.first_enrolled_on = girl.first_enrolled_on or enrolled_on
    leaves_after = rows.dice.number(2, 6) if moves or rows.dice.happens(0.12) else None
    fill(rows, seat, group, meetings, edition, leaves_after=leaves_after)
    if moves and seat.exited_on:
        seat.exit_reason = ExitReason.MOVED
    _close(making, seat)
    key = _add_enrolment(making, seat)
    latest = Latest(seat, group, making.cohort_id, before + seat.tally)
    if not making.leavers.takes(latest):
        add_tally(rows, latest, edition)
    return seat, key


def _close(making: Making, seat: Seat) -> None:
    """When a group has ended, everybody left in it leaves: completed by the rule, or for a reason."""
    if making.group.stage is Stage.COMPLETED and seat.exited_on is None:
        is_completed = has_completed(seat.girl, making.world.edition)
        seat.exit_reason = ExitReason.COMPLETED if is_completed else making.rows.dice.weighted(LATE_EXITS)
        seat.exited_on = making.meetings[-1].held_on


def add_tally(rows: Rows, latest: Latest, edition: Edition) -> None:
    """Collect the tally of a girl under her latest seat."""
    seat, group, tally = latest.seat, latest.group, latest.tally
    rows.add(
        ParticipantTally, participant_id=seat.girl.id, curriculum=edition.curriculum, enrolment_id=seat.id,
        first_enrolled_on=seat.girl.first_enrolled_on, cohort_id=latest.cohort_id, site_id=group.place.id,
        home_service_area=seat.girl.area, cohort_service_area=group.area, is_exited=seat.exited_on is not None,
        exit_reason=seat.exit_reason, exited_on=seat.exited_on, sessions_attended=tally.attended,
        minutes_attended=tally.minutes_attended, minutes_offered=tally.minutes_offered, version=1,
        **girl_counts(seat.girl, tally.attended, edition),
    )  # fmt: skip


def _add_enrolment(making: Making, seat: Seat) -> DataKey:
    rows, is_active = making.rows, seat.exited_on is None
    key_id, key = rows.key(KeyKind.ENROLMENT, clock.instant(seat.enrolled_on, making.group.starts_at))
    rows.add(
        Enrolment, id=seat.id, participant_id=seat.girl.id, cohort_id=making.cohort_id, key_id=key_id,
        referral_id=seat.girl.referral_id, state=EnrolmentState.ACTIVE if is_active else EnrolmentState.EXITED,
        enrolled_on=seat.enrolled_on, age_at_enrolment=seat.girl.age_on(seat.enrolled_on),
        home_service_area=seat.girl.area, exit_reason=seat.exit_reason, exited_on=seat.exited_on,
        version=1 if is_active else 2, **enrolment_counts(seat),
    )  # fmt: skip
    return key


def _add_cohort(making: Making, key_id: UUID, key: DataKey, *, seats_taken: int) -> None:
    rows, group, meetings, cohort_id = making.rows, making.group, making.meetings, making.cohort_id
    held = any(each.is_held for each in meetings)
    state = CohortState.PLANNED if group.stage is Stage.RUNNING and not held else CohortState(group.stage.value)
    closed_on = {Stage.COMPLETED: meetings[-1].held_on, Stage.CANCELLED: group.first_on}.get(group.stage)
    rows.add(
        Cohort, id=cohort_id, code=rows.dice.code(), ordinal=group.ordinal, service_area=group.area,
        name=neutral_name(group.ordinal, group.weekdays), site_id=group.place.id,
        edition_id=making.world.pinned(group).id,
        state=state, capacity=LARGEST, seats_taken=seats_taken, weekdays=mask_of(group.weekdays),
        starts_at=group.starts_at, minutes=making.world.arithmetic.minutes, first_on=meetings[0].held_on,
        last_on=meetings[-1].held_on, entry_closes_after=2, key_id=key_id, closed_on=closed_on,
        venue_sealed=key.seal(Cohort.venue_sealed, cohort_id, rows.dice.pick(VENUES)),
        cancel_reason=CancelReason.TOO_FEW if group.stage is Stage.CANCELLED else None, version=1,
    )  # fmt: skip


def _add_staff(making: Making, from_on: date) -> None:
    rows, group = making.rows, making.group
    at = clock.instant(from_on, group.starts_at)
    for user_id, part in ((group.lead, StaffPart.LEAD), (group.co, StaffPart.CO)):
        row = {"cohort_id": making.cohort_id, "user_id": user_id, "part": part, "from_on": from_on}
        rows.add(CohortStaff, id=rows.dice.id(at), **row)
