"""How an id in a URL becomes an account, a role or a sign-in that this person may know of."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from curriculum_app.accounts.models import RoleAssignment, SignIn, User
from curriculum_app.core.access import Actor, Permission, Reach, Scopes
from curriculum_app.core.access.loading import loads
from curriculum_app.core.db import db

STAFF = (Permission.USER_MANAGE, Permission.ROLE_APPROVE)


def _reaches_all(scopes: Scopes) -> bool:
    return any(scope.reach is Reach.PROGRAMME for scope in scopes)


@loads("user_id", knowing=STAFF)
def user(_actor: Actor, scopes: Scopes, *, user_id: UUID) -> User | None:
    """An account, for those who look after all of them."""
    return db.session.get(User, user_id) if _reaches_all(scopes) else None


@loads("assignment_id", under="user_id", knowing=STAFF)
def assignment(_actor: Actor, scopes: Scopes, *, assignment_id: UUID, user_id: UUID) -> RoleAssignment | None:
    """A role of that very account."""
    if not _reaches_all(scopes):
        return None
    statement = (
        select(RoleAssignment)
        .join(RoleAssignment.user)
        .options(contains_eager(RoleAssignment.user))
        .where(RoleAssignment.id == assignment_id, RoleAssignment.user_id == user_id)
    )
    return db.session.scalar(statement)


@loads("sign_in_id", knowing=(Permission.ACCOUNT_OWN,))
def sign_in(actor: Actor, _scopes: Scopes, *, sign_in_id: UUID) -> SignIn | None:
    """One of the actor's own sign-ins, nobody else's."""
    statement = select(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == actor.user())
    return db.session.scalar(statement)
