"""Signing in and out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.accounts.forms.sign_in import SignInForm
from curriculum_app.accounts.views import bp
from curriculum_app.core.access import public
from curriculum_app.core.pages import Page, render_page


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """The way in."""

    form: SignInForm


@bp.get("/sign-in")
@public("The way in.")
def show_sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    form = SignInForm(request.args)
    return render_page("accounts/show_sign_in.html", SignInPage(title=_("Sign in"), form=form))
