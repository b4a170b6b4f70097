"""Tokens that prove a form came from our own page.

The token belongs to the sign-in (or, before one, to a random cookie of the browser) and lives as long as it does.
Each answer masks it anew: pages are compressed, and a constant secret beside echoed input could be guessed from the
compressed length (BREACH).
"""

import base64
import binascii
import hashlib
import hmac
import secrets

from flask import Response, current_app, g, request

TOKEN_BYTES = 32
FIELD = "csrf_token"
HEADER = "X-CSRFToken"
VISITOR_COOKIE = "visitor"


def token() -> str:
    """The token for the page that is being made, freshly masked: once for all the forms of one page."""
    holder, made = g.get("form_token", ("", ""))
    if not made or holder != _holder():
        mask = secrets.token_bytes(TOKEN_BYTES)
        made = base64.urlsafe_b64encode(mask + _xor(mask, _secret())).decode()
        g.form_token = (_holder(), made)
    return str(made)


def is_valid() -> bool:
    """Whether this request carries a token of its own sign-in or visitor."""
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    try:
        raw = base64.urlsafe_b64decode(given.encode())
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return False
    if len(raw) != 2 * TOKEN_BYTES or not _holder():
        return False
    return hmac.compare_digest(_xor(raw[:TOKEN_BYTES], raw[TOKEN_BYTES:]), _secret())


def remember_visitor(response: Response) -> None:
    """Give a browser without a sign-in the random cookie that its form tokens belong to."""
    visitor = g.get("new_visitor")
    if visitor:
        secure = current_app.config["SETTINGS"].is_production
        response.set_cookie(VISITOR_COOKIE, visitor, httponly=True, samesite="Lax", secure=secure)


def _holder() -> str:
    return request.cookies.get(current_app.config["SIGN_IN_COOKIE"]) or request.cookies.get(VISITOR_COOKIE) or ""


def _secret() -> bytes:
    holder = _holder()
    if not holder:
        if "new_visitor" not in g:
            g.new_visitor = secrets.token_urlsafe(24)
        holder = g.new_visitor
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, b"form:" + holder.encode(), hashlib.sha256).digest()


def _xor(left: bytes, right: bytes) -> bytes:
    return (int.from_bytes(left) ^ int.from_bytes(right)).to_bytes(TOKEN_BYTES)
