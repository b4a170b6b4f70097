"""What each reach means for cohorts, sessions and enrolments: one SQL condition for the object and for the list.

A facilitator reaches the cohorts that she leads today and, for her paperwork, for 14 days after her last day. A
substitute reaches one session on its day. A coordinator reaches the cohorts in her areas or at her sites.
"""

from sqlalchemy import ColumnElement, and_, exists, false, or_, true
from sqlalchemy.orm import aliased

from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession
from curriculum_app.cohorts.rules.staffing import PAPERWORK
from curriculum_app.cohorts.rules.states import StaffPart
from curriculum_app.core.access import Actor, Reach, Scopes, areas_of


def within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The cohorts that `scopes` reach for `actor`; the condition is on `Cohort`."""
    reaches = {scope.reach for scope in scopes}
    if Reach.PROGRAMME in reaches:
        return true()
    conditions: list[ColumnElement[bool]] = []
    areas, sites = areas_of(scopes)
    if areas:
        conditions.append(Cohort.service_area.in_(areas))
    if sites:
        conditions.append(Cohort.site_id.in_(sites))
    if Reach.OWN_COHORTS in reaches:
        conditions.append(_leads(actor))
    return or_(false(), *conditions)


def sessions_within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The sessions that `scopes` reach for `actor`; the condition is on `GroupSession` joined with `Cohort`."""
    of_cohorts = within(scopes, actor)
    if all(scope.reach is not Reach.OWN_SESSIONS for scope in scopes):
        return of_cohorts
    return or_(of_cohorts, _stands_in(actor))


def enrolments_within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The enrolments that `scopes` reach for `actor`; the condition is on `Enrolment` joined with `Cohort`."""
    return within(scopes, actor)


def _leads(actor: Actor) -> ColumnElement[bool]:
    row = aliased(CohortStaff)
    return exists().where(
        row.cohort_id == Cohort.id,
        row.user_id == actor.user_id,
        row.part != StaffPart.SUBSTITUTE,
        row.from_on <= actor.today,
        or_(row.until_on.is_(None), row.until_on >= actor.today - PAPERWORK),
    )


def _stands_in(actor: Actor) -> ColumnElement[bool]:
    row = aliased(CohortStaff)
    return exists().where(
        and_(row.session_id == GroupSession.id, row.cohort_id == GroupSession.cohort_id),
        row.user_id == actor.user_id,
        row.part == StaffPart.SUBSTITUTE,
        row.from_on <= actor.today,
        row.until_on >= actor.today,
    )


def reaches_as_staff_of_area(scopes: Scopes, cohort: Cohort) -> bool:
    """Whether `scopes` reach this cohort by its area, its site or the whole programme, not merely by leading it."""
    areas, sites = areas_of(scopes)
    everywhere = any(scope.reach is Reach.PROGRAMME for scope in scopes)
    return everywhere or cohort.service_area in areas or cohort.site_id in sites
