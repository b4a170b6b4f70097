"""The matrix is run over every route there is; a route without a row fails, and so does a row without a route."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.house.access_matrix.expected import DEVELOPMENT, EXPECTED, PUBLIC
from tests.house.access_matrix.world import PEOPLE, RELATIONS, address
from tests.house.standing import STRANGERS, Standing

# What differs between two answers of one page though nothing else does: masked tokens and the address itself.
VARYING = re.compile(rb'name="csrf_token" value="[^"]*"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
WORDS = {"y": "let through", "f": "refused with 403", "n": "answered like an unknown address (404)"}
FEWEST_CELLS = 3_000
# Where a stranger is led to; whoever posts from a locked screen gets the page that unlocks it at once.
WAYS_IN = {"locked": "/account/unlock", "without_code": "/sign-in/code", "without_app": "/sign-in/second-factor"}


@dataclass(frozen=True)
class Cell:
    """One question to the matrix: who, on whose object, by which method, and what must come of it."""

    person: str
    relation: str
    method: str
    expected: str


def methods_of(route: Rule) -> list[str]:
    """The methods that a route serves."""
    return sorted((route.methods or set()) - {"OPTIONS"})


def cells(route: Rule) -> list[Cell]:
    """Every cell of one route; what is refused comes first, so that nothing has changed under it, and X before all."""
    columns = dict(zip(PEOPLE, EXPECTED[route.endpoint], strict=True))
    found = [
        Cell(person, relation, method, letter)
        for person, letters in columns.items()
        for relation, letter in zip(RELATIONS if len(letters) > 1 else "A", letters, strict=True)
        for method in methods_of(route)
    ]
    return sorted(found, key=lambda cell: (cell.expected == "y", cell.relation != "X"))


def outcome(answer: TestResponse) -> str:
    """What became of a request, in the table's letters; `s` is the way to the sign-in page."""
    if answer.status_code in {302, 303} and "/sign-in" in (answer.location or ""):
        return "s"
    return {403: "f", 404: "n", 401: "s"}.get(answer.status_code, "y")


def is_led_in(stranger: str, method: str, answer: TestResponse) -> bool:
    """Whether a stranger got nothing but the way to the step that is missing."""
    way = WAYS_IN.get(stranger, "/sign-in")
    if stranger == "locked" and method == "POST":
        return answer.status_code == 403 and f'action="{way}' in answer.text
    return answer.status_code == 302 and (answer.location or "").split("?")[0] == way


class Visitor:
    """Asks for one route as anybody, on anybody's object."""

    def __init__(self, standing: Standing, route: Rule) -> None:
        self.standing, self.world, self.route = standing, standing.world, route

    def address(self, values: Mapping[str, UUID]) -> str:
        """The route's address with these ids."""
        return address(self.standing.app, self.route, values)

    def own_address(self, person: str, relation: str = "A") -> str:
        """The route's address on an object of `relation`, as `person` would ask for it."""
        with self.standing.app.app_context():
            return self.address(self.world.values(relation, self.world.people[person]))

    def ask(self, person: str, relation: str, method: str) -> TestResponse:
        """The answer to `person` on an object of `relation`."""
        return self.send(person, self.own_address(person, relation), method)

    def send(self, person: str, address: str, method: str) -> TestResponse:
        """The answer to anybody, a stranger too, at any address."""
        if method == "POST":
            answer = self.standing.browsers[person].open(
                address, method=method, data={}, headers=self.standing.tokens[person]
            )
            self.standing.is_changed |= outcome(answer) == "y"
            return answer
        return self.standing.browsers[person].open(address, method=method)


def routes_of(app: Flask, endpoint: str) -> list[Rule]:
    """The addresses of one endpoint; there must be one."""
    found = list(app.url_map.iter_rules(endpoint)) if endpoint in app.view_functions else []
    assert found, f"{endpoint} has a row in the access matrix and no route: take the row out of expected.py."
    return found


def faults_of(visitor: Visitor, route: Rule) -> Iterator[str]:
    """Every cell of a route that is not as the table says, and every object that can be told from one that is not."""
    absent: dict[tuple[str, str], tuple[int, bytes]] = {}
    for cell in cells(route):
        answer = visitor.ask(cell.person, cell.relation, cell.method)
        who = f"{cell.method} {route.rule} as {cell.person} on {cell.relation}"
        if outcome(answer) != cell.expected:
            yield f"{who} must be {WORDS[cell.expected]}, got {outcome(answer)}"
        said = (answer.status_code, VARYING.sub(b"", answer.data))
        if cell.relation == "X":
            absent[cell.person, cell.method] = said
        elif cell.expected == "n" and said != absent[cell.person, cell.method]:
            yield f"{who} can be told from an id that does not exist."


def test_every_route_has_a_row(app: Flask) -> None:
    """Nothing is served that nobody thought about."""
    known = EXPECTED.keys() | PUBLIC | DEVELOPMENT
    missing = sorted({route.endpoint for route in app.url_map.iter_rules()} - known)
    assert not missing, f"Write what the access plan says of these into access_matrix/expected.py: {', '.join(missing)}"


def test_the_matrix_has_at_least_three_thousand_cells(app: Flask) -> None:
    """Route × actor × relation × method, strangers included."""
    routes = [route for endpoint in EXPECTED for route in routes_of(app, endpoint)]
    people = sum(len(cells(route)) for route in routes)
    strangers = sum(len(methods_of(route)) * len(STRANGERS) for route in routes)
    print(f"{people + strangers:,} cells: {people:,} of people, {strangers:,} of strangers")  # noqa: T201 - the figure
    assert people + strangers >= FEWEST_CELLS


@pytest.mark.parametrize("endpoint", sorted(EXPECTED))
def test_only_who_may_gets_in(standing: Standing, endpoint: str) -> None:
    """Each person, on each object, by each method, gets exactly what the table says.

    What she may not know of answers with the same bytes as an id that does not exist, so that nobody can learn what
    exists.
    """
    faults = [
        fault for route in routes_of(standing.app, endpoint) for fault in faults_of(Visitor(standing, route), route)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("endpoint", sorted(EXPECTED))
def test_a_stranger_is_led_to_the_step_that_is_missing(standing: Standing, endpoint: str) -> None:
    """No page, no post, no object answers somebody whose sign-in does not count, whatever is the matter with it."""
    for route in routes_of(standing.app, endpoint):
        visitor = Visitor(standing, route)
        for stranger in STRANGERS:
            for method in methods_of(route):
                answer = visitor.send(stranger, visitor.address(standing.world.ids["A"]), method)
                assert is_led_in(stranger, method, answer), (
                    f"{method} {route.rule} answers a stranger ({stranger}): {answer.status_code} {answer.location}"
                )


def test_a_child_under_another_parent_does_not_exist(standing: Standing) -> None:
    """A session, an enrolment, a staff row or a make-up is found below its own cohort alone, by anybody."""
    for route in standing.app.url_map.iter_rules():
        if len(route.arguments) < 2 or "cohort_id" not in route.arguments or route.endpoint not in EXPECTED:
            continue
        visitor = Visitor(standing, route)
        mixed = dict(standing.world.ids["A"]) | {"cohort_id": standing.world.ids["B"]["cohort_id"]}
        for method in methods_of(route):
            answer = visitor.send("coordinator", visitor.address(mixed), method)
            assert answer.status_code == 404, f"{method} {route.rule} finds a child under another cohort's address."


def test_the_matrix_bites(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that promises less than the program gives is noticed."""
    monkeypatch.setitem(EXPECTED, "curriculum.list_lessons", ("f",) * len(PEOPLE))
    with pytest.raises(AssertionError, match="as facilitator on A must be refused with 403, got y"):
        test_only_who_may_gets_in(standing, "curriculum.list_lessons")
