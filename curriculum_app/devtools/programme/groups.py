"""One group with its staff, sessions, girls and everything that happened so far, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from curriculum_app.attendance.rules.tallies import Tally
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, ParticipantTally
from curriculum_app.cohorts.rules.naming import neutral_name
from curriculum_app.cohorts.rules.states import (
    CancelReason,
    CohortState,
    EnrolmentState,
    ExitReason,
    SessionState,
    StaffPart,
)
from curriculum_app.cohorts.rules.timetable import mask_of
from curriculum_app.core import clock
from curriculum_app.core.vault import DataKey, KeyKind
from curriculum_app.curriculum.models import Edition
from curriculum_app.devtools.people.invent import home_area
from curriculum_app.devtools.programme.around import add_notes, add_walk_in
from curriculum_app.devtools.programme.girls import Girl, add_enrolled
from curriculum_app.devtools.programme.meetings import Lesson, Meeting, add_meetings, meetings_of
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
RECENT = timedelta(days=240)
VENUES = ("Room 2, ground floor", "Library corner, second door", "Day room, unit B", "Room 14, ask at the desk")


@dataclass
class World:
    """What all groups share: the edition, closed days, and girls who moved and may take a seat elsewhere."""

    today: date
    edition: Edition
    lessons: Sequence[Lesson]
    minutes: int
    closed: Mapping[date, str]
    movers: list[tuple[Seat, Group, UUID, Tally]] = field(default_factory=list)


def add_group(rows: Rows, group: Group, world: World) -> None:
    """Collect the rows of one group."""
    dice, planned_at = rows.dice, clock.instant(group.first_on - PLANNED_BEFORE, group.starts_at)
    cohort_id = dice.id(planned_at)
    key_id, key = rows.key(KeyKind.COHORT, planned_at)
    meetings = meetings_of(dice, group, world.lessons, world.minutes, today=world.today, closed=world.closed)
    taken = [_take_seat(rows, group, cohort_id, meetings, world, number=number) for number in range(group.girls)]
    _add_cohort(rows, group, world, cohort_id, key_id, key, meetings, sum(seat.exited_on is None for seat, _ in taken))
    _add_staff(rows, group, cohort_id, planned_at.date())
    add_meetings(rows, cohort_id, group, meetings)
    add_notes(rows, group, key, meetings, [(seat.id, own) for seat, own in taken])
    if group.is_shown and group.stage is Stage.RUNNING:
        add_walk_in(rows, group, key, meetings, waits=group.ordinal != 1)


def _take_seat(
    rows: Rows, group: Group, cohort_id: UUID, meetings: Sequence[Meeting], world: World, *, number: int
) -> tuple[Seat, DataKey]:
    """A girl takes a seat, and what happened since; the first seat of a running group may be a girl's who moved."""
    dice = rows.dice
    mover = _mover(group, world) if group.stage is Stage.RUNNING and number == 0 else None
    enrolled_on = min(group.first_on - timedelta(days=dice.number(1, 6)), world.today)
    if mover is not None:
        enrolled_on = max(group.first_on, mover[0].exited_on or group.first_on)
    elif number and dice.happens(0.08) and group.stage is not Stage.PLANNED:
        enrolled_on = min(meetings[1].held_on, world.today)
    girl = mover[0].girl if mover else _new_girl(rows, group, enrolled_on)
    seat = Seat(dice.id(clock.instant(enrolled_on, group.starts_at)), girl, enrolled_on)
    girl.first_enrolled_on = girl.first_enrolled_on or enrolled_on
    is_first_to_move = group.is_shown and group.stage is Stage.COMPLETED and number == 0
    leaves = dice.number(2, 6) if dice.happens(0.12) or is_first_to_move else None
    fill(rows, seat, group, meetings, world.edition, leaves_after=leaves)
    if is_first_to_move and seat.exited_on:
        seat.exit_reason = ExitReason.MOVED
    _close(rows, seat, group, meetings, world)
    key = _add_enrolment(rows, seat, cohort_id, group)
    before = mover[3] if mover else Tally()
    _settle(rows, seat, group, cohort_id, tally=before + seat.tally, world=world)
    return seat, key


def _new_girl(rows: Rows, group: Group, enrolled_on: date) -> Girl:
    return add_enrolled(rows, area=home_area(rows.dice, group.area), weekday=group.weekdays[0], enrolled_on=enrolled_on)


def _mover(group: Group, world: World) -> tuple[Seat, Group, UUID, Tally] | None:
    """A girl who moved out of a group of the area before this one began."""
    for place, found in enumerate(world.movers):
        if found[1].area == group.area and (found[0].exited_on or world.today) <= group.first_on:
            return world.movers.pop(place)
    return None


def _close(rows: Rows, seat: Seat, group: Group, meetings: Sequence[Meeting], world: World) -> None:
    """When a group has ended, everybody left in it leaves: completed by the rule, or for a reason."""
    if group.stage is Stage.COMPLETED and seat.exited_on is None:
        is_completed = has_completed(seat.girl, world.edition)
        seat.exit_reason = ExitReason.COMPLETED if is_completed else rows.dice.weighted(LATE_EXITS)
        seat.exited_on = meetings[-1].held_on


def _settle(rows: Rows, seat: Seat, group: Group, cohort_id: UUID, *, tally: Tally, world: World) -> None:
    """Write the girl's own tally now, or wait for the group into which she may move."""
    is_moving = seat.exit_reason is ExitReason.MOVED and group.stage is Stage.COMPLETED
    if is_moving and seat.exited_on and world.today - seat.exited_on < RECENT:
        world.movers.append((seat, group, cohort_id, tally))
    else:
        add_tally(rows, seat, group, cohort_id, tally, world.edition)


def add_tally(  # noqa: PLR0917 - the parts of one row
    rows: Rows, seat: Seat, group: Group, cohort_id: UUID, tally: Tally, edition: Edition
) -> None:
    """Collect the tally of a girl under her latest seat; `tally` is that of all her seats together."""
    rows.add(
        ParticipantTally, participant_id=seat.girl.id, curriculum=edition.curriculum, enrolment_id=seat.id,
        first_enrolled_on=seat.girl.first_enrolled_on, cohort_id=cohort_id, site_id=group.site,
        home_service_area=seat.girl.area, cohort_service_area=group.area, is_exited=seat.exited_on is not None,
        exit_reason=seat.exit_reason, exited_on=seat.exited_on, sessions_attended=tally.attended,
        minutes_attended=tally.minutes_attended, minutes_offered=tally.minutes_offered, version=1,
        **girl_counts(seat.girl, tally.attended, edition),
    )  # fmt: skip


def _add_enrolment(rows: Rows, seat: Seat, cohort_id: UUID, group: Group) -> DataKey:
    key_id, key = rows.key(KeyKind.ENROLMENT, clock.instant(seat.enrolled_on, group.starts_at))
    rows.add(
        Enrolment, id=seat.id, participant_id=seat.girl.id, cohort_id=cohort_id, referral_id=seat.girl.referral_id,
        key_id=key_id, state=EnrolmentState.ACTIVE if seat.exited_on is None else EnrolmentState.EXITED,
        enrolled_on=seat.enrolled_on, age_at_enrolment=seat.girl.age_on(seat.enrolled_on),
        home_service_area=seat.girl.area, exit_reason=seat.exit_reason, exited_on=seat.exited_on,
        version=1 if seat.exited_on is None else 2, **enrolment_counts(seat),
    )  # fmt: skip
    return key


def _add_cohort(  # noqa: PLR0917 - the parts of one row
    rows: Rows, group: Group, world: World, cohort_id: UUID, key_id: UUID, key: DataKey, meetings: Sequence[Meeting],
    seats_taken: int,
) -> None:  # fmt: skip
    is_over = group.stage is Stage.COMPLETED
    held = any(each.state is SessionState.HELD for each in meetings)
    state = CohortState.PLANNED if group.stage is Stage.RUNNING and not held else CohortState(group.stage.value)
    is_off = group.stage is Stage.CANCELLED
    rows.add(
        Cohort, id=cohort_id, code=rows.dice.code(), ordinal=group.ordinal, service_area=group.area,
        name=neutral_name(group.ordinal, group.weekdays), site_id=group.site, edition_id=world.edition.id, state=state,
        capacity=LARGEST, seats_taken=seats_taken, weekdays=mask_of(group.weekdays), starts_at=group.starts_at,
        minutes=world.minutes, first_on=meetings[0].held_on, last_on=meetings[-1].held_on, entry_closes_after=2,
        key_id=key_id, venue_sealed=key.seal(Cohort.venue_sealed, cohort_id, rows.dice.pick(VENUES)),
        closed_on=meetings[-1].held_on if is_over else group.first_on if is_off else None,
        cancel_reason=CancelReason.TOO_FEW if is_off else None, version=1,
    )  # fmt: skip


def _add_staff(rows: Rows, group: Group, cohort_id: UUID, from_on: date) -> None:
    at = clock.instant(from_on, group.starts_at)
    for user_id, part in ((group.lead, StaffPart.LEAD), (group.co, StaffPart.CO)):
        rows.add(CohortStaff, id=rows.dice.id(at), cohort_id=cohort_id, user_id=user_id, part=part, from_on=from_on)
