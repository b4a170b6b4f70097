"""How the ids of staff and of their training records in a URL become rows that the actor may know of."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from curriculum_app.accounts.models import User
from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.queries import within


@loads("staff_id", knowing=(Permission.TRAINING_MANAGE,))
def staff(actor: Actor, scopes: Scopes, *, staff_id: UUID) -> User | None:
    """Somebody who may lead groups within reach."""
    return db.session.scalar(select(User).where(User.id == staff_id, within(scopes, actor)))


@loads("staff_training_id", under="staff_id", knowing=(Permission.TRAINING_MANAGE,))
def staff_training(actor: Actor, scopes: Scopes, *, staff_training_id: UUID, staff_id: UUID) -> StaffTraining | None:
    """One training record of hers."""
    query = (
        select(StaffTraining)
        .join(StaffTraining.staff)
        .options(contains_eager(StaffTraining.staff))
        .where(StaffTraining.id == staff_training_id, StaffTraining.user_id == staff_id, within(scopes, actor))
    )
    return db.session.scalar(query)
