"""One-time links by which somebody chooses her own password; nobody else ever knows it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from curriculum_app.accounts import events
from curriculum_app.accounts.models import SetupLink, User
from curriculum_app.accounts.rules.limits import LINK_LASTS, is_dormant
from curriculum_app.accounts.rules.words import EndedBecause
from curriculum_app.accounts.service import hashing, second_factor, throttle
from curriculum_app.accounts.service.sign_in import end_all
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal


class LinkSpent(Refusal):
    """The link was used, replaced or is over."""

    message: ClassVar[object] = _l("This link does not work any more. Ask your administrator for a new one.")


class AccountClosed(Refusal):
    """A link would not let anybody into a closed account."""

    message: ClassVar[object] = _l("This account is closed. Open it again first.")


def make_link(user: User, *, actor: Actor, at: datetime, forget_second_factor: bool = False) -> str:
    """Make a set-up link and return its token, which is shown once; earlier links end.

    When the second factor is lost, it goes at once together with the password and every sign-in, so that the link is
    the only way in. Raises AccountClosed.
    """
    if not user.is_active or is_dormant(user.active_since, user.last_seen_at, at):
        raise AccountClosed
    _replace_links(user, at)
    if forget_second_factor:
        second_factor.forget(user, actor=actor, at=at)
        user.password_hash = None
        end_all(user.id, because=EndedBecause.SET_UP, at=at)
    token = hashing.new_token()
    db.session.add(
        SetupLink(
            user_id=user.id,
            token_hash=hashing.token_hash(token),
            made_at=at,
            made_by_id=actor.user_id,
            expires_at=at + LINK_LASTS,
        )
    )
    record(events.LINK_MADE, actor=actor, at=at, subject=user)
    return token


def use_link(link: SetupLink, user: User, password_hash: str, *, at: datetime) -> None:
    """Set the password that the link was for; the link and every sign-in end. Raises LinkSpent.

    Two posts of the same link cannot both win: the row is spent by one conditional update.
    """
    spend = update(SetupLink).where(
        SetupLink.id == link.id, SetupLink.used_at.is_(None), SetupLink.replaced_at.is_(None), SetupLink.expires_at > at
    )
    if db.session.scalar(spend.values(used_at=at).returning(SetupLink.id)) is None:
        raise LinkSpent
    user.password_hash = password_hash
    throttle.forget(throttle.password_limit(user.email))
    end_all(user.id, because=EndedBecause.SET_UP, at=at)
    actor = Actor(kind="user", today=at.date(), user_id=user.id)
    record(events.LINK_USED, actor=actor, at=at, subject=user)
    record(events.PASSWORD_SET, actor=actor, at=at, subject=user, through="link")


def _replace_links(user: User, at: datetime) -> None:
    statement = update(SetupLink).where(
        SetupLink.user_id == user.id, SetupLink.used_at.is_(None), SetupLink.replaced_at.is_(None)
    )
    db.session.execute(statement.values(replaced_at=at))
