"""People with passwords and phones, for the tests of accounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache

import pyotp
from flask import current_app
from sqlalchemy import select
from werkzeug.test import TestResponse

from curriculum_app.accounts.models import SignIn, User
from curriculum_app.accounts.service.hashing import hash_password
from curriculum_app.core import clock
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.vault import system_key
from tests.clients import Client
from tests.factories import Make

PASSWORD = "kettle plum river window"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@cache
def hashed(password: str) -> str:
    """The hash of a password, made once: it is slow by design."""
    return hash_password(password)


def person(make: Make, role: str = "facilitator", *, phone: bool = False, **values: object) -> User:
    """Somebody with the password `PASSWORD`, and with an authenticator app when `phone`."""
    user = make.user(role, **values)
    user.password_hash = hashed(PASSWORD)
    if phone:
        user.totp_sealed = system_key().seal(User.totp_sealed, user.id, SECRET)
        user.totp_since = make.at
    make.commit()
    # It outlives the requests of the test, each of which closes the session.
    db.session.refresh(user)
    db.session.expunge(user)
    return user


def staff(client_as: Callable[..., Client], make: Make, role: str, **values: object) -> Client:
    """A browser of new staff; `.user` stays readable whatever the browser does."""
    return client_as(user=person(make, role, phone=False, **values))


def sign_in(browser: Client, user_or_email: User | str, password: str = PASSWORD, **fields: str) -> TestResponse:
    """What the sign-in form answers."""
    email = user_or_email if isinstance(user_or_email, str) else user_or_email.email
    return browser.post("/sign-in", data={"email": email, "password": password, **fields})


def code(at: datetime | None = None, secret: str = SECRET) -> str:
    """The digits that the app shows at `at` (now)."""
    return pyotp.TOTP(secret).at(at or clock.now())


def cookie_of(browser: Client) -> str | None:
    """The sign-in that the browser holds."""
    found = browser.get_cookie(current_app.config["SIGN_IN_COOKIE"])
    return found.value if found else None


def is_in(browser: Client) -> bool:
    """Whether the browser is let into its own account."""
    return browser.get("/account").status_code == 200


def sign_ins(user: User) -> list[SignIn]:
    """The rows of somebody's sign-ins, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(SignIn).where(SignIn.user_id == user.id).order_by(SignIn.id)))


def audited(action: str) -> list[AuditEvent]:
    """What the audit has of one action."""
    db.session.rollback()
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)))


def without_tokens(html: str) -> str:
    """A page without what differs on every answer by design: the masked form token."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", html)
