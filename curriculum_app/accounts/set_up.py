"""How Flask-Login finds out who is asking: from the cookie to the row, on every request anew.

What somebody may do, whether her account is open and whether her sign-in was ended elsewhere is read each time, so
that a change holds from the next request on. Flask's own signed cookie would go on working after a sign-out.
"""

from __future__ import annotations

from datetime import datetime

from flask import Flask, Request, Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from curriculum_app.accounts.models import SignIn, User
from curriculum_app.accounts.queries.sign_ins import LiveSignIn
from curriculum_app.accounts.rules.limits import SEEN_EVERY
from curriculum_app.accounts.rules.words import Awaiting
from curriculum_app.accounts.views import cookie, unlock
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, current_actor
from curriculum_app.core.db import db, journal
from curriculum_app.core.logging import log_exception


class Manager(LoginManager):  # type: ignore[misc]  # Flask-Login has no types
    """Flask-Login without its watch over Flask's session, which is never there."""

    def _session_protection_failed(self) -> bool:
        return False


def init_app(app: Flask) -> None:
    """Set up Flask-Login over the rows of sign-ins, and write down when each was last used."""
    manager = Manager()
    manager.request_loader(actor_of)
    manager.unauthorized_handler(lead_in)
    manager.init_app(app, add_context_processor=False)
    app.after_request(remember_use)
    app.extensions["banners"].append(no_second_factor)


def actor_of(_request: Request) -> Actor | None:
    """The person behind a request, when her sign-in is complete and not locked."""
    found = cookie.found_sign_in()
    return found.actor if found and found.awaiting is None and not found.is_locked else None


def lead_in() -> ResponseReturnValue:
    """The answer to somebody who is not signed in yet: to the step that is missing, and back here afterwards."""
    is_locked = cookie.locked_out() is not None
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(error="locked" if is_locked else "signed-out")
        answer.status_code = 401
        return answer
    if is_locked and request.method == "POST":
        return unlock.keep_typed()
    here = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    if is_locked:
        step = "accounts.show_unlock"
    elif cookie.awaiting(Awaiting.CODE):
        step = "accounts.show_code"
    elif cookie.awaiting(Awaiting.ENROLMENT):
        step, here = "accounts.show_enrolment", None
    else:
        step = "accounts.show_sign_in"
    return redirect(url_for(step, next=here))


def no_second_factor() -> str | None:
    """The banner of a development site on which somebody is signed in with her password alone."""
    actor = current_actor()
    if actor is None or actor.second_factor_at is not None:
        return None
    return str(_("Development site: you are signed in without a second factor. Production does not allow that."))


def remember_use(response: Response) -> Response:
    """Write down, at most once a minute and beside the request's transaction, that a sign-in was used."""
    found = cookie.found_sign_in() if request.endpoint else None
    at = clock.now()
    if found and found.awaiting is None and not found.is_locked and at - found.last_seen_at >= SEEN_EVERY:
        db.session.rollback()
        try:
            _write_down(found, at)
        except DBAPIError as error:
            # What was asked for is done and its answer is true; the next request writes it down.
            log_exception("use-not-kept", error)
    return response


def _write_down(found: LiveSignIn, at: datetime) -> None:
    actor = found.actor
    with journal() as session:
        # A screen that was locked since this request began stays locked.
        used = update(SignIn).where(SignIn.id == actor.sign_in_id, SignIn.last_seen_at == found.last_seen_at)
        session.execute(used.values(last_seen_at=at))
        session.execute(update(User).where(User.id == actor.user_id).values(last_seen_at=at))
