"""Planning a cohort: one row, one session a lesson, its first staff, all in one transaction.

The sessions are pinned to one edition of the curriculum, so a later text changes nothing for a group on its way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession
from curriculum_app.cohorts.queries import candidates, lessons_of
from curriculum_app.cohorts.queries.detail import LessonFact
from curriculum_app.cohorts.rules import naming, timetable
from curriculum_app.cohorts.rules.entry import ENTRY_CLOSES_AFTER, LARGEST_GROUP, SMALLEST_GROUP
from curriculum_app.cohorts.rules.states import CohortState, ReadinessReason, StaffPart
from curriculum_app.cohorts.rules.timetable import Timetable, TimetableError
from curriculum_app.cohorts.service.readiness import gaps_of_plan, write_exception
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.codes import fresh_codes
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import KeyKind, new_key, open_key
from curriculum_app.curriculum.models import Edition
from curriculum_app.places.models import Site
from curriculum_app.places.queries import closed_days_of
from curriculum_app.places.service import CLOSED_BECAUSE


class SiteClosed(Refusal):
    """No group meets at a closed site."""

    message = _l("This site is closed. Choose another one.")
    field = "site"


class DayOffRhythm(Refusal):
    """The first date is not among the weekdays."""

    message = _l("The first session is not on one of the weekdays you ticked.")
    field = "first_on"


class NoOpenDays(Refusal):
    """Holidays and closed days leave no room."""

    message = _l("Too many days are closed: the last session would lie more than two years ahead.")
    field = "closed_days"


class PastMidnight(Refusal):
    """A session would have two dates."""

    message = _l("The session would end after midnight. Start earlier or make it shorter.")
    field = "minutes"


class GroupSize(Refusal):
    """No seats, or more than a room holds."""

    message = _l("Choose from 1 to %(most)s seats.")
    field = "capacity"


class SamePerson(Refusal):
    """One person cannot fill both seats in front of the group."""

    message = _l("Choose two different people, or leave one of them out.")
    field = "co"


class NotFromHere(Refusal):
    """Somebody chosen may not lead groups at this site."""

    message = _l("One of these people cannot lead groups at this site today.")
    field = "lead"


class NoLessons(Refusal):
    """There is nothing to teach yet."""

    message = _l("No lessons are loaded yet. Ask an administrator.")


@dataclass(frozen=True, slots=True)
class CohortPlan:
    """What a coordinator decides: weekdays are 0-6 (Monday = 0), empty for the weekday of the first date.

    `largest` is the programme's limit on seats on the first day. `exception` says why the group may be planned although
    a session lacks trained people; otherwise it is not kept.
    """

    first_on: date
    starts_at: time
    minutes: int
    capacity: int
    weekdays: tuple[int, ...] = ()
    closed_days: tuple[date, ...] = ()
    skips_holidays: bool = True
    largest: int = LARGEST_GROUP
    entry_closes_after: int = ENTRY_CLOSES_AFTER
    venue: str | None = None
    lead_id: UUID | None = None
    co_id: UUID | None = None
    exception: ReadinessReason | None = None
    language: str = "en"

    @property
    def rhythm(self) -> tuple[int, ...]:
        """The weekdays on which the group meets."""
        return tuple(sorted(set(self.weekdays))) or (self.first_on.weekday(),)


def lay_out(plan: CohortPlan, lessons: int, *, site: Site | None = None) -> Timetable:
    """The dates that `plan` gives for `lessons` sessions, past the days on which `site` is closed.

    Raises DayOffRhythm, NoOpenDays, PastMidnight, GroupSize.
    """
    if not SMALLEST_GROUP <= plan.capacity <= plan.largest:
        raise GroupSize(most=plan.largest)
    try:
        timetable.ends_at(plan.starts_at, plan.minutes)
        years = range(plan.first_on.year, plan.first_on.year + 3)
        closed = timetable.closed_days(years, plan.closed_days, holidays=plan.skips_holidays)
        for day, reason in (closed_days_of(site.id, plan.first_on) if site else {}).items():
            closed[day] = closed.get(day) or str(CLOSED_BECAUSE[reason])
        return timetable.lay_out(plan.first_on, plan.rhythm, lessons, closed)
    except TimetableError as error:
        raise _refusal(error) from error


def plan_cohort(
    plan: CohortPlan, *, site: Site, edition: Edition, actor: Actor, at: datetime, cohort_id: UUID | None = None
) -> tuple[Cohort, bool]:
    """Make the cohort, its sessions and its staff; with an id that exists, nothing is made.

    Returns the cohort and whether it is new. Raises SiteClosed, NoLessons, SamePerson, NotFromHere, NotReady and
    what `lay_out` raises.
    """
    known = db.session.get(Cohort, cohort_id) if cohort_id else None
    if known is not None:
        return known, False
    lessons = lessons_of(edition)
    if not site.is_open:
        raise SiteClosed
    if not lessons:
        raise NoLessons
    check_people(plan, site, actor)
    laid = lay_out(plan, len(lessons), site=site)
    gaps = gaps_of_plan(laid.days, lead_id=plan.lead_id, co_id=plan.co_id, exception=plan.exception)
    cohort = _cohort(plan, laid, site=site, edition=edition, today=actor.today, at=at)
    cohort.id = cohort_id or cohort.id
    cohort.venue_sealed = open_key(cohort.key).seal(Cohort.venue_sealed, cohort.id, plan.venue or None)
    if not _is_first(cohort):
        return db.session.get_one(Cohort, cohort.id), False
    _sessions(cohort, plan, lessons, laid)
    _staff(cohort, plan, actor)
    db.session.flush()
    record(events.COHORT_PLANNED, actor=actor, at=at, subject=cohort, sessions=len(lessons))
    if plan.exception is not None:
        for gap in gaps:
            write_exception(cohort, gap, plan.exception, actor=actor, at=at)
    return cohort, True


def _sessions(cohort: Cohort, plan: CohortPlan, lessons: Sequence[LessonFact], laid: Timetable) -> None:
    """One session a lesson, in order."""
    for number, (lesson, day) in enumerate(zip(lessons, laid.days, strict=True), start=1):
        db.session.add(
            GroupSession(
                cohort=cohort,
                number=number,
                lesson_key=lesson.lesson_key,
                lesson_number=lesson.number,
                held_on=day,
                starts_at=plan.starts_at,
                minutes=plan.minutes,
            )
        )


def check_people(plan: CohortPlan, site: Site, actor: Actor) -> None:
    """Whether two different people who may lead groups at `site` are chosen. Raises SamePerson, NotFromHere."""
    chosen = {user_id for user_id in (plan.lead_id, plan.co_id) if user_id is not None}
    if plan.lead_id is not None and plan.lead_id == plan.co_id:
        raise SamePerson
    if not chosen:
        return
    here = candidates(actor.today, service_areas=frozenset({site.service_area}), site_ids=frozenset({site.id}))
    if chosen - {person.user_id for person in here}:
        raise NotFromHere


def _refusal(error: TimetableError) -> Refusal:
    if isinstance(error, timetable.FirstDayOffRhythmError):
        return DayOffRhythm()
    return PastMidnight() if isinstance(error, timetable.PastMidnightError) else NoOpenDays()


def _cohort(plan: CohortPlan, laid: Timetable, *, site: Site, edition: Edition, today: date, at: datetime) -> Cohort:
    ordinal = _next_ordinal()
    return Cohort(
        id=new_id(),
        code=fresh_codes(Cohort.code, 1)[0],
        ordinal=ordinal,
        name=naming.neutral_name(ordinal, plan.rhythm),
        service_area=site.service_area,
        site=site,
        edition=edition,
        state=CohortState.RUNNING if laid.days[0] <= today else CohortState.PLANNED,
        capacity=plan.capacity,
        language=plan.language,
        weekdays=timetable.mask_of(plan.rhythm),
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        first_on=laid.days[0],
        last_on=laid.days[-1],
        entry_closes_after=plan.entry_closes_after,
        key=new_key(KeyKind.COHORT, at=at),
    )


def _next_ordinal() -> int:
    newest = db.session.scalar(select(func.max(Cohort.ordinal)))
    return 0 if newest is None else newest + 1


def _is_first(cohort: Cohort) -> bool:
    """Add the row; False when another request made the same one in the meantime."""
    try:
        with db.session.begin_nested():
            db.session.add(cohort)
    except IntegrityError:
        if db.session.get(Cohort, cohort.id) is None:
            raise
        return False
    return True


def _staff(cohort: Cohort, plan: CohortPlan, actor: Actor) -> None:
    from_on = min(cohort.first_on, actor.today)
    for user_id, part in ((plan.lead_id, StaffPart.LEAD), (plan.co_id, StaffPart.CO)):
        if user_id is not None:
            row = {"part": part, "from_on": from_on, "assigned_by_id": actor.user_id}
            db.session.add(CohortStaff(cohort=cohort, user_id=user_id, **row))
