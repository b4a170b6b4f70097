"""The second factor: each code once, recovery codes once each, and set up before anything else where it is required."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import time_machine
from sqlalchemy import select

from curriculum_app.accounts.models import RecoveryCode, User
from curriculum_app.accounts.rules import codes
from curriculum_app.core.db import begin_writing, db
from tests.accounts.people import PASSWORD, SECRET, audited, code, cookie_of, is_in, person, sign_in, sign_ins
from tests.clients import Client
from tests.factories import Make


def type_code(browser: Client, digits: str, **fields: str) -> int:
    """The status of the answer to a code."""
    return browser.post("/sign-in/code", data={"code": digits, **fields}).status_code


def key_on(html: str) -> str:
    """The key that a page offers to the app."""
    found = re.search(r'class="secret-text">([A-Z2-7 ]+)<', html)
    assert found, "The page offers no key."
    return found[1].replace(" ", "")


def codes_on(html: str) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b", html)


def test_the_password_alone_does_not_let_her_in(client: Client, make: Make) -> None:
    answer = sign_in(client, person(make, phone=True), next="/account")
    assert answer.location == "/sign-in/code?next=/account"
    assert client.get("/account").location == "/sign-in/code?next=/account"


def test_the_code_lets_her_in_with_a_fresh_cookie(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    sign_in(client, user)
    waiting = cookie_of(client)
    answer = client.post("/sign-in/code", data={"code": code(), "next": "/account"})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert cookie_of(client) != waiting
    assert is_in(client)
    waited, complete = sign_ins(user)
    assert waited.ended_at is not None
    assert complete.second_factor_at is not None


def test_a_code_works_once_also_in_another_browser(client: Client, app: object, make: Make) -> None:
    user = person(make, phone=True)
    with time_machine.travel(make.at, tick=False):
        sign_in(client, user)
        assert type_code(client, code()) == 303
        thief: Client = client.application.test_client()  # type: ignore[assignment]
        sign_in(thief, user)
        assert type_code(thief, code()) == 422
        assert not is_in(thief)


def test_the_next_code_works_after_one_was_used(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, user)
        type_code(client, code())
        client.post("/sign-out")
        clock.shift(timedelta(seconds=30))
        sign_in(client, user)
        assert type_code(client, code()) == 303


def test_five_wrong_codes_lock_the_right_one_out(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    sign_in(client, user)
    assert [type_code(client, "000000") for _ in range(5)] == [422] * 5
    assert type_code(client, code()) == 422
    sign_in(client, user)
    assert type_code(client, code()) == 422


def test_the_step_of_the_code_ends_after_ten_minutes(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    with time_machine.travel(make.at, tick=False) as clock:
        sign_in(client, user)
        clock.shift(timedelta(minutes=10))
        assert client.get("/sign-in/code").location == "/sign-in"
        assert type_code(client, code()) == 303
        assert not is_in(client)


def test_nobody_comes_to_the_code_without_the_password(client: Client, make: Make) -> None:
    person(make, phone=True)
    assert client.get("/sign-in/code").location == "/sign-in"
    assert client.post("/sign-in/code", data={"code": code()}).location == "/sign-in?next=/"


def test_setting_up_an_app_gives_ten_codes_that_are_shown_once(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    secret = key_on(client.get("/account/second-factor").text)
    assert secret == key_on(client.get("/account/second-factor").text)
    shown = client.post("/account/second-factor", data={"code": code(secret=secret)})
    assert len(set(codes_on(shown.text))) == 10
    assert not codes_on(client.get("/account").text)
    db.session.rollback()
    sealed = db.session.get_one(User, user.id).totp_sealed
    assert sealed is not None
    assert secret.encode() not in sealed
    stored = db.session.scalars(select(RecoveryCode.code_hash).where(RecoveryCode.user_id == user.id)).all()
    assert not {printed.encode() for printed in codes_on(shown.text)} & set(stored)


def test_a_wrong_first_code_sets_nothing_up(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    answer = client.post("/account/second-factor", data={"code": "000000"})
    assert answer.status_code == 422
    assert "That code does not work." in answer.text
    db.session.rollback()
    assert db.session.get_one(User, user.id).totp_sealed is None


def test_a_key_of_ones_own_choice_is_not_taken(client: Client, make: Make) -> None:
    sign_in(client, person(make))
    answer = client.post("/account/second-factor", data={"code": code(secret=SECRET), "secret": SECRET})
    assert answer.status_code == 422


def test_a_recovery_code_works_once_however_it_is_typed(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    secret = key_on(client.get("/account/second-factor").text)
    printed = codes_on(client.post("/account/second-factor", data={"code": code(secret=secret)}).text)[3]
    client.post("/sign-out")
    sign_in(client, user)
    assert "recovery code" in client.get("/sign-in/code?recovery=1").text
    assert type_code(client, printed.lower().replace("-", " ")) == 303
    client.post("/sign-out")
    sign_in(client, user)
    assert type_code(client, printed) == 422
    (event,) = audited("accounts:recovery-code:used")
    assert event.details == {"left": 9}


def test_another_persons_recovery_code_is_worth_nothing(client: Client, make: Make) -> None:
    owner, other = person(make), person(make, phone=True)
    sign_in(client, owner)
    secret = key_on(client.get("/account/second-factor").text)
    printed = codes_on(client.post("/account/second-factor", data={"code": code(secret=secret)}).text)[0]
    client.post("/sign-out")
    sign_in(client, other)
    assert type_code(client, printed) == 422


def test_replacing_the_app_takes_the_password_too(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    sign_in(client, user)
    type_code(client, code())
    secret = key_on(client.get("/account/second-factor").text)
    assert secret != SECRET
    fields = {"code": pyotp.TOTP(secret).now()}
    assert client.post("/account/second-factor", data=fields).status_code == 422
    assert client.post("/account/second-factor", data={**fields, "current_password": "no"}).status_code == 422
    assert client.post("/account/second-factor", data={**fields, "current_password": PASSWORD}).status_code == 200


def test_new_recovery_codes_end_the_old_ones(client: Client, make: Make) -> None:
    user = person(make, phone=True)
    sign_in(client, user)
    type_code(client, code())
    first = codes_on(client.post("/account/recovery-codes", data={"current_password": PASSWORD}).text)
    second = codes_on(client.post("/account/recovery-codes", data={"current_password": PASSWORD}).text)
    assert not set(first) & set(second)
    client.post("/sign-out")
    sign_in(client, user)
    assert type_code(client, first[0]) == 422
    assert type_code(client, second[0]) == 303


def test_new_recovery_codes_take_the_password(client: Client, make: Make) -> None:
    sign_in(client, person(make))
    answer = client.post("/account/recovery-codes", data={"current_password": "not the right one at all"})
    assert answer.status_code == 422
    assert not codes_on(answer.text)


def test_a_development_site_says_when_there_is_no_second_factor(client: Client, make: Make) -> None:
    plain, careful = person(make), person(make, phone=True)
    sign_in(client, plain)
    assert "without a second factor" in client.get("/account").text
    client.post("/sign-out")
    sign_in(client, careful)
    type_code(client, code())
    assert "without a second factor" not in client.get("/account").text


def test_the_step_is_spent_by_whoever_comes_first(client: Client, make: Make) -> None:
    """A second browser that read the old step before the first one committed does not win as well."""
    user = person(make, phone=True)
    sign_in(client, user)
    begin_writing()
    db.session.get_one(User, user.id).totp_last_step = codes.step_of(make.at) + 2
    make.commit()
    assert type_code(client, code()) == 422
