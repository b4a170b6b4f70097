"""The idle lock and the absolute limit: one factor opens a locked screen, and what was typed is not lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from curriculum_app.accounts.models import SignIn
from curriculum_app.core.db import db
from tests.accounts.people import PASSWORD, audited, code, cookie_of, is_in, person, sign_in, sign_ins
from tests.clients import Client
from tests.factories import Make

IDLE = timedelta(minutes=31)


def test_after_thirty_idle_minutes_the_screen_is_locked(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        clock.shift(timedelta(minutes=29))
        assert is_in(client)
        clock.shift(IDLE)
        assert client.get("/account/password").location == "/account/unlock?next=/account/password"


def test_using_it_keeps_it_open(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        for _ in range(5):
            clock.shift(timedelta(minutes=25))
            assert client.post("/account/stay").status_code == 204


def test_a_use_is_written_down_at_most_once_a_minute(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        user = person(make)
        sign_in(client, user)
        first = sign_ins(user)[0].last_seen_at
        clock.shift(timedelta(seconds=59))
        client.get("/account")
        assert sign_ins(user)[0].last_seen_at == first
        clock.shift(timedelta(seconds=1))
        client.get("/account")
        assert sign_ins(user)[0].last_seen_at == first + timedelta(minutes=1)


def test_the_password_unlocks_and_leads_back(client: Client, make: Make) -> None:
    user = person(make)
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, user)
        cookie = cookie_of(client)
        clock.shift(IDLE)
        assert user.full_name in client.get("/account/unlock").text
        answer = client.post("/account/unlock", data={"password": PASSWORD, "next": "/account/password"})
        assert answer.location == "/account/password"
        assert is_in(client)
        assert cookie_of(client) == cookie
    (event,) = audited("accounts:sign-in:unlocked")
    assert event.details == {"factor": "password"}


def test_a_code_unlocks_as_well(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make, phone=True))
        client.post("/sign-in/code", data={"code": code()})
        clock.shift(IDLE)
        assert client.post("/account/unlock", data={"code": "000000"}).status_code == 422
        assert client.post("/account/unlock", data={"code": code()}).status_code == 303
        assert is_in(client)


def test_wrong_tries_at_a_locked_screen_are_counted(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        user = person(make)
        sign_in(client, user)
        clock.shift(IDLE)
        for _ in range(5):
            assert client.post("/account/unlock", data={"password": "not the right one"}).status_code == 422
        assert client.post("/account/unlock", data={"password": PASSWORD}).status_code == 422
        assert not is_in(client)
    assert len(audited("accounts:unlock:refused")) == 6


def test_what_was_typed_survives_the_lock(client: Client, make: Make) -> None:
    """A form that arrives at a locked screen: unlock, press Save again, nothing is lost."""
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        clock.shift(IDLE)
        typed = {"language": "es", "body": 'She said "maybe" & left\nat four'}
        locked = client.post("/account/language", data=typed)
        assert locked.status_code == 403
        assert 'name="kept-language" value="es"' in locked.text
        kept = {f"kept-{name}": value for name, value in typed.items()} | {"again": "/account/language"}
        wrong = client.post("/account/unlock", data={**kept, "password": "not the right one"})
        assert 'name="kept-language" value="es"' in wrong.text
        opened = client.post("/account/unlock", data={**kept, "password": PASSWORD})
        assert opened.status_code == 200
        assert 'action="/account/language"' in opened.text
        assert "She said &#34;maybe&#34; &amp; left" in opened.text
        assert client.post("/account/language", data=typed).status_code == 303


def test_a_password_that_was_being_sent_is_not_carried_along(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        clock.shift(IDLE)
        fields = {"current_password": PASSWORD, "password": "lamp otter cedar bridge"}
        assert "lamp otter" not in client.post("/account/password", data=fields).text


@pytest.mark.parametrize("again", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_kept_text_goes_to_no_other_site(client: Client, make: Make, again: str) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        clock.shift(IDLE)
        fields = {"password": PASSWORD, "again": again, "kept-body": "secret"}
        answer = client.post("/account/unlock", data=fields)
        assert (answer.status_code, answer.location) == (303, "/")


def test_a_script_at_a_locked_screen_is_told_in_json(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        clock.shift(IDLE)
        answer = client.post("/account/stay", headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json) == (401, {"error": "locked"})


def test_a_locked_screen_offers_the_way_out(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        user = person(make)
        sign_in(client, user)
        clock.shift(IDLE)
        assert client.get("/sign-in").location.startswith("/account/unlock")
        client.post("/sign-out")
        assert sign_ins(user)[0].ended_at is not None
        assert client.get("/sign-in").status_code == 200


def test_after_twelve_hours_one_signs_in_again(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=20))
        assert client.get("/account").location == "/sign-in?next=/account"
        assert client.get("/account/unlock").location == "/"


def test_a_page_of_the_locked_screen_shows_no_menu(client: Client, make: Make) -> None:
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, person(make))
        clock.shift(IDLE)
        assert not re.search(r'aria-label="Main"', client.get("/account/unlock").text)


def test_a_sign_in_is_found_in_one_statement(client: Client, make: Make, statements: list[str]) -> None:
    user = person(make)
    make.assignment(user, "coordinator", service_area=6)
    make.assignment(user, "coordinator", service_area=8)
    make.commit()
    sign_in(client, user)
    db.session.scalars(select(SignIn.id)).all()
    statements.clear()
    client.post("/account/stay")
    assert len(statements) == 1
