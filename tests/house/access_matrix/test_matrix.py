"""The matrix is run over every route there is; a route without a row fails, and so does a row without a route."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.clients import Client
from tests.factories import Make
from tests.house.access_matrix.expected import DEVELOPMENT, EXPECTED, PUBLIC
from tests.house.access_matrix.world import PEOPLE, RELATIONS, World, build, sign_in_as

# What differs between two answers of one page though nothing else does: masked tokens and the address itself.
VARYING = re.compile(rb'name="csrf_token" value="[^"]*"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
WORDS = {"y": "let through", "f": "refused with 403", "n": "answered like an unknown address (404)"}
SOMEWHERE = {"number": 1, "token": "no-such-token"}


@dataclass(frozen=True)
class Cell:
    """One question to the matrix: who, on whose object, by which method, and what must come of it."""

    person: str
    relation: str
    method: str
    expected: str


@pytest.fixture
def world(make: Make) -> World:
    """The programme in which every relation occurs."""
    return build(make)


def cells(route: Rule) -> list[Cell]:
    """Every cell of one route; what is refused comes first, so that nothing has changed under it."""
    methods = sorted((route.methods or set()) - {"OPTIONS"})
    columns = dict(zip(PEOPLE, EXPECTED[route.endpoint], strict=True))
    found = [
        Cell(person, relation, method, letter)
        for person, letters in columns.items()
        for relation, letter in zip(RELATIONS if len(letters) > 1 else "A", letters, strict=True)
        for method in methods
    ]
    return sorted(found, key=lambda cell: cell.expected == "y")


def outcome(answer: TestResponse) -> str:
    """What became of a request, in the table's letters; `s` is the way to the sign-in page."""
    if answer.status_code in {302, 303} and "/sign-in" in (answer.location or ""):
        return "s"
    return {403: "f", 404: "n", 401: "s"}.get(answer.status_code, "y")


class Visitor:
    """Asks for one route as anybody, on anybody's object."""

    def __init__(self, app: Flask, world: World, route: Rule) -> None:
        app.test_client_class = Client
        self.app, self.world, self.route = app, world, route

    def address(self, relation: str, own: dict[str, UUID]) -> str:
        """The route's address with the ids of `relation`."""
        values = {**SOMEWHERE, **own, **({} if own else self.world.ids[relation])}
        known = {name: value for name, value in values.items() if name in self.route.arguments}
        return self.app.url_map.bind("localhost").build(self.route.endpoint, known)

    def ask(self, person: str, relation: str, method: str) -> TestResponse:
        """The answer to `person`, signed in by a fresh sign-in."""
        browser: Client = self.app.test_client()  # type: ignore[assignment]
        user = self.world.people[person]
        sign_in_as(browser, user)
        return self._send(browser, self.address(relation, self.world.values(relation, user)), method)

    def ask_unsigned(self, method: str) -> TestResponse:
        """The answer to somebody who is not signed in."""
        browser: Client = self.app.test_client()  # type: ignore[assignment]
        return self._send(browser, self.address("A", {}), method)

    def _send(self, browser: Client, address: str, method: str) -> TestResponse:
        if method == "POST":
            return browser.post(address, data={})
        return browser.open(address, method=method)


def routes_of(app: Flask, endpoint: str) -> list[Rule]:
    """The addresses of one endpoint; there must be one."""
    found = list(app.url_map.iter_rules(endpoint)) if endpoint in app.view_functions else []
    assert found, f"{endpoint} has a row in the access matrix and no route: take the row out of expected.py."
    return found


def test_every_route_has_a_row(app: Flask) -> None:
    """Nothing is served that nobody thought about."""
    known = EXPECTED.keys() | PUBLIC | DEVELOPMENT
    missing = sorted({route.endpoint for route in app.url_map.iter_rules()} - known)
    assert not missing, f"Write what the access plan says of these into access_matrix/expected.py: {', '.join(missing)}"


@pytest.mark.parametrize("endpoint", sorted(EXPECTED))
def test_only_who_may_gets_in(app: Flask, world: World, endpoint: str) -> None:
    """Each person, on each object, by each method, gets exactly what the table says."""
    faults = []
    for route in routes_of(app, endpoint):
        visitor = Visitor(app, world, route)
        for cell in cells(route):
            got = outcome(visitor.ask(cell.person, cell.relation, cell.method))
            if got != cell.expected:
                who = f"{cell.method} {route.rule} as {cell.person} on {cell.relation}"
                faults.append(f"{who} must be {WORDS[cell.expected]}, got {got}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("endpoint", sorted(EXPECTED))
def test_whoever_is_not_signed_in_is_sent_to_sign_in(app: Flask, world: World, endpoint: str) -> None:
    """No page, no post, no object answers a stranger."""
    for route in routes_of(app, endpoint):
        for method in sorted((route.methods or set()) - {"OPTIONS"}):
            got = outcome(Visitor(app, world, route).ask_unsigned(method))
            assert got == "s", f"{method} {route.rule} answers somebody who is not signed in: {got}"


@pytest.mark.parametrize("endpoint", sorted(name for name, row in EXPECTED.items() if len(row[0]) > 1))
def test_another_areas_object_answers_like_one_that_does_not_exist(app: Flask, world: World, endpoint: str) -> None:
    """The same bytes, so that nobody can learn what exists."""
    for route in routes_of(app, endpoint):
        visitor = Visitor(app, world, route)
        for person, letters in zip(PEOPLE, EXPECTED[endpoint], strict=True):
            for method in sorted((route.methods or set()) - {"OPTIONS"}):
                absent = visitor.ask(person, "X", method)
                for relation in (each for each, letter in zip("ABC", letters, strict=False) if letter == "n"):
                    hidden = visitor.ask(person, relation, method)
                    assert (hidden.status_code, _plain(hidden)) == (absent.status_code, _plain(absent)), (
                        f"{method} {route.rule} as {person}: {relation} can be told from an id that does not exist."
                    )


def test_a_child_under_another_parent_does_not_exist(app: Flask, world: World) -> None:
    """A session, an enrolment, a staff row or a make-up is found below its own cohort alone, by anybody."""
    for route in app.url_map.iter_rules():
        if len(route.arguments) < 2 or "cohort_id" not in route.arguments or route.endpoint not in EXPECTED:
            continue
        visitor = Visitor(app, world, route)
        mixed = dict(world.ids["A"]) | {"cohort_id": world.ids["B"]["cohort_id"]}
        for method in sorted((route.methods or set()) - {"OPTIONS"}):
            browser: Client = app.test_client()  # type: ignore[assignment]
            sign_in_as(browser, world.people["coordinator"])
            answer = visitor._send(browser, visitor.address("A", mixed), method)
            assert answer.status_code == 404, f"{method} {route.rule} finds a child under another cohort's address."


def test_the_matrix_bites(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that promises less than the program gives is noticed."""
    monkeypatch.setitem(EXPECTED, "curriculum.list_lessons", ("f",) * len(PEOPLE))
    with pytest.raises(AssertionError, match="as facilitator on A must be refused with 403, got y"):
        test_only_who_may_gets_in(app, world, "curriculum.list_lessons")


def _plain(answer: TestResponse) -> bytes:
    return VARYING.sub(b"", answer.data)
