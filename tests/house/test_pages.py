"""Law: every page that anybody may open is sound HTML, says what it is, and changes nothing by being looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from curriculum_app.core.db import WRITING, db
from tests.house.access_matrix.expected import DEVELOPMENT, EXPECTED, PUBLIC
from tests.house.access_matrix.test_matrix import Visitor
from tests.house.access_matrix.world import PEOPLE
from tests.house.html import faults_in
from tests.house.standing import Standing

# What a page says in Spanish does not depend on the database.
LANGUAGES = ("en", pytest.param("es", marks=pytest.mark.sqlite_only))
HARMLESS = ("SELECT", "PRAGMA", "BEGIN", "SAVEPOINT", "ROLLBACK", "WITH", "SHOW")


def pages_of(app: Flask, person: str) -> Iterator[Rule]:
    """The routes that `person` may get, on her own object."""
    column = PEOPLE.index(person)
    for route in app.url_map.iter_rules():
        row = EXPECTED.get(route.endpoint)
        may = route.endpoint in PUBLIC | DEVELOPMENT or (row is not None and row[column].startswith("y"))
        if may and "GET" in (route.methods or set()):
            yield route


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(standing: Standing, person: str, language: str) -> None:
    """One heading, its words in the title, every field labelled, no id twice, nothing inline, strictly parsed."""
    faults = []
    for route in pages_of(standing.app, person):
        address = Visitor(standing, route).own_address(person)
        answer = standing.browsers[person].get(address, query_string={"lang": language}, follow_redirects=True)
        if answer.mimetype == "text/html":
            faults += [f"{route.rule} as {person} ({language}): {fault}" for fault in faults_in(answer.text)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("person", PEOPLE)
def test_looking_at_a_page_changes_nothing(standing: Standing, person: str) -> None:
    """No GET writes through the request's own transaction, or leaves a row behind that was never sent."""
    seen: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(HARMLESS):
            seen.append(statement)

    def dirty(session: Session, instance: object) -> None:
        if session is db.session:
            seen.append(f"a new {type(instance).__name__}")

    with standing.app.app_context():
        engines = [db.engine, db.get_engine(WRITING)]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", remember)
    event.listen(Session, "transient_to_pending", dirty)
    faults = []
    for route in pages_of(standing.app, person):
        address = Visitor(standing, route).own_address(person)
        seen.clear()
        standing.browsers[person].get(address)
        faults += [f"GET {route.rule} as {person} writes: {each[:80]}" for each in seen]
    for engine in engines:
        event.remove(engine, "before_cursor_execute", remember)
    event.remove(Session, "transient_to_pending", dirty)
    assert not faults, "\n".join(faults)


def test_the_law_of_pages_bites() -> None:
    """Each fault is seen in a page that has them all."""
    bad = (
        '<!DOCTYPE html><html><head><title>Other</title></head><body><h1 id="a">Groups</h1>'
        '<p id="a" style="color:red" onclick="x()">x</p><input name="q"><script>x()</script></body></html>'
    )
    said = "\n".join(faults_in(bad))
    for words in (
        "does not start with",
        '"a" stands on 2',
        '"q" has no label',
        "own style",
        "onclick",
        "A script",
        "language",
    ):
        assert words in said, f"nothing said of: {words}"
    assert "not well formed" in "".join(faults_in("<!DOCTYPE html><title>x</title><p><h1>x</p></h1>"))
