"""How the ids of staff, courses, trainings and attendees in a URL become rows that the actor may know of."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from curriculum_app.accounts.models import User
from curriculum_app.core.access import Actor, Permission, Scopes, loads
from curriculum_app.core.db import db
from curriculum_app.trainings.models import Attendee, Course, StaffTraining, Training
from curriculum_app.trainings.queries import trainings, within
from curriculum_app.trainings.queries.trainings import training_with


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


@loads("course_id", knowing=(Permission.TRAINING_MANAGE,))
def course(_actor: Actor, _scopes: Scopes, *, course_id: UUID) -> Course | None:
    """A course; they belong to the whole programme."""
    return db.session.get(Course, course_id)


@loads("training_id", knowing=(Permission.TRAINING_MANAGE,))
def training(actor: Actor, scopes: Scopes, *, training_id: UUID) -> Training | None:
    """A training within reach, with its course and job."""
    return training_with(training_id, trainings.within(scopes, actor))


@loads("attendee_id", under="training_id", knowing=(Permission.TRAINING_MANAGE,))
def attendee(actor: Actor, scopes: Scopes, *, attendee_id: UUID, training_id: UUID) -> Attendee | None:
    """Somebody who was at it."""
    query = (
        select(Attendee)
        .join(Attendee.training)
        .options(contains_eager(Attendee.training).joinedload(Training.course))
        .where(Attendee.id == attendee_id, Attendee.training_id == training_id, trainings.within(scopes, actor))
    )
    return db.session.scalar(query)
