"""A site that really answers, and people who open it in a real browser.

`site` serves the test's own application and database from a thread, so that a journey makes its rows with `make` and
calls `make.commit()` before it looks. `visit_as("facilitator")` or `visit_as(user=…)` opens a page signed in as her.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.clients import Client, sign_in
from tests.factories import Make
from tests.journeys.browser import CHROMIUM_ARGUMENTS, HEIGHT, PHONE, chromium

PATIENCE_MS = 15_000


@dataclass(frozen=True)
class Site:
    """Where the test's application answers. Passkeys want `localhost`, never an address of numbers."""

    port: int

    @property
    def url(self) -> str:
        """The address people type."""
        return f"http://localhost:{self.port}"


class QuietHandler(WSGIRequestHandler):
    """Answers requests and says nothing about it on the terminal."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ANN401 - werkzeug's signature
        """Say nothing."""


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    """The test's application, answering on a port of its own until the test ends."""
    app.testing = False  # an error is a page here, as it is for people
    server = make_server("localhost", 0, app, threaded=True, request_handler=QuietHandler)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test's site has an address of its own; this replaces a plugin's fixture that pytest will soon refuse."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which Playwright did not bring."""
    return {"executable_path": chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture
def visit_as(app: Flask, site: Site, make: Make, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """`visit_as("coordinator", service_area=6)` opens a fresh browser signed in as new staff; `None` is a stranger."""

    def opened(role: str | None = "facilitator", *, width: int = PHONE, script: bool = True, **grant: Any) -> Page:  # noqa: ANN401
        user = grant.pop("user", None) or (make.user(role, **grant) if role else None)
        make.commit()
        context = new_context(
            base_url=site.url,
            viewport={"width": width, "height": HEIGHT},
            locale="en-US",
            timezone_id="America/Los_Angeles",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE_MS)
        if user is not None:
            context.add_cookies([_sign_in_cookie(app, site, user)])
        return context.new_page()

    return opened


def _sign_in_cookie(app: Flask, site: Site, user: Any) -> Any:  # noqa: ANN401 - Playwright's own dictionary
    name = app.config["SIGN_IN_COOKIE"]
    browser = Client(app, use_cookies=True)
    sign_in(browser, user)
    cookie = browser.get_cookie(name)
    assert cookie is not None
    return {"name": name, "value": cookie.value, "url": site.url}
