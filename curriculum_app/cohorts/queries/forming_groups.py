"""The groups of a draft: those only thought of, and planned cohorts of the area that still take girls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession, PossibleGroup, Proposal
from curriculum_app.cohorts.rules import readiness, timetable
from curriculum_app.cohorts.rules.entry import Meeting, is_entry_open
from curriculum_app.cohorts.rules.forming.facts import Bounds, Place, Seated
from curriculum_app.cohorts.rules.forming.facts import PossibleGroup as Possible
from curriculum_app.cohorts.rules.states import OPEN_STATES, StaffPart
from curriculum_app.core.access import Actor, Reach, Scopes, areas_of
from curriculum_app.core.db import db
from curriculum_app.core.limits import Limits, history
from curriculum_app.core.limits.queries import limits_from
from curriculum_app.core.limits.rules import Dated
from curriculum_app.places.models import Site
from curriculum_app.places.queries import closed_days_at
from curriculum_app.places.rules import areas_served
from curriculum_app.trainings.queries import trainings_of

MOST_GROUPS = 500


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group of the board: as the rules look at it, and as people know it."""

    id: UUID
    possible: Possible
    name: str
    ordinal: int
    site: str


def proposals_within(scopes: Scopes, _actor: Actor) -> ColumnElement[bool]:
    """The drafts that `scopes` reach: those of the actor's areas, and of the areas of her sites."""
    if any(scope.reach is Reach.PROGRAMME for scope in scopes):
        return Proposal.id.is_not(None)
    areas, sites = areas_of(scopes)
    of_sites = select(Site.service_area).where(Site.id.in_(sites))
    return or_(Proposal.service_area.in_(areas), Proposal.service_area.in_(of_sites))


def groups_of_draft(proposal_id: UUID, lessons: int) -> list[GroupFacts]:
    """The possible groups of a draft in order, each with its dates and whether its people are trained on them."""
    query = (
        select(PossibleGroup)
        .where(PossibleGroup.proposal_id == proposal_id)
        .options(joinedload(PossibleGroup.site))
        .order_by(PossibleGroup.ordinal)
        .limit(MOST_GROUPS)
    )
    rows = list(db.session.scalars(query))
    trainings = trainings_of({each for row in rows for each in (row.lead_id, row.co_id) if each is not None})
    limits = limits_by_day({row.first_on for row in rows})
    closed = closed_days_at({row.site_id for row in rows}, min((row.first_on for row in rows), default=date.max))
    return [
        _of_draft(row, _days(row, lessons, closed.get(row.site_id, ())), trainings, limits[row.first_on])
        for row in rows
    ]


def _of_draft(row: PossibleGroup, days: Sequence[date], trainings: readiness.Trainings, limits: Limits) -> GroupFacts:
    people = readiness.planned_pair(row.lead_id, row.co_id)
    is_ready = row.exception is not None or all(not readiness.gaps_on(day, people, trainings) for day in days)
    possible = Possible(
        id=row.id,
        place=place_of(row.site),
        weekdays=timetable.weekdays_of(row.weekdays),
        starts_at=row.starts_at,
        ends_at=timetable.ends_at(row.starts_at, row.minutes),
        first_on=days[0],
        last_on=days[-1],
        language=row.language,
        seats=row.seats,
        minimum=limits.smallest_group,
        staff=frozenset(each.user_id for each in people),
        is_ready=is_ready,
        bounds=bounds_of(limits),
    )
    return GroupFacts(row.id, possible, "", row.ordinal, row.site.name)


def _days(row: PossibleGroup, lessons: int, closed: Iterable[date]) -> Sequence[date]:
    """The dates of its sessions, as planning would lay them out; the first date alone where they cannot be."""
    years = range(row.first_on.year, row.first_on.year + 3)
    rhythm = timetable.weekdays_of(row.weekdays)
    try:
        return timetable.lay_out(row.first_on, rhythm, max(lessons, 1), timetable.closed_days(years, closed)).days
    except timetable.TimetableError:
        return (row.first_on,)


def planned_groups(service_area: int, today: date) -> list[GroupFacts]:
    """The cohorts of an area that are going on: those that take no girls any more count for their rooms and people."""
    query = (
        select(Cohort)
        .where(Cohort.service_area == service_area, Cohort.state.in_(OPEN_STATES))
        .options(joinedload(Cohort.site))
        .order_by(Cohort.first_on, Cohort.ordinal)
        .limit(MOST_GROUPS)
    )
    rows = list(db.session.scalars(query))
    ids = [row.id for row in rows]
    meetings, staff = _meetings(ids, today), _staff(ids, today)
    limits = limits_by_day({row.first_on for row in rows})
    return [_planned(row, meetings[row.id], staff[row.id], bounds_of(limits[row.first_on]), today) for row in rows]


def _planned(row: Cohort, meetings: list[Meeting], staff: set[UUID], bounds: Bounds, today: date) -> GroupFacts:
    is_open = is_entry_open(meetings, row.entry_closes_after, today)
    possible = Possible(
        id=row.id,
        place=place_of(row.site),
        weekdays=timetable.weekdays_of(row.weekdays),
        starts_at=row.starts_at,
        ends_at=timetable.ends_at(row.starts_at, row.minutes),
        first_on=row.first_on,
        last_on=row.last_on,
        language=row.language,
        seats=row.capacity if is_open else 0,
        staff=frozenset(staff),
        is_new=False,
        bounds=bounds,
        joins_on=max(row.first_on, today),
    )
    return GroupFacts(row.id, possible, row.name, row.ordinal, row.site.name)


def with_seated(groups: Iterable[GroupFacts], seated: Mapping[UUID, tuple[Seated, ...]]) -> list[GroupFacts]:
    """The groups with who has a seat in them already."""
    return [replace(each, possible=replace(each.possible, seated=seated.get(each.id, ()))) for each in groups]


def place_of(site: Site) -> Place:
    """A site as the rules look at it."""
    return Place(site.id, areas_served(site.serves, site.service_area), site.seats, site.is_closed_setting)


def bounds_of(limits: Limits) -> Bounds:
    """The limits of one day as the rules look at them."""
    return Bounds(limits.minimum_age, limits.maximum_age, frozenset(limits.service_areas), limits.largest_group)


def limits_by_day(days: Iterable[date]) -> dict[date, Limits]:
    """The programme's limits on each of some days; one statement."""
    rows = [Dated(row.name, row.value, row.in_force_from) for row in reversed(history())]
    return {day: limits_from(rows, day) for day in days}


def _meetings(cohort_ids: list[UUID], today: date) -> dict[UUID, list[Meeting]]:
    query = (
        select(GroupSession.cohort_id, GroupSession.held_on, GroupSession.state)
        .where(GroupSession.cohort_id.in_(cohort_ids), GroupSession.held_on <= today)
        .order_by(GroupSession.cohort_id, GroupSession.held_on)
    )
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.cohort_id].append(Meeting(row.held_on, row.state))
    return found


def _staff(cohort_ids: list[UUID], today: date) -> dict[UUID, set[UUID]]:
    query = (
        select(CohortStaff.cohort_id, CohortStaff.user_id)
        .where(
            CohortStaff.cohort_id.in_(cohort_ids),
            CohortStaff.part != StaffPart.SUBSTITUTE,
            or_(CohortStaff.until_on.is_(None), CohortStaff.until_on >= today),
        )
        .order_by(CohortStaff.cohort_id, CohortStaff.user_id)
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for row in db.session.execute(query):
        found[row.cohort_id].add(row.user_id)
    return found


def next_ordinal(proposal_id: UUID) -> int:
    """The number that the next group of a draft gets."""
    newest = db.session.scalar(select(func.max(PossibleGroup.ordinal)).where(PossibleGroup.proposal_id == proposal_id))
    return (newest or 0) + 1


def starts_soon(today: date) -> date:
    """The first day that is offered for new groups: the Monday after next week begins."""
    return today + timedelta(days=14 - today.weekday())
