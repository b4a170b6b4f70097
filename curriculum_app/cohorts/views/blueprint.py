"""The blueprint on which the routes of cohorts lie, and what several of them need."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, request

from curriculum_app.cohorts import queries
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters.cohort import Seen
from curriculum_app.cohorts.queries import SessionRow
from curriculum_app.cohorts.queries.readiness import readiness_of
from curriculum_app.cohorts.rules import venue
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.i18n import current_language
from curriculum_app.core.vault import open_key
from curriculum_app.participants.queries import names_for

bp = Blueprint("cohorts", __name__, template_folder="../templates")


def page_number() -> int:
    """The page of a list that the address asks for, from 1 on."""
    asked = request.args.get("page", 1, type=int)
    return min(max(asked, 1), 10_000)


def manages(actor: Actor, cohort: Cohort) -> bool:
    """Whether the actor may change this very cohort."""
    return queries.reaches_as_staff_of_area(actor.scopes(Permission.COHORT_MANAGE), cohort)


def read_for(cohort: Cohort, actor: Actor, at: datetime) -> Seen:
    """Everything that the page of a cohort shows: a constant number of statements."""
    roster = queries.roster(cohort)
    sessions = queries.timetable(cohort, language=current_language())
    staff = queries.staff(cohort)
    return Seen(
        roster=roster,
        names=names_for(row.participant_id for row in roster),
        sessions=sessions,
        staff=staff,
        readiness=readiness_of(cohort, since=actor.today, sessions=sessions, staff=staff),
        venue=venue_for(cohort, sessions, actor, at),
        may_manage=manages(actor, cohort),
        may_propose=actor.may(Permission.APART_PROPOSE),
        may_reach=actor.may(Permission.CONTACT_SAFE),
        today=actor.today,
    )


def venue_for(cohort: Cohort, sessions: list[SessionRow], actor: Actor, at: datetime) -> str:
    """Where the group meets, if the actor may see it now: those who lead it from 72 hours before a session."""
    scopes = actor.scopes(Permission.VENUE_VIEW)
    if cohort.venue_sealed is None or not scopes:
        return ""
    starts = (clock.instant(row.held_on, row.starts_at) for row in sessions)
    if not queries.reaches_as_staff_of_area(scopes, cohort) and not venue.is_due(starts, at):
        return ""
    return open_key(cohort.key).text(Cohort.venue_sealed, cohort.id, cohort.venue_sealed)


def as_id(text: str) -> UUID | None:
    """A UUID that a form field holds, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
