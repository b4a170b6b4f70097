"""Staff of a cohort: dated rows that put somebody in front of the group and open its pages to her."""

from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession
from curriculum_app.cohorts.queries import candidates, seats_in_front
from curriculum_app.cohorts.rules import staffing
from curriculum_app.cohorts.rules.staffing import Seat
from curriculum_app.cohorts.rules.states import SessionState, StaffPart
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import free_id


class NotAFacilitator(Refusal):
    """She may not lead groups here today."""

    message = _l("This person cannot lead groups here today. Choose someone else.")
    field = "user"


class AlreadyInFront(Refusal):
    """One person has one part at a time."""

    message = _l("This person already has a part in this group on these dates.")
    field = "user"


class SeatsInFrontTaken(Refusal):
    """Two people stand in front of a group."""

    message = _l("Two people already lead this group on these dates. End one of them first.")
    field = "part"


class SessionGone(Refusal):
    """A substitute is for a session to come."""

    message = _l("A substitute can only be named for a session that is still to come.")
    field = "session"


class DatesTurned(Refusal):
    """The last day lies before the first."""

    message = _l("The last day must not be before the first day.")
    field = "until_on"


def assign_staff(
    cohort: Cohort,
    *,
    user_id: UUID,
    part: StaffPart,
    from_on: date,
    until_on: date | None,
    actor: Actor,
    at: datetime,
    seat_id: UUID | None = None,
) -> CohortStaff:
    """Give somebody the part of leader or co-facilitator from `from_on` to `until_on` (None: open), both included.

    With an id that exists nothing is made. Raises CohortOver, NotAFacilitator, AlreadyInFront, SeatsInFrontTaken,
    DatesTurned.
    """
    known = db.session.get(CohortStaff, seat_id) if seat_id else None
    if known is not None and known.cohort_id == cohort.id:
        return known
    hold_open(cohort)
    if until_on is not None and until_on < from_on:
        raise DatesTurned
    _check_person(cohort, user_id, actor)
    seats, fresh = seats_in_front(cohort.id), Seat(user_id, part, from_on, until_on)
    if any(staffing.overlaps(seat, fresh) for seat in seats):
        raise AlreadyInFront
    if _most_in_front(seats, fresh) > staffing.SEATS:
        raise SeatsInFrontTaken
    return _add(cohort, fresh, actor, at, free_id(seat_id, known))


def assign_substitute(
    session: GroupSession, *, user_id: UUID, actor: Actor, at: datetime, seat_id: UUID | None = None
) -> CohortStaff:
    """Let somebody take attendance in one session, on its day only. Needs `session.cohort`.

    Raises CohortOver, SessionGone, NotAFacilitator, AlreadyInFront.
    """
    known = db.session.get(CohortStaff, seat_id) if seat_id else None
    if known is not None and known.session_id == session.id:
        return known
    cohort = session.cohort
    hold_open(cohort)
    if session.state is not SessionState.PLANNED or session.held_on < actor.today:
        raise SessionGone
    _check_person(cohort, user_id, actor)
    standing = [seat for seat in seats_in_front(cohort.id) if staffing.stands_on(seat, session.held_on, session.id)]
    if any(seat.user_id == user_id for seat in standing):
        raise AlreadyInFront
    fresh = Seat(user_id, StaffPart.SUBSTITUTE, session.held_on, session.held_on, session.id)
    return _add(cohort, fresh, actor, at, free_id(seat_id, known))


def end_staff(seat: CohortStaff, *, until_on: date, actor: Actor, at: datetime) -> CohortStaff | None:
    """Let a staff row end with `until_on`; one that would never begin is taken away. Needs `seat.cohort`.

    Returns the row, or None when it was taken away. Raises CohortOver.
    """
    hold_open(seat.cohort)
    record(events.STAFF_ENDED, actor=actor, at=at, subject=seat, cohort=str(seat.cohort_id), user=str(seat.user_id))
    if until_on < seat.from_on or seat.part is StaffPart.SUBSTITUTE:
        db.session.delete(seat)
        db.session.flush()
        return None
    seat.until_on = until_on
    db.session.flush()
    return seat


def _check_person(cohort: Cohort, user_id: UUID, actor: Actor) -> None:
    areas, sites = frozenset({cohort.service_area}), frozenset({cohort.site_id})
    known = candidates(actor.today, service_areas=areas, site_ids=sites)
    if all(person.user_id != user_id for person in known):
        raise NotAFacilitator


def _most_in_front(seats: list[Seat], fresh: Seat) -> int:
    """The greatest number of people in front on any day of the new row; it can only grow where a row begins."""
    begins = {fresh.from_on, *(seat.from_on for seat in seats if staffing.stands_on(fresh, seat.from_on))}
    return max(staffing.seats_taken_on([*seats, fresh], day) for day in begins)


def _add(cohort: Cohort, fresh: Seat, actor: Actor, at: datetime, seat_id: UUID) -> CohortStaff:
    row = CohortStaff(
        id=seat_id,
        cohort=cohort,
        user_id=fresh.user_id,
        part=fresh.part,
        from_on=fresh.from_on,
        until_on=fresh.until_on,
        session_id=fresh.session_id,
        assigned_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    ids = {"cohort": str(cohort.id), "user": str(fresh.user_id)}
    record(events.STAFF_ASSIGNED, actor=actor, at=at, subject=row, part=fresh.part.value, **ids)
    return row
