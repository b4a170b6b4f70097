"""One-time links: a password is chosen once, by whoever the link was given to."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from curriculum_app.accounts.models import User
from curriculum_app.accounts.service.links import make_link
from curriculum_app.core.access import Actor, command_line
from curriculum_app.core.db import begin_writing, db
from tests.accounts.people import PASSWORD, audited, code, is_in, person, sign_in, sign_ins
from tests.clients import Client
from tests.factories import Make

NEW = "lamp otter cedar bridge"


def command(make: Make) -> Actor:
    return command_line(make.today)


def link_for(make: Make, user: User, *, forget_second_factor: bool = False) -> str:
    """The path of a fresh link."""
    begin_writing()
    token = make_link(
        db.session.merge(user), actor=command(make), at=make.at, forget_second_factor=forget_second_factor
    )
    make.commit()
    return f"/set-up/{token}"


def choose(browser: Client, path: str, password: str = NEW, again: str | None = None) -> int:
    """The status of the answer to a chosen password."""
    fields = {"password": password, "password_again": password if again is None else again}
    return browser.post(path, data=fields).status_code


def test_a_link_sets_the_password_and_lets_her_in(client: Client, make: Make) -> None:
    user = person(make)
    path = link_for(make, user)
    assert user.email in client.get(path).text
    answer = client.post(path, data={"password": NEW, "password_again": NEW})
    assert answer.location == "/account/second-factor"
    assert is_in(client)
    client.post("/sign-out")
    assert sign_in(client, user, NEW).status_code == 303


def test_a_link_works_once(client: Client, make: Make) -> None:
    path = link_for(make, person(make))
    assert choose(client, path) == 303
    assert choose(client, path, "another quite long secret") == 404
    assert client.get(path).status_code == 404


def test_looking_at_a_link_does_not_use_it_up(client: Client, make: Make) -> None:
    path = link_for(make, person(make))
    client.get(path)
    client.get(path)
    assert choose(client, path) == 303


def test_a_link_ends_after_seventy_two_hours(client: Client, make: Make) -> None:
    path = link_for(make, person(make))
    with time_machine.travel(make.at + timedelta(hours=72), tick=False):
        assert client.get(path).status_code == 404


def test_a_new_link_ends_the_one_before(client: Client, make: Make) -> None:
    user = person(make)
    first = link_for(make, user)
    second = link_for(make, user)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_every_dead_link_answers_the_same_bytes(client: Client, make: Make) -> None:
    user = person(make)
    first = link_for(make, user)
    link_for(make, user)
    replaced, invented = client.get(first), client.get("/set-up/nothing-of-the-kind")
    assert replaced.status_code == invented.status_code == 404
    assert replaced.text.replace(first, "/set-up/nothing-of-the-kind") == invented.text
    assert len(audited("accounts:set-up-link:refused")) == 2


def test_a_link_into_a_closed_account_is_dead(client: Client, make: Make) -> None:
    user = person(make)
    path = link_for(make, user)
    db.session.execute(update(User).where(User.id == user.id).values(is_active=False))
    make.commit()
    assert choose(client, path) == 404


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", "short", "Use at least 15 characters."),
        (NEW, "lamp otter cedar", "The two passwords differ."),
        ("Password12345678!", "Password12345678!", "This is easy to guess"),
        ("kettle plumkettle plum", "kettle plumkettle plum", "This repeats"),
        ("x1Y?" * 70, "x1Y?" * 70, "Use at most 256 characters."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(
    client: Client, make: Make, password: str, again: str, sentence: str
) -> None:
    path = link_for(make, person(make))
    answer = client.post(path, data={"password": password, "password_again": again})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert password not in answer.text
    assert client.get(path).status_code == 200


def test_a_forgotten_password_leaves_the_second_factor_in_place(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    path = link_for(make, user)
    assert client.post(path, data={"password": NEW, "password_again": NEW}).location == "/sign-in/code"
    assert not is_in(client)
    client.post("/sign-in/code", data={"code": code()})
    assert is_in(client)


def test_a_lost_phone_leaves_the_link_as_the_only_way_in(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    sign_in(client, user)
    client.post("/sign-in/code", data={"code": code()})
    path = link_for(make, user, forget_second_factor=True)
    assert not is_in(client)
    assert sign_in(client, user, PASSWORD).status_code == 422
    assert choose(client, path) == 303
    assert is_in(client)


def test_a_new_password_through_a_link_ends_every_sign_in(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    path = link_for(make, user)
    other: Client = client.application.test_client()  # type: ignore[assignment]
    choose(other, path)
    assert not is_in(client)
    assert is_in(other)
    assert [row.ended_at is None for row in sign_ins(user)] == [False, True]


def test_a_link_opens_an_account_that_was_locked_out(client: Client, make: Make) -> None:
    user = person(make)
    for _ in range(5):
        sign_in(client, user, "not the right one at all")
    path = link_for(make, user)
    choose(client, path)
    client.post("/sign-out")
    assert sign_in(client, user, NEW).status_code == 303
