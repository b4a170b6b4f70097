"""Making, closing and opening accounts, and what people change about their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.accounts import events
from curriculum_app.accounts.models import User
from curriculum_app.accounts.queries.users import user_by_email
from curriculum_app.accounts.rules.words import EndedBecause, email_key
from curriculum_app.accounts.service.links import make_link
from curriculum_app.accounts.service.roles import RoleWanted, check, grant
from curriculum_app.accounts.service.sign_in import end_all
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal


class EmailTaken(Refusal):
    """Two accounts cannot share an address."""

    message: ClassVar[object] = _l("There is an account with this e-mail already.")
    field = "email"


class OwnAccount(Refusal):
    """Whoever closed her own account could not open it again, and perhaps nobody could."""

    message: ClassVar[object] = _l("You can't do this to your own account. Ask another administrator.")


@dataclass(frozen=True)
class NewAccount:
    """A fresh account and the token of its set-up link."""

    user: User
    token: str


def create_user(
    *, user_id: UUID, email: str, full_name: str, role: RoleWanted, actor: Actor, at: datetime
) -> NewAccount | None:
    """Make an account with its first role and a set-up link; None when this very form was saved before.

    Raises EmailTaken, or what `roles.check` refuses.
    """
    if db.session.get(User, user_id) is not None:
        return None
    if user_by_email(email) is not None:
        raise EmailTaken
    check(role, today=actor.today)
    user = User(
        id=user_id,
        email=email_key(email),
        full_name=full_name,
        language="en",
        is_active=True,
        active_since=at,
        created_at=at,
        created_by_id=actor.user_id,
    )
    db.session.add(user)
    db.session.flush()
    record(events.USER_CREATED, actor=actor, at=at, subject=user)
    grant(user, role, actor=actor, at=at)
    return NewAccount(user, make_link(user, actor=actor, at=at))


def deactivate(user: User, *, actor: Actor, at: datetime) -> None:
    """Close an account: every sign-in ends now, and no one gets in. Raises OwnAccount."""
    if user.id == actor.user_id:
        raise OwnAccount
    user.is_active = False
    end_all(user.id, because=EndedBecause.ACCOUNT_DISABLED, at=at)
    record(events.USER_DEACTIVATED, actor=actor, at=at, subject=user)


def reactivate(user: User, *, actor: Actor, at: datetime) -> None:
    """Open a closed account again; its ninety days start anew."""
    user.is_active = True
    user.active_since = at
    record(events.USER_REACTIVATED, actor=actor, at=at, subject=user)


def change_language(user: User, language: str, *, actor: Actor, at: datetime) -> None:
    """Choose the language of the pages."""
    was, user.language = user.language, language
    record(events.LANGUAGE_CHANGED, actor=actor, at=at, subject=user, was=was, now=language)
