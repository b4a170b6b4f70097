"""Law: whoever a concern is about cannot tell that it exists, whatever her role, on any page, in any file, by any post.

Everything that she can fetch is fetched before and after somebody records a concern that names her, with warnings
swept and its clock run out, and must be the same, byte for byte. The other custodian, of whom the same is asked, is the
proof that the comparison can find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.concerns.models import ConcernNotice
from curriculum_app.concerns.queries.people import Girl
from curriculum_app.concerns.service import tell_in_time
from curriculum_app.core.access import command_line
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.mail import Mail
from tests.clients import Client, sign_in
from tests.factories import Make
from tests.factories.concerns import concern
from tests.house.access_matrix.expected import DEVELOPMENT, EXPECTED
from tests.house.access_matrix.test_matrix import VARYING, methods_of
from tests.house.access_matrix.world import PEOPLE, World, address, build
from tests.house.test_keep_apart_leak import relations

# Whether a page tells of it is decided by the program, not by the database under it: one walk says it all.
pytestmark = pytest.mark.sqlite_only

# The facilitator records it; the substitute's and the others' pages are asked as well as those of the weighty roles.
ACCUSED = [each for each in PEOPLE if each != "facilitator"]
Pages = dict[str, tuple[int, bytes]]


@dataclass(frozen=True)
class Scene:
    """The matrix's programme, with a second custodian; `girl` is one of area 6."""

    app: Flask
    make: Make
    world: World
    second: UUID


@pytest.fixture
def scene(app: Flask, make: Make) -> Iterator[Scene]:
    """The programme at one instant that does not pass."""
    world = build(make)
    second = make.user("custodian", full_name="The Second Custodian").id
    sweep(make)  # the programme's other concerns have warned already
    make.commit()
    with time_machine.travel(make.at + timedelta(seconds=1), tick=False):
        yield Scene(app, make, world, second)


def browser_of(scene: Scene, user_id: UUID) -> Client:
    scene.app.test_client_class = Client
    browser: Client = scene.app.test_client()  # type: ignore[assignment]
    sign_in(browser, db.session.get_one(User, user_id))
    return browser


def everything(scene: Scene, person: str, browser: Client) -> Pages:
    """Every address that `person` may get on any of the objects."""
    pages: Pages = {}
    for route in scene.app.url_map.iter_rules():
        if route.endpoint in DEVELOPMENT:
            continue  # the outbox of invented people stands open there; production has no such address
        for relation in relations(route, person):
            place = address(scene.app, route, scene.world.values(relation, scene.world.people[person]))
            answer = browser.get(place)
            pages[place] = (answer.status_code, VARYING.sub(b"", answer.data))
    return pages


def disclose(scene: Scene, accused: UUID) -> UUID:
    """The facilitator records a concern about a girl of area 6 that names somebody; all its warnings are swept."""
    make = scene.make
    begin_writing()
    author = db.session.get_one(User, scene.world.people["facilitator"].id)
    seat = db.session.get_one(Enrolment, scene.world.ids["A"]["enrolment_id"])
    girl = Girl(seat.participant_id, "Maya R. (ABCDE)", 6, scene.world.ids["B"]["site_id"])
    row = concern(make, author, accused=(accused,), girl=girl, text="It is about her.")
    sweep(make)
    make.commit()
    return row.id


def sweep(make: Make) -> None:
    """Every warning of every clock, as hour after hour would bring them."""
    for hours in (0, 25, 33, 40):
        tell_in_time(actor=command_line(make.today), at=make.at + timedelta(hours=hours))


@pytest.mark.parametrize("person", ACCUSED)
def test_whoever_it_names_sees_the_same_as_before(scene: Scene, person: str) -> None:
    """No item, no count, no clock, no notice; asked for by its address it does not exist."""
    accused = scene.world.people[person].id
    browser = browser_of(scene, accused)
    before = everything(scene, person, browser)
    letters = select(func.count()).where(Mail.to_address == db.session.get_one(User, accused).email)
    written = db.session.scalar(letters)
    concern_id = disclose(scene, accused)
    after = everything(scene, person, browser)
    changed = [place for place in before if before[place] != after[place]]
    assert len(before) > 5, "Too few pages were fetched to prove anything."
    assert not changed, f"{person} can tell from {changed} that there is a concern about her."
    assert db.session.scalar(letters) == written
    notices = select(func.count()).where(ConcernNotice.concern_id == concern_id, ConcernNotice.user_id == accused)
    assert db.session.scalar(notices) == 0
    assert list(ways_that_differ(scene, browser, concern_id)) == []


@pytest.mark.parametrize("person", ["manager", "custodian", "coordinator"])
def test_the_second_custodian_is_told_and_sees_it(scene: Scene, person: str) -> None:
    """The same comparison finds the item, the notice and the clock where they may be seen."""
    browser = browser_of(scene, scene.second)
    before = {place: browser.get(place).text for place in ("/", "/concerns")}
    concern_id = disclose(scene, scene.world.people[person].id)
    after = {place: browser.get(place).text for place in ("/", "/concerns")}
    assert all(str(concern_id) in after[place] and str(concern_id) not in before[place] for place in before)
    page = browser.get(f"/concerns/{concern_id}")
    assert page.status_code == 200
    assert "It is about her." in page.text
    assert "Sees nothing of it" in page.text


def test_a_manager_whom_it_does_not_name_sees_its_clock(scene: Scene) -> None:
    """What is hidden from one manager is not hidden from all."""
    browser = browser_of(scene, scene.world.people["manager"].id)
    before = everything(scene, "manager", browser)
    disclose(scene, scene.world.people["custodian"].id)
    after = everything(scene, "manager", browser)
    assert {"/", "/concerns"} <= {place for place in before if before[place] != after[place]}


def ways_that_differ(scene: Scene, browser: Client, concern_id: UUID) -> Iterator[str]:
    """The addresses of the concern that answer anything else than those of an id that does not exist."""
    for route in scene.app.url_map.iter_rules():
        if "concern_id" not in route.arguments or route.endpoint not in EXPECTED:
            continue
        for method in methods_of(route):
            said = []
            for each in (concern_id, uuid4()):
                place = address(scene.app, route, {"concern_id": each})
                answer = browser.open(place, method=method, headers={"X-CSRFToken": browser.token()})
                said.append((answer.status_code, VARYING.sub(b"", re.sub(rb"&lt;.*?&gt;", b"", answer.data))))
            if said[0] != said[1] or said[0][0] != 404:
                yield f"{method} {route.rule}"
