"""The pages on the way in: sign-in, second step, locked screen, set-up."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from flask_babel import gettext as _
from markupsafe import Markup

from curriculum_app.accounts.rules.codes import in_groups, setup_address
from curriculum_app.accounts.rules.words import Persona
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page

# What the authenticator app lists the account under; neutral, as everything that leaves the building.
ISSUER = "Roundtable"


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """The way in; `personas` are demonstration accounts, in development only."""

    form: Form
    personas: tuple[Persona, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """The second step, for the app's digits or for a printed code."""

    form: Form
    is_recovery: bool
    other_url: str


@dataclass(frozen=True, kw_only=True)
class UnlockPage(Page):
    """A locked screen: whose it is, and the fields of a form that was being sent when it locked."""

    form: Form
    name: str
    has_code: bool
    kept: tuple[tuple[str, str], ...] = ()
    again: str = ""


@dataclass(frozen=True, kw_only=True)
class SecondFactorPage(Page):
    """The key for an authenticator app, as a picture and in letters."""

    form: Form
    post_url: str
    picture: str
    key: str
    is_replacing: bool = False
    later_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesPage(Page):
    """Ten codes, shown this once."""

    codes: tuple[str, ...]
    next_url: str


@dataclass(frozen=True, kw_only=True)
class SetUpPage(Page):
    """Choosing a password through a one-time link."""

    form: Form
    email: str


@dataclass(frozen=True, kw_only=True)
class SimplePage(Page):
    """A page that is one question or one sentence."""

    text: str = ""


def picture_of(secret: str, email: str) -> str:
    """A QR code of the key, as the address of an image that is in the page itself."""
    code = segno.make(setup_address(secret, email=email, issuer=ISSUER), error="m", micro=False)
    return Markup(code.svg_data_uri(scale=5, border=2))  # noqa: S704 - our own drawing, a data address


def second_factor_page(
    form: Form, secret: str, *, email: str, post_url: str, is_replacing: bool = False, later_url: str | None = None
) -> SecondFactorPage:
    """The page that offers `secret` to an authenticator app."""
    return SecondFactorPage(
        title=_("Set up your second factor"),
        errors=form.summary(),
        form=form,
        post_url=post_url,
        picture=picture_of(secret, email),
        key=in_groups(secret),
        is_replacing=is_replacing,
        later_url=later_url,
    )
