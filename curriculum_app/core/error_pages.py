"""What people see when something is refused or fails: one calm page for each kind, the same bytes for each cause.

A page that is not there and one that may not be known of answer alike. A full or unreachable database answers 503 "Not
saved", and what was typed comes back with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, request
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from curriculum_app.core.i18n import language_links
from curriculum_app.core.logging import log_exception
from curriculum_app.core.pages import Page, render_page
from curriculum_app.core.vault import CannotOpen, VaultLocked

TEXTS: dict[int, tuple[Any, Any]] = {
    400: (_l("That did not arrive whole"), _l("Go back and try again.")),
    403: (_l("You can't do this"), _l("Your role does not include it. Ask your coordinator.")),
    404: (_l("Page not found"), _l("Check the address, or start again from your first page.")),
    405: (_l("That did not arrive whole"), _l("Go back and try again.")),
    413: (_l("That file is too large"), _l("Send a smaller file.")),
    415: (_l("That kind of file is not understood"), _l("Send a CSV or XLSX file.")),
    429: (_l("Too many tries"), _l("Wait fifteen minutes, then try again.")),
    500: (_l("Something went wrong"), _l("It is our mistake. Nothing you saved before is lost.")),
    503: (_l("Not saved"), _l("Your text is still here. Wait a minute and press Save again.")),
}
UNREADABLE = (_l("Not there right now"), _l("Wait a minute and load the page again. Nothing you saved is lost."))
STALE = (_l("This page was open too long"), _l("Press Save again. What you typed is below."))
LOCKED = (_l("The program is locked"), _l("It was started without its key. Tell your administrator."))
# Fields that never come back in a page.
NEVER_SHOWN = frozenset(
    {"csrf_token", "password", "password_again", "new_password", "current_password", "code", "recovery_code"}
)


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """One error: what happened, what to do, and what was typed so that it can be saved again."""

    text: str
    back: str | None = None
    typed: tuple[tuple[str, str], ...] = ()
    again: str | None = None


def init_app(app: Flask) -> None:
    """Answer every error with its page."""
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(DBAPIError, on_database_error)
    app.register_error_handler(VaultLocked, on_locked)
    app.register_error_handler(CannotOpen, on_unexpected)
    app.register_error_handler(Exception, on_unexpected)
    # Flask would log an exception with its message, which may hold a person's text; the handlers log it without.
    app.log_exception = lambda exc_info: None  # type: ignore[method-assign]  # noqa: ARG005


def on_http_error(error: HTTPException) -> Any:  # noqa: ANN401 - Flask's own
    """A refusal of the gate or of Flask itself."""
    if error.response is not None:
        return error.response
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, DBAPIError):
        # Raised after the view: what the journal must hold before an answer may leave found no room.
        return on_database_error(cause)
    if cause is not None:
        log_exception("unexpected-error", cause)
    status = error.code or 500
    if status == 400 and error.description == "csrf":
        return _answer(400, STALE, typed=_typed_text())
    return _answer(status, TEXTS.get(status, TEXTS[400] if status < 500 else TEXTS[500]))


def on_database_error(error: DBAPIError) -> Any:  # noqa: ANN401
    """A full disk, a busy or an absent database: not saved, and nothing lost."""
    log_exception("database-error", error)
    return _answer(503, TEXTS[503] if request.method == "POST" else UNREADABLE, typed=_typed_text())


def on_locked(error: VaultLocked) -> Any:  # noqa: ANN401
    """There is no key: the program says so and changes nothing."""
    log_exception("vault-locked", error)
    return _answer(503, LOCKED)


def on_unexpected(error: Exception) -> Any:  # noqa: ANN401
    """A mistake of ours; in development and tests it is raised so that it is seen."""
    log_exception("unexpected-error", error)
    if current_app.testing or current_app.debug:
        raise error
    return _answer(500, TEXTS[500])


def _answer(status: int, words: tuple[Any, Any], typed: tuple[tuple[str, str], ...] = ()) -> Response:
    title, text = str(words[0]), str(words[1])
    if request.accept_mimetypes.best == "application/json":
        response = jsonify(error=title, text=text)
        response.status_code = status
        return response
    # Only our own page may offer to send its fields again; another site's post is never repeated.
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    page = ErrorPage(
        title=title,
        text=text,
        typed=typed if is_ours else (),
        again=request.path if typed and is_ours else None,
    )
    try:
        # An error has no place to keep, and its page must not echo an address: every 404 has the same bytes.
        return render_page("error.html", page, status, other_languages=language_links("/"))
    except DBAPIError:
        return make_response((f"{title}. {text}\n", status, {"Content-Type": "text/plain; charset=utf-8"}))


def _typed_text() -> tuple[tuple[str, str], ...]:
    if request.method != "POST":
        return ()
    return tuple((name, value) for name, value in request.form.items(multi=True) if name not in NEVER_SHOWN)
