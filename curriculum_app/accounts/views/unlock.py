"""A locked screen: one factor opens it, and a form that was being sent when it locked is not lost."""

from __future__ import annotations

from datetime import datetime

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import redirect

from curriculum_app.accounts import events
from curriculum_app.accounts.forms.sign_in import AGAIN, KEPT, UnlockForm
from curriculum_app.accounts.models import User
from curriculum_app.accounts.presenters.sign_in import UnlockPage
from curriculum_app.accounts.rules.addresses import HOME, safe_next
from curriculum_app.accounts.service import passwords, second_factor, sign_in, throttle
from curriculum_app.accounts.views import bp, cookie
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, after_request_audit, public
from curriculum_app.core.audit import Outcome
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.error_pages import NEVER_SHOWN, ErrorPage
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import render_page


@bp.get("/account/unlock")
@public("The screen is locked; the sign-in behind it is checked here.")
def show_unlock() -> ResponseReturnValue:
    """The locked screen; whoever is not locked goes on."""
    if cookie.locked_out() is None:
        return redirect(safe_next(request.args.get("next")), 303)
    return _page(UnlockForm(request.args))


@bp.post("/account/unlock")
@public("The screen is locked; the sign-in behind it is checked here.", late=True)
def unlock() -> ResponseReturnValue:
    """Open the screen with the password or a code, and give back what was being sent."""
    actor, form, at = cookie.locked_out(), UnlockForm(request.form), clock.now()
    if actor is None:
        return redirect(safe_next(form.next.data), 303)
    try:
        form.validate()
        factor = _prove(actor, form, at)
    except Refusal as refusal:
        after_request_audit(events.UNLOCK_REFUSED, actor=actor, at=at, outcome=Outcome.FAILED)
        form.refuse(refusal)
        return _page(form, 422)
    sign_in.unlock(actor, at=at, factor=factor)
    cookie.forget_found()
    return _go_on(form)


def keep_typed() -> Response:
    """The answer to a form that arrives at a locked screen: unlock, with the typed text carried along."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_SHOWN]
    return _page(UnlockForm(), 403, kept=typed, again=request.full_path.rstrip("?"))


def _prove(actor: Actor, form: UnlockForm, at: datetime) -> str:
    """Check the one factor that was typed, begin writing, and say which it was. Raises a Refusal."""
    user = db.session.get_one(User, actor.user())
    if form.code.data:
        second_factor.count_try(user.id, at=at)
        begin_writing()
        second_factor.prove_code(user, form.code.data, actor=actor, at=at)
        return "code"
    passwords.prove_own(user, form.password.data, at=at)
    begin_writing()
    throttle.forget(throttle.password_limit(user.email))
    return "password"


def _go_on(form: UnlockForm) -> ResponseReturnValue:
    again = safe_next(request.form.get(AGAIN))
    if again == HOME:
        return redirect(safe_next(form.next.data), 303)
    page = ErrorPage(
        title=_("Unlocked"),
        text=_("Press Save again. Nothing you typed is lost."),
        typed=tuple(_kept_fields()),
        again=again,
    )
    return render_page("error.html", page)


def _page(form: UnlockForm, status: int = 200, kept: list[tuple[str, str]] | None = None, again: str = "") -> Response:
    found = cookie.locked_out()
    user = db.session.get_one(User, found.user()) if found else None
    has_code = bool(user and user.totp_sealed)
    form.password.flags.required = not has_code
    page = UnlockPage(
        title=_("The screen is locked"),
        errors=form.summary(),
        form=form,
        name=user.full_name if user else "",
        has_code=has_code,
        kept=tuple(kept if kept is not None else _kept_fields()),
        again=again or request.form.get(AGAIN, ""),
    )
    return render_page("accounts/show_unlock.html", page, status)


def _kept_fields() -> list[tuple[str, str]]:
    fields = request.form.items(multi=True)
    return [(name.removeprefix(KEPT), value) for name, value in fields if name.startswith(KEPT)]
