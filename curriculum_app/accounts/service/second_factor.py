"""The second factor: offering a key, proving a code, and the printed codes for the day the phone is lost."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, update

from curriculum_app.accounts import events
from curriculum_app.accounts.models import RecoveryCode, User
from curriculum_app.accounts.queries.sign_ins import recovery_codes_left
from curriculum_app.accounts.rules import codes
from curriculum_app.accounts.service import throttle
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.vault import fingerprint, system_key

SECRET_BYTES = 20


class WrongCode(Refusal):
    """The sentence is the same whether the code was wrong, used or one too many."""

    message: ClassVar[object] = _l(
        "That code does not work. Wait for the next one and type it. After five wrong tries, wait 15 minutes."
    )
    field = "code"


def offered_secret(user: User, actor: Actor) -> str:
    """The key that the actor's sign-in is offered, in base32: the same on each reload, another one once it was taken.

    It is an HMAC under a key of the vault, so nothing has to be kept while she looks for her phone.
    """
    parts = _sign_in_of(actor).hex, user.totp_since.isoformat() if user.totp_since else "first"
    return base64.b32encode(fingerprint("accounts.totp-offer", *parts)[:SECRET_BYTES]).decode()


def enrol(user: User, code: str, *, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Take the offered key as her second factor once a code proves that the app has it; returns ten recovery codes.

    Raises WrongCode.
    """
    secret = offered_secret(user, actor)
    step = codes.matching_step(secret, code, at=at, last_step=None)
    if step is None:
        raise WrongCode
    user.totp_sealed = system_key().seal(User.totp_sealed, user.id, secret)
    user.totp_last_step = step
    user.totp_since = at
    record(events.SECOND_FACTOR_SET, actor=actor, at=at, subject=user)
    return new_recovery_codes(user, actor=actor, at=at)


def new_recovery_codes(user: User, *, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Ten fresh recovery codes; the old ones end. They are shown once: only their hashes are kept."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    made = codes.new_recovery_codes()
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(user.id, code), made_at=at) for code in made)
    record(events.RECOVERY_CODES_MADE, actor=actor, at=at, subject=user)
    return made


def count_try(user_id: UUID, *, at: datetime) -> None:
    """Count one code that is about to be checked, before the write transaction. Raises WrongCode when locked."""
    if not throttle.allow(throttle.code_limit(user_id), at=at):
        raise WrongCode


def prove_code(user: User, typed: str, *, actor: Actor, at: datetime) -> None:
    """Take the app's code or a recovery code and spend it, each once, also when two arrive together.

    The caller has counted the try with `count_try`. Raises WrongCode.
    """
    if codes.is_recovery_code(typed):
        _spend_recovery_code(user, typed, actor=actor, at=at)
    else:
        secret = system_key().open(User.totp_sealed, user.id, user.totp_sealed)
        step = codes.matching_step(secret, typed, at=at, last_step=user.totp_last_step) if secret else None
        if step is None or not _spend_step(user.id, step):
            raise WrongCode
    throttle.forget(throttle.code_limit(user.id))


def forget(user: User, *, actor: Actor, at: datetime) -> None:
    """Take the second factor away, because the phone is lost."""
    user.totp_sealed = None
    user.totp_since = None
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    record(events.SECOND_FACTOR_FORGOTTEN, actor=actor, at=at, subject=user)


def _spend_step(user_id: UUID, step: int) -> bool:
    """Move the last used step forward; False when somebody was faster."""
    is_new = or_(User.totp_last_step.is_(None), User.totp_last_step < step)
    statement = update(User).where(User.id == user_id, is_new).values(totp_last_step=step).returning(User.id)
    return db.session.scalar(statement) is not None


def _spend_recovery_code(user: User, typed: str, *, actor: Actor, at: datetime) -> None:
    statement = (
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == _hash(user.id, typed),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
    )
    if db.session.scalar(statement) is None:
        raise WrongCode
    record(events.RECOVERY_CODE_USED, actor=actor, at=at, subject=user, left=recovery_codes_left(user.id))


def _hash(user_id: UUID, code: str) -> bytes:
    return fingerprint("accounts.recovery-code", user_id.hex, codes.recovery_key(code))


def _sign_in_of(actor: Actor) -> UUID:
    if actor.sign_in_id is None:
        raise LookupError("A second factor is set up within a sign-in.")
    return actor.sign_in_id
