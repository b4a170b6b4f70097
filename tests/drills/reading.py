"""Whoever sees a girl's name leaves a row: every page and every refused form that shows one is crawled as everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from sqlalchemy import select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant
from tests.clients import Client
from tests.drills.figures import Figure
from tests.drills.sites import Site
from tests.drills.sizes import Size
from tests.house.access_matrix.expected import EXPECTED
from tests.house.access_matrix.world import PEOPLE, World, address, build, sign_in_as

READ = re.compile(r":(?:read|listed|printed|searched|revealed)$")
# What a page needs besides ids to show somebody.
FORMS: dict[str, tuple[dict[str, str], ...]] = {
    "participants.search_participants": ({"words": "{name}"},),
    "participants.reveal_participant": ({"part": "identity"}, {"part": "contact"}),
}


def reading(site: Site, _size: Size, *, people: tuple[str, ...] = PEOPLE) -> Figure:
    """Every route, as everybody, on an object of her own: names in the answer, and no row about it, is a fault."""
    begin_writing()
    world = build(site.make)
    names = names_of_girls()
    asked = shown = 0
    faults: list[str] = []
    for person in people:
        browser = _browser(site, world, person)
        for endpoint, method, fields in _questions(site, names):
            asked += 1
            seen, logged = _ask(site, world, browser, (person, endpoint, method, fields), names)
            shown += seen
            if seen and not logged:
                faults.append(f"{method} {endpoint} as {person} shows a name and leaves no row.")
    return Figure(
        promise="No unlogged reads",
        goal="every answer that shows a girl's name has its row in the audit: 0 without",
        measured=f"{asked:,} requests as {len(people)} people, {shown:,} answers with a name, {len(faults)} unlogged",
        held=not faults and shown > 0,
        faults=tuple(faults),
    )


def names_of_girls() -> frozenset[str]:
    """The first name and the display name of every girl there is."""
    names = set()
    for girl in db.session.scalars(select(Participant).order_by(Participant.id)):
        key = open_key(db.session.get_one(VaultKey, girl.key_id))
        for column in (Participant.first_name_sealed, Participant.display_name_sealed):
            names.add(key.text(column, girl.id, getattr(girl, column.key)))
    return frozenset(name for name in names if name)


def _questions(site: Site, names: Iterable[str]) -> list[tuple[str, str, dict[str, str]]]:
    """(endpoint, method, fields) of every route, those that only read first."""
    found = []
    name = min(names)
    for route in site.app.url_map.iter_rules():
        if route.endpoint not in EXPECTED:
            continue
        for method in sorted((route.methods or set()) & {"GET", "POST"}):
            forms = FORMS.get(route.endpoint, ({},)) if method == "POST" else ({},)
            found += [(route.endpoint, method, {k: v.format(name=name) for k, v in form.items()}) for form in forms]
    return sorted(found, key=lambda each: each[1])


def _browser(site: Site, world: World, person: str) -> Client:
    site.app.test_client_class = Client
    browser: Client = site.app.test_client()  # type: ignore[assignment]
    begin_writing()
    sign_in_as(browser, world.people[person])
    return browser


def _ask(
    site: Site, world: World, browser: Client, question: tuple[str, str, str, dict[str, str]], names: Iterable[str]
) -> tuple[bool, bool]:
    """Whether the answer shows a name, and whether a row of a reading by this person came with it."""
    person, endpoint, method, fields = question
    route = next(iter(site.app.url_map.iter_rules(endpoint)))
    place = address(site.app, route, world.values("A", world.people[person]))
    before = _rows(world, person)
    answer = browser.get(place) if method == "GET" else browser.post(place, data=fields)
    if answer.status_code in {302, 303} and "/sign-in" in (answer.location or ""):
        begin_writing()
        sign_in_as(browser, world.people[person])
    text = unescape(answer.get_data(as_text=True)) if str(answer.mimetype).startswith("text/") else ""
    return any(name in text for name in names), _rows(world, person) > before


def _rows(world: World, person: str) -> int:
    query = select(AuditEvent.action).where(AuditEvent.actor_id == world.people[person].id)
    return sum(READ.search(action) is not None for action in db.session.scalars(query))
