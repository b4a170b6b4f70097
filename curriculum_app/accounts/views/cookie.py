"""The sign-in cookie: how it is given, taken away, and read, once a request."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, current_app, g, request
from sqlalchemy.exc import DBAPIError

from curriculum_app.accounts.queries.sign_ins import LiveSignIn, live_sign_in
from curriculum_app.accounts.rules.words import Awaiting
from curriculum_app.accounts.service.hashing import token_hash
from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db


def found_sign_in() -> LiveSignIn | None:
    """The open sign-in that this request's cookie belongs to, whatever is still to be done about it."""
    if "sign_in" not in g:
        token = request.cookies.get(current_app.config["SIGN_IN_COOKIE"])
        g.sign_in = _look_up(token) if token else None
    found: LiveSignIn | None = g.sign_in
    return found


def forget_found() -> None:
    """The sign-in that was found has just been changed; what follows in this request looks again."""
    g.pop("sign_in", None)
    g.pop("_login_user", None)


def awaiting(what: Awaiting) -> Actor | None:
    """Who has to do `what` before the sign-in of this request counts, or None."""
    found = found_sign_in()
    return found.actor if found and found.awaiting is what and not found.is_locked else None


def locked_out() -> Actor | None:
    """Whose screen is locked on this request's sign-in, or None."""
    found = found_sign_in()
    return found.actor if found and found.awaiting is None and found.is_locked else None


def give(response: Response, token: str) -> Response:
    """Hand a new sign-in to the browser, until it closes; it never reaches a script, nor plain http in production."""
    response.set_cookie(
        current_app.config["SIGN_IN_COOKIE"],
        token,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SETTINGS"].is_production,
    )
    return response


def take_away(response: Response) -> Response:
    """Remove the cookie and what the browser kept of our pages; never its storage, where unsent records may lie."""
    response.delete_cookie(
        current_app.config["SIGN_IN_COOKIE"],
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SETTINGS"].is_production,
    )
    response.headers["Clear-Site-Data"] = '"cache", "cookies"'
    return response


def _look_up(token: str) -> LiveSignIn | None:
    at = clock.now()
    idle = timedelta(minutes=current_app.config["SETTINGS"].idle_minutes)
    try:
        return live_sign_in(token_hash(token), at=at, today=clock.today(at), idle=idle)
    except DBAPIError:
        # Without its database the hotline page still answers; every other page has failed before it asked.
        db.session.rollback()
        return None
