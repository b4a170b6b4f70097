"""Roles are dated, hold from the next request on, and the weighty ones take two persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from tests.accounts.people import audited, person, staff
from tests.clients import Client
from tests.factories import Make

Sign = Callable[..., Client]


def give(browser: Client, user: User, make: Make, role: str, **changed: str) -> int:
    """The status of the answer to a role that is given."""
    fields = {"id": str(new_id()), "role": role, "from_on": make.today.isoformat(), "until_on": ""}
    fields |= {"service_area": "", "site": ""} | changed
    return browser.post(f"/admin/users/{user.id}/roles", data=fields).status_code


def roles_of(user: User) -> list[RoleAssignment]:
    """Every assignment of somebody, the oldest first."""
    db.session.rollback()
    statement = select(RoleAssignment).where(RoleAssignment.user_id == user.id).order_by(RoleAssignment.id)
    return list(db.session.scalars(statement))


def test_a_given_role_holds_on_the_next_request_and_an_ended_one_does_not(client_as: Sign, make: Make) -> None:
    her = staff(client_as, make, "analyst")
    admin = staff(client_as, make, "administrator")
    assert her.get("/admin/users").status_code == 403
    begin_writing()
    make.assignment(her.user, "administrator")
    make.commit()
    assert her.get("/admin/users").status_code == 200
    row = roles_of(her.user)[-1]
    assert admin.post(f"/admin/users/{her.user.id}/roles/{row.id}/end").status_code == 303
    assert her.get("/admin/users").status_code == 403


@pytest.mark.parametrize(("role", "area", "holds"), [("facilitator", "", True), ("coordinator", "8", True)])
def test_facilitators_and_coordinators_are_given_at_once(
    client_as: Sign, make: Make, role: str, area: str, holds: bool
) -> None:
    user = person(make, "analyst")
    assert give(staff(client_as, make, "administrator"), user, make, role, service_area=area) == 303
    assert (roles_of(user)[-1].approved_at is not None) is holds


@pytest.mark.parametrize("role", ["program_manager", "administrator", "analyst"])
def test_weighty_roles_wait_for_a_second_person(client_as: Sign, make: Make, role: str) -> None:
    her = staff(client_as, make, "facilitator")
    admin, manager = staff(client_as, make, "administrator"), staff(client_as, make, "program_manager")
    assert give(admin, her.user, make, role) == 303
    row = roles_of(her.user)[-1]
    assert row.approved_at is None
    assert her.get("/admin/users").status_code == 403
    assert her.user.full_name in manager.get("/admin/role-requests").text
    assert manager.post(f"/admin/users/{her.user.id}/roles/{row.id}/approve").status_code == 303
    row = roles_of(her.user)[-1]
    assert (row.granted_by_id, row.approved_by_id) == (admin.user.id, manager.user.id)
    if role == "administrator":
        assert her.get("/admin/users").status_code == 200


def test_the_one_who_gave_a_role_cannot_approve_it(client_as: Sign, make: Make) -> None:
    both = staff(client_as, make, "administrator")
    make.assignment(both.user, "program_manager")
    user = person(make)
    assert give(both, user, make, "analyst") == 303
    row = roles_of(user)[-1]
    assert "Someone else decides" in both.get("/admin/role-requests").text
    assert both.post(f"/admin/users/{user.id}/roles/{row.id}/approve").status_code == 422
    assert roles_of(user)[-1].approved_at is None


def test_the_database_holds_two_persons_apart(make: Make) -> None:
    user, other = person(make), person(make)
    with pytest.raises(IntegrityError):
        make.assignment(user, "analyst", granted_by_id=other.id, approved_by_id=other.id)


def test_nobody_approves_her_own_role(client_as: Sign, make: Make) -> None:
    manager = staff(client_as, make, "program_manager")
    give(staff(client_as, make, "administrator"), manager.user, make, "analyst")
    row = roles_of(manager.user)[-1]
    assert manager.post(f"/admin/users/{manager.user.id}/roles/{row.id}/approve").status_code == 422


def test_a_declined_role_never_holds(client_as: Sign, make: Make) -> None:
    user, admin, manager = (
        person(make),
        staff(client_as, make, "administrator"),
        staff(client_as, make, "program_manager"),
    )
    give(admin, user, make, "analyst")
    row = roles_of(user)[-1]
    assert manager.post(f"/admin/users/{user.id}/roles/{row.id}/decline").status_code == 303
    assert manager.post(f"/admin/users/{user.id}/roles/{row.id}/approve").status_code == 422
    assert "No role waits" in manager.get("/admin/role-requests").text


def test_an_administrator_does_not_approve(client_as: Sign, make: Make) -> None:
    user = person(make)
    first, second = staff(client_as, make, "administrator"), staff(client_as, make, "administrator")
    give(first, user, make, "administrator")
    row = roles_of(user)[-1]
    assert second.post(f"/admin/users/{user.id}/roles/{row.id}/approve").status_code == 403


def test_an_administrator_gives_herself_nothing(client_as: Sign, make: Make) -> None:
    """Looking after accounts is not a way into the girls' records."""
    admin = staff(client_as, make, "administrator")
    assert give(admin, admin.user, make, "coordinator", service_area="6") == 422
    (own,) = roles_of(admin.user)
    assert admin.post(f"/admin/users/{admin.user.id}/roles/{own.id}/end").status_code == 422
    assert admin.get("/admin/users").status_code == 200


def test_a_role_from_tomorrow_does_not_hold_today(client_as: Sign, make: Make) -> None:
    her = staff(client_as, make, "analyst")
    make.assignment(her.user, "administrator", from_on=make.today + timedelta(days=1))
    make.assignment(her.user, "administrator", until_on=make.today - timedelta(days=1))
    make.commit()
    assert her.get("/admin/users").status_code == 403


def test_the_same_role_twice_is_refused_and_the_same_form_twice_is_one(client_as: Sign, make: Make) -> None:
    user, admin = person(make, "analyst"), staff(client_as, make, "administrator")
    assert give(admin, user, make, "coordinator", service_area="6") == 303
    assert give(admin, user, make, "coordinator", service_area="6") == 422
    assert give(admin, user, make, "coordinator", service_area="8") == 303
    form = str(new_id())
    assert give(admin, user, make, "facilitator", id=form) == 303
    assert give(admin, user, make, "facilitator", id=form) == 303
    assert len(roles_of(user)) == 4


def test_a_role_for_one_site(client_as: Sign, make: Make) -> None:
    site, user, admin = make.site(), person(make), staff(client_as, make, "administrator")
    assert give(admin, user, make, "coordinator", site=str(site.id), service_area="6") == 422
    assert give(admin, user, make, "coordinator", site=str(site.id)) == 303
    assert roles_of(user)[-1].site_id == site.id
    assert site.name in admin.get(f"/admin/users/{user.id}").text


def test_a_role_under_another_persons_address_is_not_there(client_as: Sign, make: Make) -> None:
    one, other, admin = person(make), person(make), staff(client_as, make, "administrator")
    (row,) = roles_of(one)
    assert admin.post(f"/admin/users/{other.id}/roles/{row.id}/end").status_code == 404
    assert roles_of(one)[0].ended_at is None


def test_every_step_of_a_role_is_remembered(client_as: Sign, make: Make) -> None:
    user, admin, manager = (
        person(make),
        staff(client_as, make, "administrator"),
        staff(client_as, make, "program_manager"),
    )
    give(admin, user, make, "analyst")
    row = roles_of(user)[-1]
    manager.post(f"/admin/users/{user.id}/roles/{row.id}/approve")
    admin.post(f"/admin/users/{user.id}/roles/{row.id}/end")
    (granted,) = audited("accounts:role:granted")
    assert granted.details == {"role": "analyst", "service_area": None, "is_approved": False}
    assert [event.actor_id for event in audited("accounts:role:approved")] == [manager.user.id]
    assert [event.object_id for event in audited("accounts:role:ended")] == [row.id]
