"""One's own account: password, language and the devices one is signed in on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from curriculum_app.accounts.models import User
from curriculum_app.accounts.rules.words import EndedBecause
from curriculum_app.core.db import begin_writing, db
from tests.accounts.people import PASSWORD, is_in, person, sign_in, sign_ins
from tests.clients import Client
from tests.factories import Make

NEW = "lamp otter cedar bridge"


def another(browser: Client) -> Client:
    """A second browser, on another device."""
    other: Client = browser.application.test_client()  # type: ignore[assignment]
    other.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Safari/537.36"
    return other


def change(browser: Client, current: str = PASSWORD, password: str = NEW, again: str = NEW) -> int:
    """The status of the answer to a changed password."""
    fields = {"current_password": current, "password": password, "password_again": again}
    return browser.post("/account/password", data=fields).status_code


def test_a_changed_password_signs_the_other_devices_out(client: Client, make: Make) -> None:
    user = person(make)
    other = another(client)
    sign_in(client, user)
    sign_in(other, user)
    assert change(client) == 303
    assert is_in(client)
    assert not is_in(other)
    assert sign_in(other, user, PASSWORD).status_code == 422
    assert sign_in(other, user, NEW).status_code == 303


@pytest.mark.parametrize(
    ("current", "password", "again"),
    [("not the right one", NEW, NEW), (PASSWORD, NEW, "something else"), (PASSWORD, "too short", "too short")],
)
def test_a_refused_change_leaves_the_password_as_it_was(
    client: Client, make: Make, current: str, password: str, again: str
) -> None:
    user = person(make)
    sign_in(client, user)
    assert change(client, current, password, again) == 422
    client.post("/sign-out")
    assert sign_in(client, user, PASSWORD).status_code == 303


def test_guessing_the_password_at_an_open_screen_is_counted(client: Client, make: Make) -> None:
    sign_in(client, person(make))
    assert [change(client, "not the right one") for _ in range(5)] == [422] * 5
    assert change(client) == 422


def test_the_devices_are_listed_and_can_be_ended(client: Client, make: Make) -> None:
    user = person(make)
    other = another(client)
    sign_in(client, user)
    sign_in(other, user)
    listed = client.get("/account").text
    assert "Chrome on Android" in listed
    assert "This device" in listed
    there = next(row for row in sign_ins(user) if row.device_label == "Chrome on Android")
    assert client.post(f"/account/devices/{there.id}/end").status_code == 303
    assert not is_in(other)
    assert is_in(client)


def test_all_other_devices_end_at_once(client: Client, make: Make) -> None:
    user = person(make)
    others = [another(client), another(client)]
    for each in (client, *others):
        sign_in(each, user)
    client.post("/account/devices/end-others")
    assert is_in(client)
    assert not any(is_in(each) for each in others)


def test_somebody_elses_device_is_not_there(client: Client, make: Make) -> None:
    mine, hers = person(make), person(make)
    other = another(client)
    sign_in(other, hers)
    sign_in(client, mine)
    (row,) = sign_ins(hers)
    hidden = client.post(f"/account/devices/{row.id}/end")
    absent = client.post(f"/account/devices/{uuid4()}/end")
    assert hidden.status_code == absent.status_code == 404
    assert is_in(other)


def test_the_language_is_kept_with_the_account(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    assert client.post("/account/language", data={"language": "es"}).status_code == 303
    db.session.rollback()
    assert db.session.get_one(User, user.id).language == "es"


def test_a_language_that_we_do_not_speak_is_refused(client: Client, make: Make) -> None:
    sign_in(client, person(make))
    assert client.post("/account/language", data={"language": "tlh"}).status_code == 422


def test_fields_that_are_not_hers_to_set_are_ignored(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    fields = {"language": "en", "role": "program_manager", "email": "other@example.com", "is_active": "", "id": "1"}
    client.post("/account/language", data=fields)
    db.session.rollback()
    assert db.session.get_one(User, user.id).email == user.email
    assert client.get("/admin/role-requests").status_code == 403


def test_whoever_has_no_role_reaches_her_own_account(client_as: Callable[..., Client], make: Make) -> None:
    user = person(make)
    assignment = make.assignment(user, "analyst", approved_at=None)
    browser = client_as(user=user)
    begin_writing()
    db.session.delete(assignment)
    make.commit()
    answer = browser.get("/account")
    assert answer.status_code == 200


def test_sign_ins_remember_why_they_ended(client: Client, make: Make) -> None:
    user = person(make)
    other = another(client)
    sign_in(other, user)
    sign_in(client, user)
    change(client)
    assert sign_ins(user)[0].ended_because is EndedBecause.PASSWORD_CHANGED
