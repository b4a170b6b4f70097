"""The partners and the sites where the demonstration's groups meet, all invented."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from curriculum_app.core import clock
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.places.models import Organisation, Site
from curriculum_app.places.rules import SiteKind

HALL, HOME, SCHOOL, ROOM, OFFICE = SiteKind
SITES = {
    "Kestrel Partnership": (
        ("Kestrel House", HOME, 6), ("Juniper House", HOME, 6), ("Plover House", HOME, 8), ("Willet House", HOME, 8),
    ),
    "Toyon Schools": (
        ("Toyon Continuation School", SCHOOL, 6), ("Alder Street Academy", SCHOOL, 6), ("Sandpiper High", SCHOOL, 8),
        ("Harbor Light School", SCHOOL, 8),
    ),
    "Neighborhood Rooms": (
        ("Vermont Avenue Room", ROOM, 6), ("Compton Creek Room", ROOM, 6), ("Hawthorne Room", ROOM, 8),
        ("North Long Beach Room", ROOM, 8), ("Carson Room", ROOM, 8),
    ),
    "County": (("South Hall", HALL, 6), ("Harbor Hall", HALL, 8), ("South Office", OFFICE, 6)),
}  # fmt: skip


def add_sites(rows: Rows, today: date) -> dict[int, list[UUID]]:
    """Collect organisations and sites; the ids of the sites by service area, in the order above."""
    at = clock.instant(today, time(8))
    found: dict[int, list[UUID]] = {6: [], 8: []}
    for organisation, sites in SITES.items():
        partner = rows.dice.id(at)
        rows.add(Organisation, id=partner, name=organisation, version=1)
        for name, kind, area in sites:
            site = rows.dice.id(at)
            is_open = kind is not OFFICE
            rows.add(
                Site, id=site, organisation_id=partner, name=name, kind=kind, service_area=area, is_open=is_open,
                version=1,
            )  # fmt: skip
            if is_open:
                found[area].append(site)
    return found
