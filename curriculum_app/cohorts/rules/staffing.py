"""Who stands in front of a group, by date.

Each session has two seats: a leader and a co-facilitator (domain.md, sourced). Staff rows are dated, and they
are also the relation by which a facilitator reaches a group: from the first day of her row until 14 days
after its last, so that she can finish her paperwork. A substitute takes one seat in one session and keeps it
until midnight of that day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from curriculum_app.cohorts.rules.states import StaffPart

PAPERWORK = timedelta(days=14)
SEATS = 2


class StaffingGap(StrEnum):
    """What is missing in front of the group."""

    NOBODY = "nobody"
    NO_LEAD = "no_lead"
    ONE_PERSON = "one_person"


@dataclass(frozen=True, slots=True)
class Seat:
    """One staff row: `until_on` None is open-ended; `session_id` is set for a substitute only."""

    user_id: UUID
    part: StaffPart
    from_on: date
    until_on: date | None = None
    session_id: UUID | None = None


def stands_on(seat: Seat, day: date, session_id: UUID | None = None) -> bool:
    """Whether this person is in front of the group on `day`; a substitute only in her own session."""
    if seat.part is StaffPart.SUBSTITUTE and seat.session_id != session_id:
        return False
    return seat.from_on <= day and (seat.until_on is None or day <= seat.until_on)


def reaches_on(seat: Seat, day: date) -> bool:
    """Whether the row opens the group on `day`: with 14 days of paperwork, none for a substitute."""
    if seat.part is StaffPart.SUBSTITUTE:
        return seat.from_on <= day <= (seat.until_on or seat.from_on)
    return seat.from_on <= day and (seat.until_on is None or day <= seat.until_on + PAPERWORK)


def gap(seats: Iterable[Seat], day: date, session_id: UUID | None = None) -> StaffingGap | None:
    """What is missing on `day`, None when two people stand there and one of them leads.

    A substitute can take either seat, so she counts as the leader when nobody else leads.
    """
    standing = [seat for seat in seats if stands_on(seat, day, session_id)]
    people = {seat.user_id for seat in standing}
    if not people:
        return StaffingGap.NOBODY
    if all(seat.part is StaffPart.CO for seat in standing):
        return StaffingGap.NO_LEAD
    return StaffingGap.ONE_PERSON if len(people) < SEATS else None


def overlaps(one: Seat, other: Seat) -> bool:
    """Whether two regular rows of the same person share a day, which would give her two parts at once."""
    if one.user_id != other.user_id or StaffPart.SUBSTITUTE in (one.part, other.part):
        return False
    return one.from_on <= (other.until_on or date.max) and other.from_on <= (one.until_on or date.max)


def seats_taken_on(seats: Iterable[Seat], day: date) -> int:
    """How many regular seats (lead and co) are taken on `day`."""
    return len({seat.user_id for seat in seats if seat.part is not StaffPart.SUBSTITUTE and stands_on(seat, day)})
