"""One's own account: language and password, and the word that somebody is still there."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.accounts.forms.account import ChangePasswordForm, LanguageForm
from curriculum_app.accounts.models import User
from curriculum_app.accounts.presenters.account import account_page
from curriculum_app.accounts.presenters.users import UserFormPage
from curriculum_app.accounts.queries.assignments import assignments_of
from curriculum_app.accounts.queries.sign_ins import open_sign_ins, recovery_codes_left
from curriculum_app.accounts.service import passwords, users
from curriculum_app.accounts.views import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import go_to, render_page


@bp.get("/account")
@requires(Permission.ACCOUNT_OWN)
def show_account() -> ResponseReturnValue:
    """Roles, second factor, devices and language on one page."""
    user = _own()
    return _page(user, LanguageForm(data={"language": user.language}))


@bp.post("/account/language")
@requires(Permission.ACCOUNT_OWN)
def change_language() -> ResponseReturnValue:
    """Choose the language of the pages; the address carries it once, so that it is remembered here as well."""
    user, form = _own(), LanguageForm(request.form)
    if not form.validate():
        return _page(user, form, 422)
    users.change_language(user, form.language.data, actor=signed_in_actor(), at=clock.now())
    return go_to("accounts.show_account", done="saved", lang=form.language.data)


@bp.get("/account/password")
@requires(Permission.ACCOUNT_OWN)
def edit_password() -> ResponseReturnValue:
    """The form to change the password."""
    return _password_page(ChangePasswordForm())


@bp.post("/account/password")
@requires(Permission.ACCOUNT_OWN, late=True)
def change_password() -> ResponseReturnValue:
    """Change the password; every other sign-in of hers ends."""
    user, form, at = _own(), ChangePasswordForm(request.form), clock.now()
    if not form.validate():
        return _password_page(form, 422)
    try:
        passwords.prove_own(user, form.current_password.data, at=at)
        hashed = passwords.hash_of_new(form.password.data, user)
    except Refusal as refusal:
        form.refuse(refusal)
        return _password_page(form, 422)
    begin_writing()
    passwords.set_password(user, hashed, actor=signed_in_actor(), at=at)
    return go_to("accounts.show_account", done="saved")


@bp.post("/account/stay")
@requires(Permission.ACCOUNT_OWN)
def stay() -> ResponseReturnValue:
    """Somebody is still there: the request itself is what counts."""
    return "", 204


def _own() -> User:
    return db.session.get_one(User, signed_in_actor().user())


def _page(user: User, form: LanguageForm, status: int = 200) -> Response:
    page = account_page(
        user,
        signed_in_actor(),
        roles=assignments_of(user.id),
        devices=open_sign_ins(user.id, clock.now()),
        codes_left=recovery_codes_left(user.id),
        form=form,
    )
    return render_page("accounts/show_account.html", page, status)


def _password_page(form: ChangePasswordForm, status: int = 200) -> Response:
    page = UserFormPage(title=_("Change your password"), errors=form.summary(), form=form, name=signed_in_actor().name)
    return render_page("accounts/edit_password.html", page, status)
