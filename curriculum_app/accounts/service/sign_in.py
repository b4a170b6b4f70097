"""Signing in: one sentence for every failure, the same work for a name that nobody has, and a fresh row each time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from curriculum_app.accounts import events
from curriculum_app.accounts.models import SignIn, User
from curriculum_app.accounts.queries.users import user_by_email
from curriculum_app.accounts.rules.limits import is_dormant
from curriculum_app.accounts.rules.words import Awaiting, EndedBecause
from curriculum_app.accounts.service import hashing, throttle
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal


class SignInRefused(Refusal):
    """The sentence is the same whatever was wrong; `reason` is for the audit alone."""

    message: ClassVar[object] = _l(
        "We could not sign you in. Check the e-mail and the password, then try again. After five wrong tries, wait "
        "15 minutes or ask your administrator."
    )

    def __init__(self, reason: str, user_id: UUID | None = None) -> None:
        super().__init__()
        self.reason = reason
        self.user_id = user_id


def prove_password(email: str, password: str, *, address: str, at: datetime) -> User:
    """The user of `email` when `password` is hers and her account is open. Slow: call it before the write
    transaction.

    Each try is counted before it is checked, for the account and for the network address. Argon2 runs once whatever
    the name and the count. Raises SignInRefused.
    """
    limits = throttle.password_limit(email), throttle.address_limit(address)
    is_allowed = throttle.allow(*limits, at=at)
    user = user_by_email(email)
    is_right = hashing.is_right(user.password_hash if user else None, password)
    if not is_allowed:
        raise SignInRefused("locked", user.id if user else None)
    if user is None:
        raise SignInRefused("unknown")
    if not is_right:
        raise SignInRefused("password", user.id)
    _refuse_closed(user, at)
    return user


def after_password(user: User, *, address: str, must_enrol: bool) -> Awaiting | None:
    """Take the counted tries back after a right password, and say what is still to be done (None: nothing)."""
    throttle.forget(throttle.password_limit(user.email))
    throttle.give_back(throttle.address_limit(address))
    if user.totp_sealed is not None:
        return Awaiting.CODE
    return Awaiting.ENROLMENT if must_enrol else None


def open_sign_in(
    user: User,
    *,
    device: str,
    at: datetime,
    awaiting: Awaiting | None = None,
    second_factor_at: datetime | None = None,
    replaces: UUID | None = None,
) -> str:
    """Make a sign-in for `user` and return its token, which only the cookie keeps.

    The row that the browser came with (`replaces`) ends, so that a token planted before has no value. Raises
    SignInRefused when the account was closed meanwhile.
    """
    _refuse_closed(user, at)
    if replaces is not None:
        end(replaces, because=EndedBecause.REPLACED, at=at)
    token = hashing.new_token()
    row = SignIn(
        user_id=user.id,
        token_hash=hashing.token_hash(token),
        awaiting=awaiting,
        signed_in_at=at,
        last_seen_at=at,
        second_factor_at=second_factor_at,
        device_label=device[:60],
    )
    db.session.add(row)
    db.session.flush()
    if awaiting is not Awaiting.CODE:
        user.last_seen_at = at
        actor = Actor(kind="user", today=at.date(), user_id=user.id, sign_in_id=row.id)
        record(events.SIGNED_IN, actor=actor, at=at, subject=user, second_factor=second_factor_at is not None)
    return token


def end(sign_in_id: UUID, *, because: EndedBecause, at: datetime) -> bool:
    """End one sign-in; False when it was over already."""
    statement = update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None))
    ended = statement.values(ended_at=at, ended_because=because).returning(SignIn.id)
    return db.session.scalar(ended) is not None


def end_all(user_id: UUID, *, because: EndedBecause, at: datetime, keep: UUID | None = None) -> int:
    """End every open sign-in of somebody but `keep`; returns how many."""
    statement = update(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    if keep is not None:
        statement = statement.where(SignIn.id != keep)
    ended = statement.values(ended_at=at, ended_because=because).returning(SignIn.id)
    return len(db.session.scalars(ended).all())


def sign_out(actor: Actor, *, at: datetime) -> None:
    """End the actor's own sign-in."""
    if actor.sign_in_id is not None and end(actor.sign_in_id, because=EndedBecause.SIGNED_OUT, at=at):
        record(events.SIGNED_OUT, actor=actor, at=at, because=EndedBecause.SIGNED_OUT.value)


def end_device(sign_in: SignIn, *, actor: Actor, at: datetime) -> None:
    """End another of one's own sign-ins, from the list of devices."""
    if end(sign_in.id, because=EndedBecause.ENDED_ELSEWHERE, at=at):
        because = EndedBecause.ENDED_ELSEWHERE.value
        record(events.SIGNED_OUT, actor=actor, at=at, subject=sign_in, because=because)


def end_other_devices(actor: Actor, *, at: datetime) -> int:
    """End every sign-in of the actor's but the one she asks with; returns how many."""
    because = EndedBecause.ENDED_ELSEWHERE
    ended = end_all(actor.user(), because=because, at=at, keep=actor.sign_in_id)
    record(events.SIGNED_OUT, actor=actor, at=at, because=because.value)
    return ended


def unlock(actor: Actor, *, at: datetime, factor: str) -> None:
    """Open a locked screen again after one factor was proven (`password` or `code`)."""
    values: dict[str, object] = {"last_seen_at": at}
    if factor == "code":
        values["second_factor_at"] = at
    db.session.execute(update(SignIn).where(SignIn.id == actor.sign_in_id).values(values))
    record(events.UNLOCKED, actor=actor, at=at, factor=factor)


def lock(actor: Actor, *, at: datetime, idle: timedelta) -> None:
    """Lock the actor's screen now, as `idle` without a touch would: her tablet goes into other hands."""
    db.session.execute(update(SignIn).where(SignIn.id == actor.sign_in_id).values(last_seen_at=at - idle))
    record(events.HANDED_OVER, actor=actor, at=at)


def second_factor_shown(actor: Actor, *, at: datetime) -> None:
    """Note on the actor's sign-in that its second factor was just proven."""
    db.session.execute(update(SignIn).where(SignIn.id == actor.sign_in_id).values(second_factor_at=at))


def _refuse_closed(user: User, at: datetime) -> None:
    if not user.is_active:
        raise SignInRefused("disabled", user.id)
    if is_dormant(user.active_since, user.last_seen_at, at):
        raise SignInRefused("dormant", user.id)
