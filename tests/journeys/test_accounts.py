"""Accounts in a real browser: the way in with a phone, a locked screen, and every page of the room looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from curriculum_app.accounts.models import SignIn
from curriculum_app.accounts.rules.words import Persona
from curriculum_app.accounts.service.links import make_link
from curriculum_app.core.access import command_line
from curriculum_app.core.db import begin_writing, db
from tests.accounts.people import PASSWORD, person
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def opened(visit_as: Visit, *who: object, **grant: object) -> Page:
    """A browser, with the test's own transaction ended so that the site may write."""
    page = visit_as(*who, **grant)
    db.session.rollback()
    return page


def key_on(page: Page) -> str:
    """The key that the page offers to an authenticator app."""
    return page.locator(".secret-text").first.inner_text().replace(" ", "")


def test_a_new_colleague_gets_in_through_her_link(visit_as: Visit, make: Make) -> None:
    """Link, password, phone, printed codes, out, and in again with all of them."""
    user = make.user(full_name="Dolores Ruiz", email="dolores@example.com")
    token = make_link(user, actor=command_line(make.today), at=make.at)
    make.commit()
    page = opened(visit_as, None)
    page.goto(f"/set-up/{token}")
    look_at(page, "set-up")
    page.get_by_label("New password", exact=True).fill("too short")
    page.get_by_role("button", name="Save and go on").click()
    expect(page).to_have_title(re.compile("^Error"))
    look_at(page, "set-up-refused")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    follow(page.get_by_role("button", name="Save and go on"))
    look_at(page, "second-factor")
    secret = key_on(page)
    page.get_by_label("Code from the app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    look_at(page, "recovery-codes")
    printed = page.locator(".recovery-codes .secret-text").first.inner_text()
    follow(page.get_by_role("link", name="I have kept them"))
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.get_by_label("E-mail").fill("dolores@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    look_at(page, "sign-in-code")
    follow(page.get_by_role("link", name="No phone at hand?"))
    look_at(page, "sign-in-recovery")
    page.get_by_label("Code").fill(printed.lower())
    follow(page.get_by_role("button", name="Go on"))
    page.goto("/account")
    expect(page.get_by_text("9 recovery codes left")).to_be_visible()


def test_a_locked_screen_keeps_what_was_typed(visit_as: Visit, make: Make) -> None:
    user = person(make)
    page = opened(visit_as, user=user)
    page.goto("/account")
    page.get_by_label("Español").check()
    long_ago = make.at - timedelta(minutes=31)
    begin_writing()
    db.session.execute(update(SignIn).where(SignIn.user_id == user.id).values(last_seen_at=long_ago))
    db.session.commit()
    page.locator("form[action='/account/language']").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="The screen is locked")).to_be_visible()
    look_at(page, "unlock")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Unlock"))
    look_at(page, "unlocked")
    page.get_by_role("button", name="Save again").click()
    expect(page.get_by_label("Español")).to_be_checked()


def test_the_sign_in_page(visit_as: Visit, app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    user = person(make, full_name="Rosa Delgado")
    personas = [
        Persona(user.email, "Rosa, facilitator", "Leads two groups; takes attendance today."),
        Persona("manager@example.com", "Gloria, program manager", "Reads completion and approves roles."),
    ]
    monkeypatch.setitem(app.extensions, "personas", personas)
    page = opened(visit_as, None)
    page.goto("/sign-in")
    look_at(page, "sign-in")
    page.get_by_label("E-mail").fill("rosa@example.com")
    page.get_by_label("Password").fill("wrong")
    follow(page.get_by_role("button", name="Sign in", exact=True))
    look_at(page, "sign-in-refused")
    follow(page.get_by_role("button", name="Sign in as Rosa"))
    page.goto("/account")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_pages_of_ones_own_account(visit_as: Visit, make: Make, lang: str) -> None:
    user = person(make, phone=True)
    page = opened(visit_as, user=user)
    for path, name in (
        (f"/account?lang={lang}", "account"),
        ("/account/password", "account-password"),
        ("/account/second-factor", "account-second-factor"),
        ("/account/recovery-codes", "account-recovery-codes"),
        ("/sign-out", "sign-out"),
    ):
        page.goto(path)
        look_at(page, f"{name}-{lang}")
    page.goto("/set-up/nothing-of-the-kind")
    look_at(page, f"set-up-spent-{lang}")


def test_the_pages_of_an_administrator(visit_as: Visit, make: Make) -> None:
    user = person(make, "coordinator", full_name="Dolores Ruiz")
    for number in range(3):
        person(make, full_name=f"Colleague {number}")
    waiting = make.assignment(user, "analyst", approved_at=None)
    manager = opened(visit_as, "program_manager")
    begin_writing()
    page = opened(visit_as, "administrator")
    one = f"/admin/users/{user.id}"
    for path, name in (
        ("/admin/users", "users"),
        ("/admin/users/new", "users-new"),
        (one, "user"),
        (f"{one}/deactivate", "user-close"),
        (f"{one}/link", "user-link"),
        (f"{one}/roles/new", "user-role"),
        (f"{one}/roles/{waiting.id}/end", "user-role-end"),
    ):
        page.goto(path)
        look_at(page, name)
    page.goto("/admin/users/new")
    follow(page.get_by_role("button", name="Make the account"))
    look_at(page, "users-new-refused")
    page.get_by_label("Full name").fill("Ana Castillo")
    page.get_by_label("E-mail").fill("ana@example.com")
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Set-up link")).to_be_visible()
    look_at(page, "users-link")
    manager.goto("/admin/role-requests")
    look_at(manager, "role-requests")
    manager.get_by_role("button", name="Approve").click()
    expect(manager.get_by_text("No role waits for approval.")).to_be_visible()
    look_at(manager, "role-requests-none")
