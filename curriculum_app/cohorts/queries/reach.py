"""What each reach means for cohorts, sessions and enrolments: one SQL condition for the object and for the list.

A facilitator reaches the cohorts that she leads today and, for her paperwork, for 14 days after her last day. A
substitute reaches one session on its day. A coordinator reaches the cohorts in her areas or at her sites.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, exists, false, or_, true
from sqlalchemy.orm import aliased

from curriculum_app.cohorts.models import Cohort, CohortStaff, GroupSession
from curriculum_app.cohorts.rules.staffing import PAPERWORK
from curriculum_app.cohorts.rules.states import StaffPart
from curriculum_app.core.access import Actor, Reach, Scopes, areas_of
from curriculum_app.core.schema import Identifier


@dataclass(frozen=True)
class Asker:
    """What a reach needs to know of an actor: values of one request, or parameters of a statement that is kept."""

    user_id: Any
    today: Any
    paperwork_from: Any


def asker(actor: Actor) -> Asker:
    """The actor as a reach looks at her."""
    return Asker(actor.user_id, actor.today, actor.today - PAPERWORK)


# With these in the place of an actor a condition is built once; the statement is then executed with `asks(actor)`.
ANYBODY = Asker(
    bindparam("asker_id", type_=Identifier), bindparam("asked_on", type_=Date), bindparam("paperwork_from", type_=Date)
)


def asks(actor: Actor) -> dict[str, Any]:
    """The parameters of ANYBODY for one actor."""
    return {"asker_id": actor.user_id, "asked_on": actor.today, "paperwork_from": actor.today - PAPERWORK}


def within(scopes: Scopes, actor: Actor | Asker) -> ColumnElement[bool]:
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
        conditions.append(_leads(actor if isinstance(actor, Asker) else asker(actor)))
    return or_(false(), *conditions)


def sessions_within(scopes: Scopes, actor: Actor | Asker) -> ColumnElement[bool]:
    """The sessions that `scopes` reach for `actor`; the condition is on `GroupSession` joined with `Cohort`."""
    of_cohorts = within(scopes, actor)
    if all(scope.reach is not Reach.OWN_SESSIONS for scope in scopes):
        return of_cohorts
    return or_(of_cohorts, _stands_in(actor if isinstance(actor, Asker) else asker(actor)))


def enrolments_within(scopes: Scopes, actor: Actor | Asker) -> ColumnElement[bool]:
    """The enrolments that `scopes` reach for `actor`; the condition is on `Enrolment` joined with `Cohort`."""
    return within(scopes, actor)


def _leads(actor: Asker) -> ColumnElement[bool]:
    row = aliased(CohortStaff)
    return exists().where(
        row.cohort_id == Cohort.id,
        row.user_id == actor.user_id,
        row.part != StaffPart.SUBSTITUTE,
        row.from_on <= actor.today,
        or_(row.until_on.is_(None), row.until_on >= actor.paperwork_from),
    )


def _stands_in(actor: Asker) -> ColumnElement[bool]:
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
