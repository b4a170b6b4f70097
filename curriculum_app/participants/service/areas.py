"""A girl's home service area as her ZIP code tells it, never guessed where the ZIP is split."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from curriculum_app.participants.rules.words import AreaBasis, AreaState
from curriculum_app.places.rules import BOUNDARY_VERSION, locate

_UNDECIDED: Mapping[str, Any] = MappingProxyType(
    {
        "area_state": AreaState.UNDECIDED,
        "service_area": None,
        "area_basis": None,
        "boundary_version": None,
        "area_decided_on": None,
    }
)


def area_columns(zip_code: str, *, programme_areas: Collection[int], on: date) -> Mapping[str, Any]:
    """The area columns of a new participant; undecided where a person has to look at the street address."""
    location = locate(zip_code, programme_areas)
    if not location.is_decided:
        return _UNDECIDED
    is_ours = location.service_area in programme_areas
    return {
        "area_state": AreaState.DECIDED if is_ours else AreaState.OUTSIDE,
        "service_area": location.service_area,
        "area_basis": AreaBasis.ZIP,
        "boundary_version": BOUNDARY_VERSION,
        "area_decided_on": on,
    }
