"""Accounts of others: administrators make and close them; nobody else sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from tests.accounts.people import audited, is_in, person, sign_in, staff
from tests.clients import Client
from tests.factories import Make

Sign = Callable[..., Client]


def fields(make: Make, **changed: str) -> dict[str, str]:
    """A filled-in form for a new account."""
    filled = {
        "id": str(new_id()),
        "full_name": "Dolores Huerta-Smith",
        "email": "dolores@example.com",
        "role": "facilitator",
        "service_area": "",
        "site": "",
        "from_on": make.today.isoformat(),
        "until_on": "",
    }
    return filled | changed


def link_on(html: str) -> str:
    """The path of the link that a page shows."""
    found = re.search(r"/set-up/[\w-]+", html)
    assert found, "The page shows no link."
    return found[0]


def count_users() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(User)) or 0


def test_an_administrator_makes_an_account_and_gets_a_link(client_as: Sign, client: Client, make: Make) -> None:
    admin = staff(client_as, make, "administrator")
    answer = admin.post("/admin/users", data=fields(make))
    assert answer.status_code == 200
    path = link_on(answer.text)
    chosen = {"password": "lamp otter cedar bridge", "password_again": "lamp otter cedar bridge"}
    assert client.post(path, data=chosen).status_code == 303
    assert is_in(client)
    (event,) = audited("accounts:user:created")
    assert event.actor_id == admin.user.id


def test_the_same_form_twice_makes_one_account(client_as: Sign, make: Make) -> None:
    admin = staff(client_as, make, "administrator")
    filled = fields(make)
    admin.post("/admin/users", data=filled)
    before = count_users()
    again = admin.post("/admin/users", data=filled)
    assert again.status_code == 303
    assert "Already saved." in admin.get(again.location).text
    assert count_users() == before


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "DOLORES@example.com"}, "There is an account with this e-mail already."),
        ({"email": "not an address"}, "Type an e-mail address like"),
        ({"full_name": ""}, "Type the full name."),
        ({"role": "coordinator"}, "Choose a service area or a site for this role."),
        ({"role": "coordinator", "service_area": "5"}, "Not a valid choice"),
        ({"role": "queen"}, "Not a valid choice"),
        ({"until_on": "2020-01-01"}, "The last day can&#39;t be before the first day."),
    ],
)
def test_a_refused_form_makes_nothing(client_as: Sign, make: Make, changed: dict[str, str], sentence: str) -> None:
    make.user(email="dolores@example.com")
    admin = staff(client_as, make, "administrator")
    before = count_users()
    answer = admin.post("/admin/users", data=fields(make, **{"email": "other@example.com"} | changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert count_users() == before


def test_fields_that_the_form_does_not_have_are_ignored(client_as: Sign, make: Make) -> None:
    admin = staff(client_as, make, "administrator")
    filled = fields(make, approved_at="2026-01-01", granted_by_id=str(uuid4()), is_active="", password_hash="x")
    admin.post("/admin/users", data=filled)
    db.session.rollback()
    row = db.session.get_one(User, UUID(filled["id"]))
    assert row.is_active
    assert row.password_hash is None
    assert row.created_by_id == admin.user.id


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "program_manager", "analyst"])
def test_nobody_else_opens_the_accounts(client_as: Sign, make: Make, role: str) -> None:
    other = person(make)
    browser = staff(client_as, make, role)
    assert browser.get("/admin/users").status_code == 403
    assert browser.post("/admin/users", data=fields(make)).status_code == 403
    expected = 403 if role == "program_manager" else 404
    assert browser.get(f"/admin/users/{other.id}").status_code == expected
    assert browser.post(f"/admin/users/{other.id}/deactivate").status_code == expected
    assert browser.post(f"/admin/users/{other.id}/link").status_code == expected


def test_opening_the_list_is_remembered(client_as: Sign, make: Make) -> None:
    staff(client_as, make, "administrator").get("/admin/users")
    assert len(audited("accounts:users:read")) == 1


def test_the_list_is_paged(client_as: Sign, make: Make, statements: list[str]) -> None:
    for number in range(60):
        make.user(full_name=f"Person {number:02}")
    admin = staff(client_as, make, "administrator", full_name="Aaa First")
    statements.clear()
    first = admin.get("/admin/users")
    assert len([each for each in statements if each.startswith("SELECT")]) <= 3
    second = admin.get("/admin/users?page=2")
    assert "Person 10" in first.text
    assert "Person 55" not in first.text
    assert "Person 55" in second.text
    assert "Next page" in first.text
    assert "Next page" not in second.text


def test_a_closed_account_is_out_on_its_next_request(client_as: Sign, make: Make) -> None:
    victim = staff(client_as, make, "facilitator")
    admin = staff(client_as, make, "administrator")
    assert is_in(victim)
    assert "can't sign in any more" in admin.get(f"/admin/users/{victim.user.id}/deactivate").text.replace("&#39;", "'")
    assert admin.post(f"/admin/users/{victim.user.id}/deactivate").status_code == 303
    assert not is_in(victim)


def test_an_account_can_be_opened_again(client_as: Sign, client: Client, make: Make) -> None:
    user = person(make)
    admin = staff(client_as, make, "administrator")
    admin.post(f"/admin/users/{user.id}/deactivate")
    assert sign_in(client, user).status_code == 422
    admin.post(f"/admin/users/{user.id}/reactivate")
    assert sign_in(client, user).status_code == 303


def test_an_account_that_nobody_used_for_ninety_days_is_shown_as_closed(client_as: Sign, make: Make) -> None:
    user = person(make)
    db.session.execute(update(User).where(User.id == user.id).values(active_since=make.at - timedelta(days=91)))
    admin = staff(client_as, make, "administrator")
    assert "not used for 90 days" in admin.get(f"/admin/users/{user.id}").text
    admin.post(f"/admin/users/{user.id}/reactivate")
    assert "not used for 90 days" not in admin.get(f"/admin/users/{user.id}").text


def test_nobody_closes_her_own_account(client_as: Sign, make: Make) -> None:
    admin = staff(client_as, make, "administrator")
    answer = admin.post(f"/admin/users/{admin.user.id}/deactivate")
    assert answer.status_code == 422
    assert is_in(admin)


def test_a_new_link_is_shown_once_and_ends_the_old_one(client_as: Sign, client: Client, make: Make) -> None:
    admin = staff(client_as, make, "administrator")
    filled = fields(make)
    first = link_on(admin.post("/admin/users", data=filled).text)
    second = link_on(admin.post(f"/admin/users/{filled['id']}/link").text)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert "/set-up/" not in admin.get(f"/admin/users/{filled['id']}").text


def test_a_link_for_a_closed_account_is_refused(client_as: Sign, make: Make) -> None:
    user = person(make)
    admin = staff(client_as, make, "administrator")
    admin.post(f"/admin/users/{user.id}/deactivate")
    answer = admin.post(f"/admin/users/{user.id}/link")
    assert answer.status_code == 422
    assert "This account is closed." in answer.text


def test_names_and_addresses_stay_out_of_titles_and_addresses(client_as: Sign, make: Make) -> None:
    user = person(make, full_name="Dolores Huerta-Smith", email="dolores@example.com")
    admin = staff(client_as, make, "administrator")
    html = admin.get(f"/admin/users/{user.id}").text
    title = html.split("<title>")[1].split("</title>")[0]
    assert "Dolores" not in title
    assert not re.search(r'(href|action)="[^"]*(Dolores|dolores)', html)


def test_a_deleted_page_number_is_no_error(client_as: Sign, make: Make) -> None:
    admin = staff(client_as, make, "administrator")
    for wrong in ("0", "-3", "x", "999", "99999999999999999999"):
        assert admin.get(f"/admin/users?page={wrong}").status_code == 200


def test_the_first_role_is_given_with_the_account(client_as: Sign, make: Make) -> None:
    admin = staff(client_as, make, "administrator")
    filled = fields(make, role="coordinator", service_area="6")
    admin.post("/admin/users", data=filled)
    begin_writing()
    (row,) = db.session.scalars(select(RoleAssignment).where(RoleAssignment.user_id == UUID(filled["id"])))
    assert (row.role.value, row.service_area, row.approved_at is not None) == ("coordinator", 6, True)
