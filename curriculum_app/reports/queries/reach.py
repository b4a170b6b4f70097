"""Which girls a report speaks of: the reach of the reader, and the filters she chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from curriculum_app.cohorts import queries as cohorts
from curriculum_app.cohorts.models import ParticipantTally
from curriculum_app.core.access import Actor, Scopes, areas_of


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of a report. `from_on` and `until_on` (both inclusive) bound a girl's first enrolment.

    `service_area` is her home at her latest enrolment, site and cohort are those of that enrolment.
    """

    from_on: date | None = None
    until_on: date | None = None
    service_area: int | None = None
    site_id: UUID | None = None
    cohort_id: UUID | None = None


def within(scopes: Scopes, actor: Actor, home: ColumnElement[int | None] | None = None) -> ColumnElement[bool]:
    """The girls that `scopes` reach for `actor`: by the cohort of their latest enrolment, or by their home area.

    The condition is on `Cohort` and on `home`, the column of the home service area (the tally's unless given).
    """
    of_cohorts = cohorts.within(scopes, actor)
    areas, _sites = areas_of(scopes)
    if not areas:
        return of_cohorts
    column: Any = ParticipantTally.home_service_area if home is None else home
    return or_(of_cohorts, column.in_(areas))


def selected(chosen: Selection) -> list[ColumnElement[bool]]:
    """The conditions on `ParticipantTally` that the filters make."""
    tally = ParticipantTally
    found: list[ColumnElement[bool]] = []
    if chosen.from_on is not None:
        found.append(tally.first_enrolled_on >= chosen.from_on)
    if chosen.until_on is not None:
        found.append(tally.first_enrolled_on <= chosen.until_on)
    if chosen.service_area is not None:
        found.append(tally.home_service_area == chosen.service_area)
    if chosen.site_id is not None:
        found.append(tally.site_id == chosen.site_id)
    if chosen.cohort_id is not None:
        found.append(tally.cohort_id == chosen.cohort_id)
    return found
