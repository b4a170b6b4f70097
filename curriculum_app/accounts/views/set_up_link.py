"""A one-time link: its owner chooses her password and is led on to the second factor."""

from __future__ import annotations

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.accounts import events
from curriculum_app.accounts.forms.account import NewPasswordForm
from curriculum_app.accounts.models import User
from curriculum_app.accounts.presenters.sign_in import SetUpPage, SimplePage
from curriculum_app.accounts.queries.users import open_link
from curriculum_app.accounts.rules.devices import device_label
from curriculum_app.accounts.rules.words import Awaiting
from curriculum_app.accounts.service import links, passwords, sign_in
from curriculum_app.accounts.service.hashing import token_hash
from curriculum_app.accounts.views import bp, cookie
from curriculum_app.core import clock
from curriculum_app.core.access import after_request_audit, public
from curriculum_app.core.audit import Outcome
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import render_page


@bp.get("/set-up/<token>")
@public("Whoever was given the link has no password yet; the link is the proof.")
def show_set_up(token: str) -> ResponseReturnValue:
    """The page where a password is chosen. Looking at it does not use the link up."""
    link = open_link(token_hash(token), clock.now())
    if link is None:
        return _spent_page()
    return _page(NewPasswordForm(), db.session.get_one(User, link.user_id))


@bp.post("/set-up/<token>")
@public("Whoever was given the link has no password yet; the link is the proof.", late=True)
def set_up(token: str) -> ResponseReturnValue:
    """Set the password, once, and sign her in as far as that goes."""
    form, at = NewPasswordForm(request.form), clock.now()
    link = open_link(token_hash(token), at)
    if link is None:
        return _spent_page()
    user = db.session.get_one(User, link.user_id)
    if not form.validate():
        return _page(form, user, 422)
    try:
        hashed = passwords.hash_of_new(form.password.data, user)
        begin_writing()
        links.use_link(link, user, hashed, at=at)
        return _let_in(user)
    except (links.LinkSpent, sign_in.SignInRefused):
        return _spent_page()
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, user, 422)


def _let_in(user: User) -> Response:
    """A sign-in that still waits for the code, or for the second factor to be set up."""
    is_required = current_app.config["SETTINGS"].is_production
    has_factor = user.totp_sealed is not None
    awaiting = Awaiting.CODE if has_factor else Awaiting.ENROLMENT if is_required else None
    steps = {Awaiting.CODE: "accounts.show_code", Awaiting.ENROLMENT: "accounts.show_enrolment"}
    step = url_for(steps[awaiting] if awaiting else "accounts.show_second_factor")
    device = device_label(request.user_agent.string)
    token = sign_in.open_sign_in(user, device=device, at=clock.now(), awaiting=awaiting)
    return cookie.give(Response(status=303, headers={"Location": step}), token)


def _page(form: NewPasswordForm, user: User, status: int = 200) -> Response:
    page = SetUpPage(title=_("Choose your password"), errors=form.summary(), form=form, email=user.email)
    return render_page("accounts/show_set_up.html", page, status)


def _spent_page() -> Response:
    """The same answer for a link that was used, replaced, is over, or never was."""
    after_request_audit(events.LINK_REFUSED, actor=None, outcome=Outcome.FAILED)
    page = SimplePage(title=_("This link does not work"), text=str(links.LinkSpent()))
    return render_page("accounts/show_spent_link.html", page, 404)
