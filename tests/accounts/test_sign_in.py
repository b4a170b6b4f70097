"""Signing in with a password: one sentence for every failure, a fresh sign-in each time, and a way out that holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from curriculum_app.accounts.models import User
from curriculum_app.accounts.rules.words import EndedBecause
from curriculum_app.core.db import begin_writing, db
from tests.accounts.people import audited, cookie_of, is_in, person, sign_in, sign_ins, without_tokens
from tests.clients import Client
from tests.factories import Make


def test_the_right_password_leads_to_the_first_page(client: Client, make: Make) -> None:
    user = person(make)
    answer = sign_in(client, user)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(client)
    (event,) = audited("accounts:sign-in:opened")
    assert (event.actor_id, event.details) == (user.id, {"second_factor": False})


def test_the_address_may_be_typed_in_any_case(client: Client, make: Make) -> None:
    user = person(make, email="rosa@example.com")
    assert sign_in(client, "  ROSA@Example.com ").status_code == 303
    assert sign_ins(user)


def test_after_signing_in_one_lands_on_the_page_that_was_wanted(client: Client, make: Make) -> None:
    user = person(make)
    asked = client.get("/account/password?a=1")
    assert asked.location == "/sign-in?next=/account/password?a%3D1"
    assert sign_in(client, user, next="/account/password?a=1").location == "/account/password?a=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"]
)
def test_nobody_is_sent_to_another_site(client: Client, make: Make, elsewhere: str) -> None:
    user = person(make)
    assert sign_in(client, user, next=elsewhere).location == "/"
    assert client.get("/sign-in", query_string={"next": elsewhere}).location == "/"


def test_an_unknown_name_and_a_wrong_password_answer_the_same_bytes(client: Client, make: Make) -> None:
    person(make, email="rosa@example.com")
    wrong = sign_in(client, "rosa@example.com", "not the right one at all")
    unknown = sign_in(client, "mona@example.com", "not the right one at all")
    assert wrong.status_code == unknown.status_code == 422
    assert without_tokens(wrong.text) == without_tokens(unknown.text).replace("mona@", "rosa@")
    assert dict(wrong.headers) == dict(unknown.headers)
    assert "We could not sign you in." in wrong.text


@pytest.mark.parametrize("state", ["closed", "dormant", "not set up"])
def test_an_account_that_is_not_open_answers_like_a_wrong_password(client: Client, make: Make, state: str) -> None:
    user = person(make, email="rosa@example.com")
    person(make, email="mona@example.com")
    states: dict[str, dict[str, object]] = {
        "closed": {"is_active": False},
        "dormant": {"active_since": make.at - timedelta(days=90)},
        "not set up": {"password_hash": None},
    }
    db.session.execute(update(User).where(User.id == user.id).values(states[state]))
    make.commit()
    closed = sign_in(client, "rosa@example.com")
    wrong = sign_in(client, "mona@example.com", "not the right one at all")
    assert without_tokens(closed.text) == without_tokens(wrong.text).replace("mona@", "rosa@")
    assert not sign_ins(user)


def test_a_password_that_only_differs_in_blanks_is_wrong(client: Client, make: Make) -> None:
    user = person(make)
    assert sign_in(client, user, "kettle plum river window ").status_code == 422


def test_a_refusal_is_remembered_without_the_name(client: Client, make: Make) -> None:
    user = person(make, email="rosa@example.com")
    sign_in(client, user, "not the right one at all")
    sign_in(client, "nobody@example.com", "not the right one at all")
    known, unknown = audited("accounts:sign-in:refused")
    assert (known.object_id, known.reason_code, known.outcome) == (user.id, "password", "failed")
    assert (unknown.object_id, unknown.reason_code, unknown.details) == (None, "unknown", None)


def test_the_form_comes_back_as_typed_without_the_password(client: Client, make: Make) -> None:
    answer = sign_in(client, "rosa@example.com", "not the right one at all")
    assert 'value="rosa@example.com"' in answer.text
    assert "not the right one" not in answer.text
    assert "<title>Error: " in answer.text


def test_an_empty_form_says_what_is_missing(client: Client, make: Make) -> None:
    answer = sign_in(client, "", "")
    assert answer.status_code == 422
    assert "Type your e-mail." in answer.text
    assert "Type your password." in answer.text


def test_a_sign_in_planted_before_has_no_value_after(client: Client, app: object, make: Make) -> None:
    victim, attacker = person(make), person(make)
    sign_in(client, attacker)
    planted = cookie_of(client)
    sign_in(client, victim)
    assert cookie_of(client) != planted
    begin_writing()
    (old,) = sign_ins(attacker)
    assert old.ended_because is EndedBecause.REPLACED


def test_a_cookie_that_we_did_not_make_is_nobody(client: Client, make: Make) -> None:
    user = person(make)
    client.set_cookie("sign_in", "chosen-by-somebody-else")
    assert client.get("/account").status_code == 302
    sign_in(client, user)
    assert cookie_of(client) != "chosen-by-somebody-else"
    assert is_in(client)


def test_a_cookie_copied_before_signing_out_is_dead(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    copied = cookie_of(client)
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies"'
    client.set_cookie("sign_in", copied or "")
    again = client.get("/account")
    assert again.status_code == 302
    assert again.location.startswith("/sign-in")
    (row,) = sign_ins(user)
    assert row.ended_because is EndedBecause.SIGNED_OUT


def test_signing_out_twice_is_no_error(client: Client, make: Make) -> None:
    sign_in(client, person(make))
    client.post("/sign-out")
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in?done=signed_out")
    assert "You are signed out." in client.get(answer.location).text


def test_the_cookie_is_kept_from_scripts_and_ends_with_the_browser(client: Client, make: Make) -> None:
    answer = sign_in(client, person(make))
    (header,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("sign_in=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(header.split("; "))
    assert "Secure" not in header
    assert "Max-Age" not in header
    assert "Expires" not in header


def test_the_database_does_not_hold_the_cookie(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    (row,) = sign_ins(user)
    assert (cookie_of(client) or "").encode() not in row.token_hash
    assert len(row.token_hash) == 32


def test_a_field_that_is_not_hers_to_set_changes_nothing(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user, role="program_manager", is_active="1", user_id="1", awaiting="")
    assert client.get("/admin/users").status_code == 403


def test_whoever_is_signed_in_goes_on_from_the_sign_in_page(client: Client, make: Make) -> None:
    sign_in(client, person(make))
    assert client.get("/sign-in?next=/account").location == "/account"


def test_a_closed_account_is_out_in_the_middle_of_her_work(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    begin_writing()
    db.session.execute(update(User).where(User.id == user.id).values(is_active=False))
    make.commit()
    assert client.get("/account").status_code == 302


def test_a_script_without_a_sign_in_is_told_in_json(client: Client) -> None:
    answer = client.get("/account", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (401, {"error": "signed-out"})


def test_signing_in_needs_the_token_of_our_own_page(client: Client, make: Make) -> None:
    user = person(make)
    answer = client.post("/sign-in", token=False, data={"email": user.email, "password": "kettle plum river window"})
    assert answer.status_code == 400
    assert "kettle" not in answer.text
    assert not sign_ins(user)
