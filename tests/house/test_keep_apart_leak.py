"""Law: a keep-apart pair leaks to nobody without the right to both girls, on no page and in no file.

Everything that each role can fetch is fetched, in a programme where the other girl lives in another area, and searched
for the pair's id, its reason and the other girl's name and code. Who may know of her by her own right (the manager) is
the proof that the search can find.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from curriculum_app.cohorts.models import Cohort
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.words import ApartReason
from curriculum_app.participants.service.apart_words import APART
from tests.clients import Client
from tests.factories import Make
from tests.house.access_matrix.expected import DEVELOPMENT, EXPECTED, PUBLIC
from tests.house.access_matrix.world import PEOPLE, World, address, build, sign_in_as

# Whether a page tells of it is decided by the program, not by the database under it: one walk says it all.
pytestmark = pytest.mark.sqlite_only

REASON = ApartReason.COURT_ORDER
# What a form offers to choose from is the same for everybody and says nothing of anybody.
OFFERED = re.compile(r"<option[^>]*>[^<]*</option>")
MAY_KNOW = {"manager"}
# She coordinates the other area: of the girl she knows by her own right, of the pair she must not.
KNOWS_THE_GIRL, OF_THE_PAIR = "neighbour", ("the pair's id", "the reason's code", "the reason")


@dataclass(frozen=True)
class Secrets:
    """The world, and what must be found nowhere."""

    world: World
    texts: dict[str, str]


@pytest.fixture
def secrets(make: Make) -> Secrets:
    """The girl of cohort A is kept apart from one of area 8, who has a seat in cohort C."""
    world = build(make)
    far = make.participant("Zuleyka", "Ybarrondo", service_area=8)
    near = db.session.get_one(Participant, world.ids["A"]["participant_id"])
    pair = make.pair(near, far, reason=REASON)
    cohort = select(Cohort).where(Cohort.id == world.ids["C"]["cohort_id"]).options(joinedload(Cohort.edition))
    make.enrolment(db.session.scalars(cohort).one(), far)
    texts = {
        "the pair's id": str(pair.id),
        "the reason's code": REASON.value,
        "the reason": str(APART[REASON]),
        "her name": "Zuleyka",
        "her code": far.code,
        "her id": str(far.id),
    }
    make.commit()
    return Secrets(world, texts)


def text_of(answer: TestResponse) -> str:
    """All text of an answer, that of a spreadsheet included, without what forms offer."""
    data = answer.data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    return OFFERED.sub("", data.decode("utf-8", "replace"))


def fetched(app: Flask, world: World, person: str) -> Iterator[tuple[str, str]]:
    """Every address that `person` may get on any of the objects, with its text; and what she may search for."""
    app.test_client_class = Client
    browser: Client = app.test_client()  # type: ignore[assignment]
    sign_in_as(browser, world.people[person])
    for route in app.url_map.iter_rules():
        for relation in relations(route, person):
            place = address(app, route, world.values(relation, world.people[person]))
            yield place, text_of(browser.get(place, follow_redirects=True))


def relations(route: Rule, person: str) -> str:
    """The relations on which `person` may get the route; one when its address names no object."""
    row = EXPECTED.get(route.endpoint)
    if "GET" not in (route.methods or set()) or (row is None and route.endpoint not in PUBLIC | DEVELOPMENT):
        return ""
    letters = row[PEOPLE.index(person)] if row else "y"
    if len(letters) == 1:
        return "A" if letters == "y" else ""
    return "".join(relation for relation, letter in zip("ABC", letters, strict=False) if letter == "y")


@pytest.mark.parametrize("person", [each for each in PEOPLE if each not in MAY_KNOW])
def test_the_pair_is_found_nowhere(app: Flask, secrets: Secrets, person: str) -> None:
    """No page and no file of hers says anything of it."""
    pages = dict(fetched(app, secrets.world, person))
    assert len(pages) > 5, "Too few pages were fetched to prove anything."
    leaks = [
        f"{address} shows {person} {what}"
        for address, page in pages.items()
        for what, text in secrets.texts.items()
        if text in page and (person != KNOWS_THE_GIRL or what in OF_THE_PAIR)
    ]
    assert not leaks, "\n".join(leaks)


def test_who_may_know_finds_all_of_it(app: Flask, secrets: Secrets) -> None:
    """The same search finds the pair, the reason and the girl where they may be seen."""
    pages = "\n".join(page for _address, page in fetched(app, secrets.world, "manager"))
    # Codes of reasons stand in no page at all: people read words.
    missing = [what for what, text in secrets.texts.items() if text not in pages and what != "the reason's code"]
    assert not missing, f"The search does not find {missing} even for the manager."


def test_searching_by_post_finds_nothing_of_her(app: Flask, secrets: Secrets) -> None:
    """The searches that are posted answer as if she did not exist."""
    app.test_client_class = Client
    browser: Client = app.test_client()  # type: ignore[assignment]
    sign_in_as(browser, secrets.world.people["coordinator"])
    code = secrets.texts["her code"]
    for words in ("Zuleyka", code):
        people = browser.post("/participants", data={"words": words}).text
        pair = browser.post("/keep-apart/new", data={"first_words": words, "step": "search"}).text
        for page in (people, pair):
            assert "Nobody of that name is on your list." in page
            assert "Zuleyka Y." not in page
            assert secrets.texts["her id"] not in page
