"""A tablet in a girl's hands: the cookie by which it holds one sitting, its own and gone at Done and at Hide, and the
lock on whoever is signed in there.
"""

from datetime import datetime, timedelta

from flask import Response, current_app, request

from curriculum_app.accounts.service import sign_in
from curriculum_app.accounts.service.hashing import token_hash
from curriculum_app.assessments.models import Sitting
from curriculum_app.assessments.queries.own import sitting_on_tablet
from curriculum_app.core import clock, i18n
from curriculum_app.core.access import Actor, csrf


def sitting(*, to_change: bool = False) -> Sitting | None:
    """The open sitting that this tablet holds; `to_change` takes it for this transaction alone."""
    token = request.cookies.get(_name())
    return sitting_on_tablet(token_hash(token), clock.now(), to_change=to_change) if token else None


def give(response: Response, token: str) -> Response:
    """Let the tablet hold a sitting."""
    secure = current_app.config["SETTINGS"].is_production
    response.set_cookie(_name(), token, httponly=True, samesite="Lax", secure=secure)
    return response


def take_away(response: Response) -> Response:
    """Leave nothing behind: our cookies and what the browser kept of our pages.

    A locked sign-in stays, so that the facilitator unlocks her tablet and is where she was; and storage stays, where
    unsent records may lie.
    """
    secure = current_app.config["SETTINGS"].is_production
    is_staffs = current_app.config["SIGN_IN_COOKIE"] in request.cookies
    for name in (_name(), i18n.COOKIE, csrf.VISITOR_COOKIE):
        response.delete_cookie(name, httponly=True, samesite="Lax", secure=secure)
    response.headers["Clear-Site-Data"] = '"cache"' if is_staffs else '"cache", "cookies"'
    return response


def lock(staff: Actor, at: datetime) -> None:
    """Lock the screen of whoever is signed in on this tablet: it goes into other hands."""
    sign_in.lock(staff, at=at, idle=timedelta(minutes=current_app.config["SETTINGS"].idle_minutes))


def _name() -> str:
    return "__Host-tablet" if current_app.config["SETTINGS"].is_production else "tablet"
