"""From the cookie to the person: one statement that finds the sign-in, the user and the roles she holds today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from curriculum_app.accounts.models import RecoveryCode, RoleAssignment, SignIn, User
from curriculum_app.accounts.queries.assignments import in_force
from curriculum_app.accounts.rules.limits import CODE_STEP_LASTS, SIGN_IN_LASTS, is_idle
from curriculum_app.accounts.rules.words import Awaiting
from curriculum_app.core.access import Actor, Grant
from curriculum_app.core.db import db, rows

MOST_DEVICES = 50

# Built once: this runs before every page.
_LIVE = (
    select(
        SignIn.id,
        SignIn.user_id,
        SignIn.awaiting,
        SignIn.last_seen_at,
        SignIn.signed_in_at,
        SignIn.second_factor_at,
        User.full_name,
        User.language,
        RoleAssignment.role,
        RoleAssignment.service_area,
        RoleAssignment.site_id,
    )
    .join(User, User.id == SignIn.user_id)
    .outerjoin(RoleAssignment, and_(RoleAssignment.user_id == User.id, in_force(bindparam("today"))))
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.signed_in_at > bindparam("begun_after"),
        User.is_active,
    )
    .order_by(RoleAssignment.id)
)


@dataclass(frozen=True)
class LiveSignIn:
    """An open sign-in: who it is, what is still to be done, and when it was last used."""

    actor: Actor
    awaiting: Awaiting | None
    is_locked: bool
    last_seen_at: datetime


def live_sign_in(token_hash: bytes, *, at: datetime, today: date, idle: timedelta) -> LiveSignIn | None:
    """The open sign-in of a cookie, or None when it was ended, is over, or its account is closed.

    `today` is the local date on which the roles have to hold; `idle` the minutes after which the screen locks.
    """
    values = {"token_hash": token_hash, "today": today, "begun_after": at - SIGN_IN_LASTS}
    found = rows(_LIVE, values)
    if not found:
        return None
    first = found[0]
    if first.awaiting is Awaiting.CODE and at - first.signed_in_at >= CODE_STEP_LASTS:
        return None
    actor = Actor(
        kind="user",
        today=today,
        user_id=first.user_id,
        sign_in_id=first.id,
        name=first.full_name,
        language=first.language,
        grants=tuple(Grant(row.role, row.service_area, row.site_id) for row in found if row.role),
        second_factor_at=first.second_factor_at,
    )
    return LiveSignIn(actor, first.awaiting, is_idle(first.last_seen_at, at, idle), first.last_seen_at)


def actor_for(token_hash: bytes, *, at: datetime, today: date, idle: timedelta) -> Actor | None:
    """The person behind a cookie whose sign-in is complete and not locked, or None."""
    found = live_sign_in(token_hash, at=at, today=today, idle=idle)
    return found.actor if found and found.awaiting is None and not found.is_locked else None


def open_sign_ins(user_id: UUID, at: datetime) -> list[SignIn]:
    """The open sign-ins of one person, the one used last first; at most 50."""
    statement = (
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.signed_in_at > at - SIGN_IN_LASTS)
        .order_by(SignIn.last_seen_at.desc(), SignIn.id)
        .limit(MOST_DEVICES)
    )
    return list(db.session.scalars(statement))


def recovery_codes_left(user_id: UUID) -> int:
    """How many recovery codes of one person are unused; ten at most."""
    statement = select(RecoveryCode.id).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return len(db.session.scalars(statement.order_by(RecoveryCode.id).limit(MOST_DEVICES)).all())
