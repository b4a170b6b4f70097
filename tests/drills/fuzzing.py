"""Rubbish over the whole map of addresses, as every role: no mistake of ours, no trace of one, no foreign markup."""

from __future__ import annotations

import random
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import update
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.rules.states import ProposalState
from curriculum_app.core.db import begin_writing, db
from tests.clients import Client
from tests.drills.figures import Figure
from tests.drills.rubbish import PROBE, Fields, Rubbish
from tests.drills.sites import Site
from tests.drills.sizes import Size
from tests.house.access_matrix.expected import EXPECTED
from tests.house.access_matrix.world import PEOPLE, RELATIONS, World, address, build, sign_in_as

FINE = frozenset({200, 204, 302, 303, 304, 308, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429})
STRANGER = "stranger"
WORLD_LASTS = 400  # requests; by then much of it is withdrawn, cancelled and closed
# Each tries a password, which is meant to take long.
SLOW = ("accounts.sign_in", "accounts.set_up", "accounts.change_password", "accounts.unlock")
WHO_SEES_FORMS = ("facilitator", "coordinator", "manager", "administrator")


@dataclass
class Found:
    """What came of the requests."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    endpoints: set[str] = field(default_factory=set)


def fuzzing(site: Site, size: Size, *, seed: int = 20261126) -> Figure:
    """Send `size.requests` spoilt requests and look at every answer."""
    rubbish, found = Rubbish(random.Random(seed)), Found()  # noqa: S311 - the same requests again, not a secret
    for start in range(0, size.requests, WORLD_LASTS):
        begin_writing()
        # One draft of an area is open at a time, and each world comes with its own.
        db.session.execute(update(Proposal).values(state=ProposalState.DISCARDED))
        world = build(site.make)
        browsers = {person: _browser(site, world, person) for person in (*PEOPLE, STRANGER)}
        if not rubbish.forms:
            rubbish.forms = _forms(site, world, browsers)
        for _ in range(min(WORLD_LASTS, size.requests - start)):
            _send(site, world, browsers, rubbish, found)
    statuses = ", ".join(f"{count:,} × {status}" for status, count in sorted(found.statuses.items()))
    return Figure(
        promise=f"Rubbish never breaks it ({site.database})",
        goal=f"{size.requests:,} requests, 0 × 500, no traceback, no foreign markup",
        measured=f"{sum(found.statuses.values()):,} requests to {len(found.endpoints)} routes as {len(PEOPLE)} people "
        f"and a stranger: {sum(found.faults.values())} faults ({statuses})",
        held=not found.faults,
        faults=tuple(f"{count} × {fault}" for fault, count in found.faults.most_common()),
    )


def _send(site: Site, world: World, browsers: dict[str, Client], rubbish: Rubbish, found: Found) -> None:
    route = rubbish.dice.choice(_routes(site))
    person = _person(route, rubbish.dice)
    if route.endpoint in SLOW and rubbish.dice.random() < 0.9:
        return _send(site, world, browsers, rubbish, found)
    method = "POST" if "POST" in (route.methods or ()) else "GET"
    path = rubbish.path(_address(site, world, route, rubbish.dice, person))
    asked = rubbish.request(route.endpoint, method)
    has_token = rubbish.dice.random() < 0.97
    try:
        browser = browsers[person]
        answer = (
            browser.post(path, token=has_token, **asked) if asked["method"] == "POST" else browser.open(path, **asked)
        )
    except HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        found.statuses[500] += 1
        found.faults[f"{method} {route.rule}: {type(error).__name__} at {_place(error)}"] += 1
        begin_writing()
        return None
    found.endpoints.add(route.endpoint)
    found.statuses[answer.status_code] += 1
    found.faults.update(f"{method} {route.rule}: {fault}" for fault in _faults(answer))
    if person != STRANGER and (answer.status_code == 401 or "/sign-in" in (answer.location or "")):
        browsers[person] = _browser(site, world, person)
    return None


def _person(route: Rule, dice: random.Random) -> str:
    """Mostly somebody whom the route lets in: what nobody reaches cannot break."""
    columns = EXPECTED.get(route.endpoint, ())
    let_in = [person for person, column in zip(PEOPLE, columns, strict=False) if column.startswith("y")]
    return dice.choice(let_in) if let_in and dice.random() < 0.8 else dice.choice((*PEOPLE, STRANGER))


def _faults(answer: TestResponse) -> Iterator[str]:
    if answer.status_code not in FINE:
        yield f"answered {answer.status_code}"
    if answer.mimetype == "text/html":
        text = answer.get_data().decode(errors="replace")
        if PROBE in text:
            yield "shows what was typed as markup"
        if "Traceback (most recent call last)" in text:
            yield "shows a traceback"


def _place(error: BaseException) -> str:
    """The innermost place in the program that an exception passed."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/curriculum_app/" in frame.filename]
    return " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames[-2:]))


def _routes(site: Site) -> list[Rule]:
    return list(site.app.url_map.iter_rules())


def _address(site: Site, world: World, route: Rule, dice: random.Random, person: str) -> str:
    relation = dice.choice("AAAAAAAA" + RELATIONS)
    own = world.ids[relation] if person == STRANGER else world.values(relation, world.people[person])
    return address(site.app, route, own)


def _browser(site: Site, world: World, person: str) -> Client:
    site.app.test_client_class = Client
    browser: Client = site.app.test_client()  # type: ignore[assignment]
    if person != STRANGER:
        begin_writing()
        sign_in_as(browser, world.people[person])
    return browser


def _forms(site: Site, world: World, browsers: dict[str, Client]) -> dict[str, dict[str, list[str]]]:
    """The fields of every form on every page that anybody sees, by the endpoint that the form is posted to."""
    forms: dict[str, dict[str, list[str]]] = {}
    places = site.app.url_map.bind("localhost")
    dice = random.Random(0)  # noqa: S311
    for person in WHO_SEES_FORMS:
        browser = browsers[person]
        for route in _routes(site):
            if "GET" not in (route.methods or ()):
                continue
            answer = browser.get(_address(site, world, route, dice, person))
            if answer.mimetype != "text/html":
                continue
            page = Fields()
            page.feed(answer.get_data(as_text=True))
            for action, fields in page.forms.items():
                endpoint = _endpoint(places, action or answer.request.path)
                forms.setdefault(endpoint, {}).update(fields)
    return forms


def _endpoint(places: object, action: str) -> str:
    try:
        return str(places.match(action.partition("?")[0], method="POST")[0])  # type: ignore[attr-defined]
    except HTTPException:
        return action
