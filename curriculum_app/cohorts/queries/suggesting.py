"""The waiting girls who could take a free seat at once: the checks of enrolling, asked of many in a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.queries.apart import girls_in
from curriculum_app.cohorts.rules.fitting import can_come
from curriculum_app.cohorts.rules.timetable import weekdays_of
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import db
from curriculum_app.core.limits import Limits
from curriculum_app.participants.queries import Placeable, placeable
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.queries.keep_apart import pairs_among
from curriculum_app.participants.rules.availability import NotAvailability, Slot, parse_availability
from curriculum_app.participants.rules.consents import ConsentKind
from curriculum_app.participants.rules.eligibility import Home, Meets, asks, findings, stops


def girls_who_fit(
    cohort: Cohort, *, limits: Limits, sessions: Sequence[Meets], actor: Actor, at: datetime
) -> tuple[Placeable, ...]:
    """Of the fifty girls within reach who wait longest, those whom nothing keeps from a seat in `cohort` today.

    `limits` are those of the group's first day. Longest waiting first; four statements whatever their number. Who is
    left out, and why, is told to nobody: the page of enrolling says what may be said.
    """
    waiting = placeable(actor.scopes(Permission.COHORT_MANAGE), actor, at=at).rows
    said = said_by([row.participant_id for row in waiting], ConsentKind.PARTICIPATION)
    days = {"begins_on": cohort.first_on, "joins_on": max(cohort.first_on, actor.today)}

    def is_open(row: Placeable) -> bool:
        home = Home(row.area_state, row.service_area)
        found = findings(row.birth_date, home, said[row.participant_id], limits, sessions=sessions, **days)
        return not asks(found) and not stops(found)

    rhythm = weekdays_of(cohort.weekdays)
    fits = [row for row in waiting if is_open(row) and can_come(_slots(row), rhythm, cohort.starts_at, cohort.minutes)]
    return _not_apart(fits, cohort, actor)


def _not_apart(rows: Sequence[Placeable], cohort: Cohort, actor: Actor) -> tuple[Placeable, ...]:
    here = set(db.session.scalars(girls_in(cohort.id)))
    pairs = pairs_among(here | {row.participant_id for row in rows}, actor.today)
    apart = {one for one, other in pairs if other in here} | {other for one, other in pairs if one in here}
    return tuple(row for row in rows if row.participant_id not in apart)


def _slots(row: Placeable) -> tuple[Slot, ...]:
    """When she can come; what cannot be read says nothing."""
    try:
        return parse_availability(row.availability or "")
    except NotAvailability:
        return ()
