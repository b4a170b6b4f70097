"""`flask users`: the first account of an installation, and the way back in."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.core.db import db
from tests.accounts.people import audited, is_in, person, sign_in
from tests.clients import Client
from tests.factories import Make


def run(app: Flask, *words: str) -> tuple[int, str, str]:
    """Exit status, what was printed, and what went to stderr."""
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["users", *words])
    return done.exit_code, done.stdout, done.stderr


def test_a_new_installation_gets_its_first_administrator(app: Flask, client: Client, make: Make) -> None:
    status, printed, _errors = run(app, "create", "First@Example.com", "--role", "administrator", "--name", "Ana Ruiz")
    assert status == 0
    link = re.search(r"http://localhost:5000(/set-up/\S+)", printed)
    assert link
    chosen = {"password": "lamp otter cedar bridge", "password_again": "lamp otter cedar bridge"}
    assert client.post(link[1], data=chosen).status_code == 303
    assert client.get("/admin/users").status_code == 200
    (event,) = audited("accounts:user:created")
    assert (event.actor_kind, event.actor_id) == ("command-line", None)


def test_a_coordinator_of_a_site(app: Flask, make: Make) -> None:
    site = make.site(name="Watts Community Room")
    make.commit()
    status, _printed, errors = run(app, "create", "c@example.com", "--role", "coordinator", "--site", site.name)
    assert (status, errors) == (0, "")
    assert db.session.scalars(select(RoleAssignment.site_id)).one() == site.id


def test_mistakes_in_the_command_end_with_two(app: Flask, make: Make) -> None:
    assert run(app, "create", "x@example.com", "--role", "queen")[0] == 2
    assert run(app, "create", "not an address", "--role", "facilitator")[0] == 2
    assert run(app, "create", "x@example.com", "--role", "coordinator", "--service-area", "9")[0] == 2
    assert run(app, "create", "x@example.com")[0] == 2


def test_what_cannot_be_done_ends_with_one_and_a_sentence(app: Flask, make: Make) -> None:
    make.user(email="rosa@example.com")
    make.commit()
    before = len(db.session.scalars(select(User.id)).all())
    status, printed, errors = run(app, "create", "ROSA@example.com", "--role", "facilitator")
    assert (status, printed, errors) == (1, "", "There is an account with this e-mail already.\n")
    assert run(app, "create", "c@example.com", "--role", "coordinator")[0] == 1
    nowhere = run(app, "create", "c@example.com", "--role", "coordinator", "--site", "Nowhere")
    assert (nowhere[0], nowhere[2]) == (1, "There is no open site of this name.\n")
    assert run(app, "link", "nobody@example.com")[0] == 1
    assert len(db.session.scalars(select(User.id)).all()) == before


def test_a_link_for_somebody_who_lost_everything(app: Flask, client: Client, make: Make) -> None:
    user = person(make, phone=True)
    status, printed, _errors = run(app, "link", user.email, "--forget-second-factor")
    assert status == 0
    link = re.search(r"/set-up/\S+", printed)
    assert link
    assert sign_in(client, user).status_code == 422
    chosen = {"password": "lamp otter cedar bridge", "password_again": "lamp otter cedar bridge"}
    assert client.post(link[0], data=chosen).status_code == 303
    assert is_in(client)
