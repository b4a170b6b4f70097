"""Pages: what a view answers with. A presenter in, HTML out; every page leaves here and nowhere else.

What has just been done ("Saved.") travels to the next page as a key in the query of the 303, never as text, so that
no address carries words about anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask import Flask, Response, current_app, make_response, redirect, render_template, request, url_for
from jinja2 import Template
from jinja2.runtime import Context, new_context

from curriculum_app.core.access import current_actor
from curriculum_app.core.i18n import current_language, language_links
from curriculum_app.core.translating import lazy_gettext as _l

NO_ID = UUID(int=0)
# The words of a finished action, by the key that the address carries.
SAVED = {
    "saved": _l("Saved."),
    "already": _l("Already saved."),
    "created": _l("Created."),
    "removed": _l("Removed."),
    "undone": _l("Undone."),
    "sent": _l("Sent."),
    "ended": _l("Ended."),
    "enrolled": _l("Enrolled."),
    "signed_out": _l("You are signed out."),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """What every page has: its title (also the one `h1`) and the errors of a refused form as (field id, sentence)."""

    title: str
    errors: tuple[tuple[str, str], ...] = ()


def render_page(template: str, page: Page, status: int = 200, **more: object) -> Response:
    """Render `template` with the presenter `page`."""
    around = {
        "page": page,
        "actor": current_actor(),
        "saved": SAVED.get(request.args.get("done", "")),
        "banners": _banners(),
        "locale": current_language(),
        "other_languages": language_links(),
        "idle_seconds": current_app.config["SETTINGS"].idle_minutes * 60,
    }
    return make_response(render_template(template, **around | more), status)


def go_to(endpoint: str, done: str | None = None, **values: Any) -> Response:  # noqa: ANN401 - whatever the URL takes
    """A 303 to `endpoint`, so that a reload after a post does not post again. `done` is a key of SAVED."""
    if done is not None:
        values["done"] = done
    return cast("Response", redirect(url_for(endpoint, **values), 303))


def addresses(endpoint: str, varying: str, **values: Any) -> Callable[[UUID], str]:  # noqa: ANN401 - as `url_for` has it
    """The addresses of a page for many ids in the place of `varying`; the router is asked once."""
    before, after = url_for(endpoint, **(values | {varying: NO_ID})).split(str(NO_ID))
    return lambda key: f"{before}{key}{after}"


def _banners() -> list[str]:
    providers: list[Callable[[], str | None]] = current_app.extensions["banners"]
    return [text for text in (provider() for provider in providers) if text]


class Drawn(Template):
    """A template without globals of its own, so that what it imports is made once, without comparing globals."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's own
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        """As Jinja's own, with the environment's globals as they lie there: a chain of two is copied one by one."""
        around = self.environment.globals
        return new_context(self.environment, self.name, self.blocks, vars, shared, around, locals)

    def _get_default_module(self, _context: Context | None = None) -> Any:  # noqa: ANN401 - Jinja's own
        return super()._get_default_module()


def init_app(app: Flask) -> None:
    """Make room for banners; a room adds a function that answers a sentence or None."""
    app.extensions["banners"] = []
    app.jinja_env.template_class = Drawn
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
