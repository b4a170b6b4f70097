"""The partners and the sites where the demonstration's groups meet, all invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import product
from uuid import UUID

from curriculum_app.core import clock
from curriculum_app.devtools.people.families import lists
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
# Past the first sites a programme of thousands of girls meets in more, one for every fifty groups.
GROUPS_A_SITE = 50
MORE = {
    "Manzanita Homes": (HOME, ("House", "Home", "Cottage", "Lodge")),
    "Buckeye Schools": (SCHOOL, ("School", "High", "Academy", "Learning Center")),
    "Open Door Rooms": (ROOM, ("Room", "Library Room", "Center", "Annex")),
}


@dataclass(frozen=True)
class Place:
    """A site where groups meet."""

    id: UUID
    kind: SiteKind


Places = Mapping[int, Sequence[Place]]


def add_sites(rows: Rows, today: date, *, groups: int) -> Places:
    """Collect organisations and sites for that many groups; the open sites by service area, in the order above."""
    at = clock.instant(today, time(8))
    found: dict[int, list[Place]] = {6: [], 8: []}
    for organisation, sites in [*SITES.items(), *_more(groups // GROUPS_A_SITE)]:
        partner = rows.dice.id(at)
        rows.add(Organisation, id=partner, name=organisation, version=1)
        for name, kind, area in sites:
            site = Place(rows.dice.id(at), kind)
            is_open = kind is not OFFICE
            rows.add(
                Site, id=site.id, organisation_id=partner, name=name, kind=kind, service_area=area, is_open=is_open,
                version=1,
            )  # fmt: skip
            if is_open:
                found[area].append(site)
    return found


def _more(number: int) -> Iterator[tuple[str, list[tuple[str, SiteKind, int]]]]:
    """About `number` more sites, spread over the other partners and both areas."""
    for partner, (kind, endings) in MORE.items():
        names = [f"{word} {ending}" for ending, word in product(endings, lists().landmarks)][: number // len(MORE)]
        if names:
            yield partner, [(name, kind, 6 if place % 2 else 8) for place, name in enumerate(names)]
