"""What production refuses: a sign-in without a second factor, a cookie over plain http, and personas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from curriculum_app.accounts.rules.words import Persona
from curriculum_app.core.db import db
from tests.accounts.people import PASSWORD, code, person
from tests.accounts.test_second_factor import key_on
from tests.clients import Client
from tests.conftest import settings_for
from tests.factories import Make

HTTPS = "https://groups.example.com"


@pytest.fixture
def production(open_site: Callable[[Settings], Flask], app: Flask, database_url: str, shared_folder: Path) -> Flask:
    """The same database behind a production site."""
    key_file = str(shared_folder / "master.key")
    settings = settings_for(
        database_url, shared_folder, ENVIRONMENT="production", BASE_URL=HTTPS, MASTER_KEY_FILE=key_file
    )
    site = open_site(settings)
    site.test_client_class = Client
    return site


class Visitor:
    """A browser that comes by TLS, and types what the pages ask for."""

    def __init__(self, site: Flask) -> None:
        self.browser = site.test_client()

    def get(self, path: str) -> str:
        """The page, or where it leads."""
        answer = self.browser.get(path, base_url=HTTPS)
        return answer.location or answer.text

    def post(self, path: str, from_page: str, **fields: str) -> tuple[int, str, list[str]]:
        """Post a form of `from_page`: status, where it leads or the page, and the cookies."""
        html = self.browser.get(from_page, base_url=HTTPS).text
        token = html.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.browser.open(path, method="POST", base_url=HTTPS, data={"csrf_token": token, **fields})
        return answer.status_code, answer.location or answer.text, answer.headers.getlist("Set-Cookie")


def test_without_a_second_factor_one_sets_it_up_before_anything_else(production: Flask, make: Make) -> None:
    user = person(make)
    db.session.rollback()
    visitor = Visitor(production)
    status, leads_to, _cookies = visitor.post("/sign-in", "/sign-in", email=user.email, password=PASSWORD)
    assert (status, leads_to) == (303, "/sign-in/second-factor")
    for path in ("/account", "/account/second-factor", "/admin/users"):
        assert visitor.get(path) == "/sign-in/second-factor"
    secret = key_on(visitor.get("/sign-in/second-factor"))
    page = "/sign-in/second-factor"
    assert visitor.post(page, page, code="000000")[0] == 422
    status, html, _cookies = visitor.post(page, page, code=code(secret=secret))
    assert status == 200
    assert "Your recovery codes" in html
    assert user.email in visitor.get("/account")
    assert "Not now" not in visitor.get("/account/second-factor")


def test_the_cookie_goes_over_tls_only_and_is_bound_to_the_host(production: Flask, make: Make) -> None:
    user = person(make)
    db.session.rollback()
    cookies = Visitor(production).post("/sign-in", "/sign-in", email=user.email, password=PASSWORD)[2]
    (header,) = [each for each in cookies if each.startswith("__Host-sign_in=")]
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(header.split("; "))
    assert "Domain" not in header


def test_there_are_no_personas(production: Flask, make: Make) -> None:
    user = person(make)
    db.session.rollback()
    production.extensions["personas"] = [Persona(user.email, "Rosa", "leads a group")]
    visitor = Visitor(production)
    assert "Demonstration accounts" not in visitor.get("/sign-in")
    assert visitor.post("/sign-in/as", "/sign-in", email=user.email)[0] == 404


def test_in_development_a_persona_is_one_tap_away(
    app: Flask, client: Client, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, other = person(make), person(make)
    personas = [Persona(user.email, "Rosa, facilitator", "Leads a group today.")]
    monkeypatch.setitem(app.extensions, "personas", personas)
    assert "Sign in as Rosa, facilitator" in client.get("/sign-in").text
    assert client.post("/sign-in/as", data={"email": other.email}).status_code == 404
    assert client.post("/sign-in/as", data={"email": user.email}, token=False).status_code == 400
    assert client.post("/sign-in/as", data={"email": user.email}).location == "/"
    assert client.get("/account").status_code == 200


def test_without_personas_the_tap_is_not_there(
    app: Flask, client: Client, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = person(make)
    monkeypatch.setitem(app.extensions, "personas", [])
    assert "Demonstration accounts" not in client.get("/sign-in").text
    assert client.post("/sign-in/as", data={"email": user.email}).status_code == 404
