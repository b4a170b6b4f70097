"""Service areas of Los Angeles County and what a ZIP code says about them.

Service Planning Areas are made of census tracts, so a ZIP code may lie in two or three of them. The table in
`data/zip_service_areas.csv` says how each ZIP lies; `data/README.md` says where it comes from. A ZIP that
lies in several areas is never resolved here: a person chooses, and the basis of the choice is kept with it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

BOUNDARY_VERSION = "SPA 2022, ZCTA 2020, computed"
TABLE = Path(__file__).parent / "data" / "zip_service_areas.csv"

SERVICE_AREAS: Mapping[int, str] = MappingProxyType(
    {
        1: "Antelope Valley",
        2: "San Fernando",
        3: "San Gabriel",
        4: "Metro",
        5: "West",
        6: "South",
        7: "East",
        8: "South Bay",
    }
)


class SiteKind(StrEnum):
    """What kind of place a group meets in."""

    JUVENILE_HALL = "juvenile_hall"
    GROUP_HOME = "group_home"
    SCHOOL = "school"
    COMMUNITY = "community"
    OFFICE = "office"


class ClosureReason(StrEnum):
    """Why nobody can meet at a site for some days."""

    BREAK = "break"
    REPAIRS = "repairs"
    LOCKDOWN = "lockdown"
    EVENT = "event"
    OTHER = "other"


class LocationKind(StrEnum):
    """How a ZIP code lies in the county."""

    WHOLE = "whole"
    SPLIT = "split"
    ADDRESS = "address"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Share:
    """What one service area holds of a split ZIP: per cent of its residents (estimated) and of its land."""

    service_area: int
    people: int | None
    land: int | None


@dataclass(frozen=True)
class Location:
    """What a ZIP code says.

    `service_area` is set only where the ZIP alone decides; `shares` only where it is split.
    """

    zip_code: str
    kind: LocationKind
    service_area: int | None = None
    shares: tuple[Share, ...] = ()
    communities: tuple[str, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether nobody has to choose: the ZIP lies in one area, or certainly outside the programme's."""
        return self.kind in {LocationKind.WHOLE, LocationKind.OUTSIDE}


@dataclass(frozen=True)
class _Row:
    """One line of the table, as it stands there."""

    basis: str
    service_area: int | None
    shares: tuple[Share, ...]
    communities: tuple[str, ...]


def service_area_name(number: int) -> str:
    """The words for a service area, for people: "SPA 6 South"."""
    return f"SPA {number} {SERVICE_AREAS[number]}"


def areas_served(mask: int, own: int) -> frozenset[int]:
    """The home areas that a site serves, from its stored mask (area 1 is bit 0); its `own` alone when that is zero."""
    return frozenset(area for area in SERVICE_AREAS if mask >> (area - 1) & 1) or frozenset({own})


def mask_of_areas(areas: Collection[int]) -> int:
    """The mask that is stored for some areas."""
    return sum(1 << (area - 1) for area in set(areas))


def plain_zip(text: str) -> str | None:
    """The five digits of `text`, which may be a ZIP+4; None when it is no ZIP code."""
    found = re.fullmatch(r"\s*([0-9]{5})(?:\s*-?\s*[0-9]{4})?\s*", text)
    return found[1] if found else None


def locate(zip_code: str, programme_areas: Collection[int]) -> Location:
    """Say how `zip_code` lies, seen from the programme's service areas (numbers 1 to 8).

    A ZIP wholly in one area, or split only between areas that are not the programme's (90210), needs no
    choice. Any other split, and PO boxes and institutions, need the street address. What is not in the
    county's table is unknown.
    """
    plain = plain_zip(zip_code)
    row = _table().get(plain) if plain else None
    if plain is None or row is None:
        return Location(plain or zip_code, LocationKind.UNKNOWN)
    kind = _kind(row, programme_areas)
    decided = row.service_area if row.basis == "whole" else None
    return Location(plain, kind, decided, row.shares, row.communities)


def _kind(row: _Row, programme_areas: Collection[int]) -> LocationKind:
    if row.basis == "address":
        return LocationKind.ADDRESS
    areas = {row.service_area} if row.basis == "whole" else {share.service_area for share in row.shares}
    if areas.isdisjoint(programme_areas):
        return LocationKind.OUTSIDE
    return LocationKind(row.basis)


@cache
def _table() -> Mapping[str, _Row]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {line["zip"]: _row(line) for line in csv.DictReader(lines)}


def _row(line: dict[str, str]) -> _Row:
    people, land = _percentages(line["people_share"]), _percentages(line["area_share"])
    areas = sorted(people | land, key=lambda area: (-people.get(area, 0), -land.get(area, 0), area))
    return _Row(
        basis=line["basis"],
        service_area=int(line["service_area"]) if line["service_area"] else None,
        shares=tuple(Share(area, people.get(area), land.get(area)) for area in areas),
        communities=tuple(line["communities"].split("; ")),
    )


def _percentages(text: str) -> dict[int, int]:
    pairs = (pair.split(":") for pair in text.split())
    return {int(area): int(share) for area, share in pairs}
