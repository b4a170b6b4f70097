"""The states of a sign-in, what a demonstration persona is, and the name of the cookie."""

from dataclasses import dataclass
from enum import StrEnum


class Awaiting(StrEnum):
    """What is still to be done before a sign-in counts."""

    CODE = "code"
    ENROLMENT = "enrolment"


class EndedBecause(StrEnum):
    """Why a sign-in ended before its time."""

    SIGNED_OUT = "signed_out"
    ENDED_ELSEWHERE = "ended_elsewhere"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a reason, not a password
    REPLACED = "replaced"
    ACCOUNT_DISABLED = "account_disabled"
    SET_UP = "set_up"


@dataclass(frozen=True)
class Persona:
    """A demonstration account that the sign-in page offers with one tap, in development only."""

    email: str
    label: str
    summary: str


def cookie_name(*, is_secure: bool) -> str:
    """The name of the sign-in cookie. The `__Host-` prefix binds it to this host and to TLS (RFC 6265bis,
    4.1.3.2).
    """
    return "__Host-sign_in" if is_secure else "sign_in"


def email_key(email: str) -> str:
    """The one spelling under which an e-mail address is stored and found: trimmed, small letters."""
    return email.strip().casefold()
