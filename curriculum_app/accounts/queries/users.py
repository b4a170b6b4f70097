"""Staff, as administrators see them, and one account by its address or link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from curriculum_app.accounts.models import SetupLink, User
from curriculum_app.accounts.rules.words import email_key
from curriculum_app.core.db import db

PAGE_SIZE = 50


@dataclass(frozen=True)
class UserRow:
    """One account as the list shows it."""

    id: UUID
    full_name: str
    email: str
    is_active: bool
    active_since: datetime
    last_seen_at: datetime | None
    has_password: bool


def users_page(number: int) -> tuple[list[UserRow], bool]:
    """Page `number` (from 1) of all accounts in the order of their names, and whether there is another."""
    statement = (
        select(
            User.id,
            User.full_name,
            User.email,
            User.is_active,
            User.active_since,
            User.last_seen_at,
            User.password_hash.is_not(None),
        )
        .order_by(func.lower(User.full_name), User.id)
        .offset((number - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE + 1)
    )
    rows = [UserRow(*row) for row in db.session.execute(statement)]
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE


def user_by_email(email: str) -> User | None:
    """The account of an address, however it was typed, or None."""
    return db.session.scalar(select(User).where(User.email == email_key(email)))


def open_link(token_hash: bytes, at: datetime) -> SetupLink | None:
    """The set-up link of a token if it still works: unused, not replaced, not over, its account open."""
    statement = (
        select(SetupLink)
        .join(User, User.id == SetupLink.user_id)
        .where(
            SetupLink.token_hash == token_hash,
            SetupLink.used_at.is_(None),
            SetupLink.replaced_at.is_(None),
            SetupLink.expires_at > at,
            User.is_active,
        )
    )
    return db.session.scalar(statement)
