"""Setting up the second factor: on the way in where it is required, or from one's own account."""

from __future__ import annotations

from datetime import datetime

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.accounts.forms.account import ConfirmForm, ReplaceFactorForm
from curriculum_app.accounts.forms.sign_in import EnrolForm
from curriculum_app.accounts.models import User
from curriculum_app.accounts.presenters.sign_in import RecoveryCodesPage, second_factor_page
from curriculum_app.accounts.presenters.users import UserFormPage
from curriculum_app.accounts.rules.devices import device_label
from curriculum_app.accounts.rules.words import Awaiting
from curriculum_app.accounts.service import passwords, second_factor, sign_in, throttle
from curriculum_app.accounts.views import bp, cookie
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, public, requires, signed_in_actor
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import go_to, render_page


@bp.get("/sign-in/second-factor")
@public("The last step of the way in, where a second factor is required.")
def show_enrolment() -> ResponseReturnValue:
    """The key for the app, before anything else can be opened."""
    actor = cookie.awaiting(Awaiting.ENROLMENT)
    if actor is None:
        return go_to("accounts.show_sign_in")
    return _enrolment_page(EnrolForm(), actor)


@bp.post("/sign-in/second-factor")
@public("The last step of the way in, where a second factor is required.", late=True)
def enrol() -> ResponseReturnValue:
    """Take the key once its first code proves it; a new sign-in replaces the one that waited."""
    actor, form, at = cookie.awaiting(Awaiting.ENROLMENT), EnrolForm(request.form), clock.now()
    if actor is None:
        return go_to("accounts.show_sign_in")
    if not form.validate():
        return _enrolment_page(form, actor, 422)
    try:
        codes = _take(form.code.data or "", actor, at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _enrolment_page(form, actor, 422)
    token = sign_in.open_sign_in(
        db.session.get_one(User, actor.user()),
        device=device_label(request.user_agent.string),
        at=at,
        second_factor_at=at,
        replaces=actor.sign_in_id,
    )
    cookie.forget_found()
    return cookie.give(_codes_page(codes, "/"), token)


@bp.get("/account/second-factor")
@requires(Permission.ACCOUNT_OWN)
def show_second_factor() -> ResponseReturnValue:
    """The key for the app, from one's own account."""
    return _own_page(_own_form(), signed_in_actor())


@bp.post("/account/second-factor")
@requires(Permission.ACCOUNT_OWN, late=True)
def set_second_factor() -> ResponseReturnValue:
    """Set up or replace the second factor; replacing takes the password too."""
    actor, form, at = signed_in_actor(), _own_form(), clock.now()
    if not form.validate():
        return _own_page(form, actor, 422)
    try:
        if isinstance(form, ReplaceFactorForm):
            passwords.prove_own(_user(actor), form.current_password.data, at=at)
        codes = _take(form.code.data or "", actor, at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _own_page(form, actor, 422)
    sign_in.second_factor_shown(actor, at=at)
    return _codes_page(codes, url_for("accounts.show_account"))


@bp.get("/account/recovery-codes")
@requires(Permission.ACCOUNT_OWN)
def new_recovery_codes() -> ResponseReturnValue:
    """The page that asks for the password before it makes new codes."""
    return _confirm_page(ConfirmForm())


@bp.post("/account/recovery-codes")
@requires(Permission.ACCOUNT_OWN, late=True)
def create_recovery_codes() -> ResponseReturnValue:
    """Ten new recovery codes; the old ones end."""
    actor, form, at = signed_in_actor(), ConfirmForm(request.form), clock.now()
    if not form.validate():
        return _confirm_page(form, 422)
    try:
        passwords.prove_own(_user(actor), form.current_password.data, at=at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _confirm_page(form, 422)
    begin_writing()
    codes = second_factor.new_recovery_codes(_user(actor), actor=actor, at=at)
    return _codes_page(codes, url_for("accounts.show_account"))


def _take(code: str, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Count the try, begin writing, and take the key that was offered. Raises WrongCode."""
    second_factor.count_try(actor.user(), at=at)
    begin_writing()
    user = _user(actor)
    codes = second_factor.enrol(user, code, actor=actor, at=at)
    throttle.forget(throttle.code_limit(user.id))
    return codes


def _user(actor: Actor) -> User:
    return db.session.get_one(User, actor.user())


def _own_form() -> EnrolForm:
    """Whoever has a second factor shows the password as well before it is replaced."""
    kind = ReplaceFactorForm if _user(signed_in_actor()).totp_sealed else EnrolForm
    return kind(request.form)


def _enrolment_page(form: EnrolForm, actor: Actor, status: int = 200) -> Response:
    user = _user(actor)
    secret = second_factor.offered_secret(user, actor)
    page = second_factor_page(form, secret, email=user.email, post_url=url_for("accounts.enrol"))
    return render_page("accounts/show_second_factor.html", page, status)


def _own_page(form: EnrolForm, actor: Actor, status: int = 200) -> Response:
    user = _user(actor)
    page = second_factor_page(
        form,
        second_factor.offered_secret(user, actor),
        email=user.email,
        post_url=url_for("accounts.set_second_factor"),
        is_replacing=user.totp_sealed is not None,
        later_url=None if current_app.config["SETTINGS"].is_production else "/",
    )
    return render_page("accounts/show_second_factor.html", page, status)


def _codes_page(codes: tuple[str, ...], next_url: str) -> Response:
    page = RecoveryCodesPage(title=_("Your recovery codes"), codes=codes, next_url=next_url)
    return render_page("accounts/show_recovery_codes.html", page)


def _confirm_page(form: ConfirmForm, status: int = 200) -> Response:
    page = UserFormPage(title=_("New recovery codes"), errors=form.summary(), form=form)
    return render_page("accounts/new_recovery_codes.html", page, status)
