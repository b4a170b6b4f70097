"""The tests' browser: it keeps cookies, knows who is signed in, and adds the form token as our own pages do."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any

from flask import current_app, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from curriculum_app.accounts.models import SignIn, User
from curriculum_app.core import clock
from curriculum_app.core.access import csrf
from curriculum_app.core.db import begin_writing, db


class Client(FlaskClient):
    """A browser. `user` is who signed in with it, if anybody."""

    user: User

    def token(self) -> str:
        """A form token that belongs to this browser's cookies, as a page would carry it."""
        cookies = "; ".join(f"{each.key}={each.value}" for each in self._cookies.values())  # type: ignore[union-attr]
        if not cookies:
            self.get("/sign-in")
            return self.token()
        with self.application.test_request_context(headers={"Cookie": cookies}):
            return csrf.token()

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - as FlaskClient has it
        """Send a request in a context of its own, as a server would.

        The test's transaction is ended before, since it would hold the lock, and begun anew after: the test may write
        again and sees what the request left.
        """
        if not has_app_context():
            return super().open(*args, **kwargs)
        db.session.rollback()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        begin_writing()
        return answer

    def post(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - as FlaskClient has it
        """Post as a page of ours would: with its token, unless `token=False`."""
        if kwargs.pop("token", True):
            headers = dict(kwargs.pop("headers", None) or {})
            headers.setdefault(csrf.HEADER, self.token())
            kwargs["headers"] = headers
        return super().post(*args, **kwargs)


def without_tokens(page: str) -> str:
    """A page without the masks of its form tokens, which are random in every answer."""
    return re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", page)


def sign_in(browser: Client, user: User) -> None:
    """Make a complete sign-in for `user` and give the browser its cookie; needs an application context."""
    token = secrets.token_urlsafe(32)
    at = clock.now()
    if not db.session.in_transaction():
        begin_writing()
    db.session.add(
        SignIn(
            user_id=user.id,
            token_hash=hashlib.sha256(token.encode()).digest(),
            signed_in_at=at,
            last_seen_at=at,
            second_factor_at=at,
            device_label="Test browser",
        )
    )
    db.session.commit()
    browser.set_cookie(current_app.config["SIGN_IN_COOKIE"], token)
