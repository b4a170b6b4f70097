"""The gate, on a small room of its own: who passes, what commits, what is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID, uuid4

import pytest
from flask import Blueprint, Flask, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import select, update

from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, public, requires, signed_in_actor
from curriculum_app.core.access.gate import check_routes
from curriculum_app.core.audit import Event, record
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import begin_writing, db
from tests.clients import Client, without_tokens
from tests.factories import Make

READ = Event("example:page:read")
CHANGED = Event("example:cohort:changed")
bp = Blueprint("example", __name__)


def rename(cohort: Cohort, name: str) -> None:
    """Change something that a test can look at, and write it down as every service does."""
    record(CHANGED, actor=signed_in_actor(), at=clock.now(), subject=cohort)
    db.session.execute(update(Cohort).where(Cohort.id == cohort.id).values(name=name))


@bp.get("/example/<uuid:cohort_id>/<uuid:session_id>")
@requires(Permission.ATTENDANCE_VIEW, reads=READ)
def show(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    return f"{cohort.name} {session.number}"


@bp.get("/example/writes/<uuid:cohort_id>")
@requires(Permission.COHORT_VIEW)
def write_in_get(cohort: Cohort) -> ResponseReturnValue:
    rename(cohort, "Written in a GET")
    return "never"


@bp.post("/example/<uuid:cohort_id>/<int:status>")
@requires(Permission.COHORT_VIEW, reads=READ)
def change(cohort: Cohort, status: int) -> ResponseReturnValue:
    rename(cohort, f"Changed {status}")
    if status == 404:
        abort(404)
    if status == 409:
        return keep("kept", 409)
    return "changed", status


@bp.post("/example/late/<uuid:cohort_id>")
@requires(Permission.COHORT_MANAGE, late=True)
def change_late(cohort: Cohort) -> ResponseReturnValue:
    begin_writing()
    rename(cohort, "Changed late")
    return "changed"


@bp.get("/example/begins/<uuid:cohort_id>")
@requires(Permission.COHORT_VIEW)
def begin_in_get(cohort: Cohort) -> ResponseReturnValue:
    begin_writing()
    rename(cohort, "Begun in a GET")
    return "seen"


@bp.post("/example/twice/<uuid:cohort_id>")
@requires(Permission.COHORT_MANAGE, late=True)
def begin_twice(cohort: Cohort) -> ResponseReturnValue:
    begin_writing()
    rename(cohort, "Left half done")
    begin_writing()
    record(CHANGED, actor=signed_in_actor(), at=clock.now(), subject=cohort)
    return "begun anew"


@bp.post("/example/plain/<uuid:cohort_id>/<name>")
@requires(Permission.COHORT_MANAGE, plain=True)
def change_plain(cohort: Cohort, name: str) -> ResponseReturnValue:
    if name == "attribute":
        cohort.name = "Set on the entity"
    rename(cohort, "Written by a statement")
    return "changed"


@bp.get("/example/open")
@public("A test's page.")
def show_open() -> ResponseReturnValue:
    return "open"


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests change its routes."""
    return own_app


@pytest.fixture
def room(app: Flask) -> Flask:
    """The application with the example room in it."""
    app.register_blueprint(bp)
    return app


Sign = Callable[..., Client]


def name_of(cohort_id: UUID) -> str:
    """The cohort's name as the database has it now."""
    db.session.rollback()
    return db.session.scalars(select(Cohort.name).where(Cohort.id == cohort_id)).one()


def events(action: str) -> list[AuditEvent]:
    """What the audit has of one action."""
    db.session.rollback()
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)))


def test_somebody_unknown_is_asked_to_sign_in(room: Flask, client: Client, make: Make) -> None:
    cohort = make.cohort()
    make.commit()
    answer = client.get(f"/example/{cohort.id}/{uuid4()}")
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


def test_an_open_page_needs_nobody(room: Flask, client: Client) -> None:
    assert client.get("/example/open").text == "open"


def test_a_page_about_girls_is_logged_before_it_is_shown(room: Flask, client_as: Sign, make: Make) -> None:
    user = make.user()
    cohort = make.cohort(staff=(user,))
    session = db.session.scalars(select(GroupSession).where(GroupSession.number == 1)).one()
    browser = client_as(user=user)
    answer = browser.get(f"/example/{cohort.id}/{session.id}")
    assert answer.text == f"{cohort.name} 1"
    (event,) = events(READ.action)
    assert (event.actor_id, event.object_type, event.object_id) == (user.id, "sessions", session.id)


def test_what_may_not_be_known_of_answers_like_what_is_not_there(room: Flask, client_as: Sign, make: Make) -> None:
    other = make.cohort(service_area=8)
    session = db.session.scalars(select(GroupSession).where(GroupSession.number == 1)).one()
    browser = client_as("coordinator", service_area=6)
    hidden = browser.get(f"/example/{other.id}/{session.id}")
    absent = browser.get(f"/example/{uuid4()}/{uuid4()}")
    assert hidden.status_code == absent.status_code == 404
    assert without_tokens(hidden.text) == without_tokens(absent.text)
    assert {event.outcome for event in events("gate:route:denied")} == {"denied"}
    assert len(events("gate:route:denied")) == 2


def test_a_session_under_another_cohort_is_not_found(room: Flask, client_as: Sign, make: Make) -> None:
    here, there = make.cohort().id, make.cohort().id
    session = db.session.scalars(select(GroupSession.id).where(GroupSession.cohort_id == there).limit(1)).one()
    browser = client_as("coordinator", service_area=6)
    assert browser.get(f"/example/{there}/{session}").status_code == 200
    assert browser.get(f"/example/{here}/{session}").status_code == 404


def test_what_can_be_seen_but_not_done_is_forbidden(room: Flask, client_as: Sign, make: Make) -> None:
    user = make.user()
    cohort = make.cohort(staff=(user,))
    assert client_as(user=user).post(f"/example/late/{cohort.id}").status_code == 403
    assert client_as("coordinator").post(f"/example/late/{cohort.id}").status_code == 200
    assert name_of(cohort.id) == "Changed late"


def test_a_get_that_writes_fails(room: Flask, client_as: Sign, make: Make) -> None:
    cohort = make.cohort()
    answer = client_as("coordinator").get(f"/example/writes/{cohort.id}")
    assert answer.status_code == 503
    assert name_of(cohort.id) == cohort.name


def test_a_get_keeps_nothing_though_it_began_to_write(room: Flask, client_as: Sign, make: Make) -> None:
    cohort = make.cohort()
    answer = client_as("coordinator").get(f"/example/begins/{cohort.id}")
    assert answer.status_code == 200
    assert name_of(cohort.id) == cohort.name
    assert events(CHANGED.action) == []


def test_whoever_begins_to_write_again_takes_back_what_was_half_done(room: Flask, client_as: Sign, make: Make) -> None:
    cohort = make.cohort()
    assert client_as("coordinator").post(f"/example/twice/{cohort.id}").status_code == 200
    assert name_of(cohort.id) == cohort.name
    assert len(events(CHANGED.action)) == 1


def test_a_plain_route_changes_nothing_by_attributes(room: Flask, client_as: Sign, make: Make) -> None:
    cohort = make.cohort()
    coordinator = client_as("coordinator")
    with pytest.raises(RuntimeError, match="plain"):
        coordinator.post(f"/example/plain/{cohort.id}/attribute")
    assert name_of(cohort.id) == cohort.name
    assert coordinator.post(f"/example/plain/{cohort.id}/statement").status_code == 200
    assert name_of(cohort.id) == "Written by a statement"


@pytest.mark.parametrize(("status", "is_kept"), [(200, True), (303, True), (409, True), (422, False), (404, False)])
def test_only_a_good_or_kept_answer_commits(
    room: Flask, client_as: Sign, make: Make, status: int, is_kept: bool
) -> None:
    cohort = make.cohort()
    answer = client_as("coordinator").post(f"/example/{cohort.id}/{status}")
    assert answer.status_code == status
    assert (name_of(cohort.id) == f"Changed {status}") is is_kept
    # Read all the same, whatever became of the change.
    assert len(events(READ.action)) == 1


@pytest.mark.parametrize("header", [None, "nonsense", "AAAA"])
def test_a_post_without_its_token_is_refused(room: Flask, client_as: Sign, make: Make, header: str | None) -> None:
    cohort = make.cohort()
    browser = client_as("coordinator")
    headers = {"X-CSRFToken": header} if header else {}
    answer = browser.post(f"/example/{cohort.id}/200", token=False, headers=headers, data={"body": "Typed text"})
    assert answer.status_code == 400
    assert "This page was open too long" in answer.text
    assert "Typed text" in answer.text
    assert name_of(cohort.id) == cohort.name


def test_a_token_of_another_sign_in_is_refused(room: Flask, client_as: Sign, make: Make) -> None:
    cohort = make.cohort()
    mine, hers = client_as("coordinator"), client_as("coordinator")
    answer = mine.post(f"/example/{cohort.id}/200", token=False, headers={"X-CSRFToken": hers.token()})
    assert answer.status_code == 400


def test_the_app_refuses_a_route_that_declares_nothing(room: Flask) -> None:
    room.view_functions["example.show"] = cast("Callable[..., ResponseReturnValue]", lambda: "bare")
    with pytest.raises(LookupError, match=r"example.show declares no access"):
        check_routes(room)
