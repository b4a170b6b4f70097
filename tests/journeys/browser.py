"""What a journey looks at besides its own story: whether everyone can use the page, and a picture of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route

from config import ROOT
from tests.databases import DATABASE

PHONE, DESK = 360, 1280
HEIGHT = 800
# Chromium as root in a container: no sandbox, and no calls home that a closed network would refuse.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WCAG_22_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def chromium() -> str:
    """The browser's program: `CHROMIUM`, or Debian's."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert found, "There is no Chromium: run `make test`, or name one in CHROMIUM."
    return found


def assert_everyone_can_use(page: Page) -> None:
    """Fail on any violation of WCAG 2.2 AA that axe finds on `page` as it is shown now."""
    found: dict[str, Any] = Axe().run(page, options=WCAG_22_AA).response
    faults = [f"{each['help']}: {node['html']}" for each in found["violations"] for node in each["nodes"]]
    assert not faults, f"{page.url} cannot be used by everyone:\n" + "\n".join(faults)


def assert_no_sideways_scrolling(page: Page) -> None:
    """Fail when the page is wider than the window (reflow, WCAG 1.4.10)."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px."


def picture(page: Page, name: str) -> None:
    """Keep how `page` looks on a phone and on a desk, as `<name>-360.png` and `<name>-1280.png`."""
    folder = Path(os.environ.get("PICTURES_DIR") or ROOT / "instance/pictures")
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def follow(target: Locator) -> None:
    """Click what leads to another page, and come back when that page stands: a click alone returns before it does."""
    with target.page.expect_navigation():
        target.click()


@contextmanager
def held_still(page: Page) -> Iterator[None]:
    """Load `page` without the header by which it loads itself again: it would go while it is looked at."""

    def without_refresh(route: Route) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
        route.fulfill(response=answer, headers=headers)

    page.route(page.url, without_refresh)
    page.goto(page.url)
    yield
    page.unroute(page.url)


def usable_at_every_width(page: Page) -> None:
    """Everything that holds for any page, on a desk and on a phone: usable by everyone, no sideways scrolling."""
    page.wait_for_load_state()
    before = page.viewport_size
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert_everyone_can_use(page)
        assert_no_sideways_scrolling(page)
    if before:
        page.set_viewport_size(before)


def look_at(page: Page, name: str) -> None:
    """A page is usable at every width, and there is a picture of it.

    No page looks different on another database, so pages are looked at where the suite runs on SQLite.
    """
    if DATABASE == "sqlite":
        usable_at_every_width(page)
        picture(page, name)
