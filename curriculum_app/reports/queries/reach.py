"""Which girls a report speaks of: the reach of the reader, and the filters she chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, or_

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

    @property
    def is_narrow(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, each.name) is not None for each in fields(self))


def within(
    scopes: Scopes, actor: Actor | cohorts.Asker, home: ColumnElement[int | None] | None = None
) -> ColumnElement[bool]:
    """The girls that `scopes` reach for `actor`: by the cohort of their latest enrolment, or by their home area.

    The condition is on `Cohort` and on `home`, the column of the home service area (the tally's unless given).
    """
    of_cohorts = cohorts.within(scopes, actor)
    areas, _sites = areas_of(scopes)
    if not areas:
        return of_cohorts
    column: Any = ParticipantTally.home_service_area if home is None else home
    return or_(of_cohorts, column.in_(areas))


Filters = frozenset[str]


def selecting(chosen: Selection) -> dict[str, Any]:
    """The filters that are set, with their values."""
    return {each.name: value for each in fields(chosen) if (value := getattr(chosen, each.name)) is not None}


def filters_of(chosen: Selection) -> Filters:
    """Which filters are set: what a statement that is kept depends on."""
    return frozenset(selecting(chosen))


_CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "from_on": lambda day: ParticipantTally.first_enrolled_on >= day,
    "until_on": lambda day: ParticipantTally.first_enrolled_on <= day,
    "service_area": lambda area: ParticipantTally.home_service_area == area,
    "site_id": lambda site: ParticipantTally.site_id == site,
    "cohort_id": lambda cohort: ParticipantTally.cohort_id == cohort,
}


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions on `ParticipantTally` that these filters make; their values come as parameters of their names."""
    return [_CONDITIONS[name](bindparam(name)) for name in sorted(filters)]


def selected(chosen: Selection) -> list[ColumnElement[bool]]:
    """The conditions on `ParticipantTally` that the filters make, with their values in them."""
    return [_CONDITIONS[name](value) for name, value in selecting(chosen).items()]
