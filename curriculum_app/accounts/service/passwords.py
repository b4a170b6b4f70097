"""Choosing and changing a password. Hashing is done by the caller, before the write transaction."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from curriculum_app.accounts import events
from curriculum_app.accounts.models import User
from curriculum_app.accounts.rules.passwords import LONGEST, SHORTEST, PasswordProblem, problem
from curriculum_app.accounts.rules.words import EndedBecause
from curriculum_app.accounts.service import hashing, throttle
from curriculum_app.accounts.service.sign_in import end_all
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.errors import Refusal


class PasswordTooShort(Refusal):
    """Fewer than fifteen characters."""

    message: ClassVar[object] = _l("Use at least %(shortest)s characters.")
    field = "password"


class PasswordTooLong(Refusal):
    """More than anyone types; a longer one only costs the server time."""

    message: ClassVar[object] = _l("Use at most %(longest)s characters.")
    field = "password"


class PasswordRepeats(Refusal):
    """One piece said over and over."""

    message: ClassVar[object] = _l("This repeats the same characters. Use several unrelated words.")
    field = "password"


class PasswordEasy(Refusal):
    """Made of names, common words or rows of keys."""

    message: ClassVar[object] = _l(
        "This is easy to guess: it is made of your name, common words or keys in a row. Use several unrelated words."
    )
    field = "password"


class WrongPassword(Refusal):
    """The password that was to be proven is not the right one, or there were too many tries."""

    message: ClassVar[object] = _l("That is not your password. After five wrong tries, wait 15 minutes.")
    field = "current_password"


REFUSALS: dict[PasswordProblem, type[Refusal]] = {
    PasswordProblem.TOO_SHORT: PasswordTooShort,
    PasswordProblem.TOO_LONG: PasswordTooLong,
    PasswordProblem.REPEATS: PasswordRepeats,
    PasswordProblem.EASY: PasswordEasy,
}


def hash_of_new(password: str, user: User) -> str:
    """The hash of a new password for `user`. Slow. Raises a Refusal when it is not good enough."""
    found = problem(password, email=user.email, full_name=user.full_name)
    if found is not None:
        raise REFUSALS[found](shortest=SHORTEST, longest=LONGEST)
    return hashing.hash_password(password)


def prove_own(user: User, password: str, *, at: datetime) -> None:
    """Check somebody's own password once more. Slow, counted like a sign-in. Raises WrongPassword."""
    is_allowed = throttle.allow(throttle.password_limit(user.email), at=at)
    is_right = hashing.is_right(user.password_hash, password)
    if not (is_allowed and is_right):
        raise WrongPassword


def set_password(user: User, password_hash: str, *, actor: Actor, at: datetime) -> None:
    """Change one's own password; every other sign-in ends."""
    user.password_hash = password_hash
    throttle.forget(throttle.password_limit(user.email))
    end_all(user.id, because=EndedBecause.PASSWORD_CHANGED, at=at, keep=actor.sign_in_id)
    record(events.PASSWORD_SET, actor=actor, at=at, subject=user, through="account")
