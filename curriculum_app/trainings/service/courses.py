"""Courses and the trainings of a course: made, and corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.trainings import events
from curriculum_app.trainings.models import Course, Training
from curriculum_app.trainings.rules import TrainingKind
from curriculum_app.trainings.rules.courses import Audience, expires_on, plain


class CourseExists(Refusal):
    """There is a course of this name."""

    message = _l("There is a course with this name already.")
    field = "name"


class ChangedMeanwhile(Conflict):
    """Somebody else corrected it in the meantime."""

    message = _l("Someone else changed this record. Check it and save again.")


@dataclass(frozen=True)
class CourseFacts:
    """What is said about a course; `expires_months` None: it does not run out."""

    name: str
    minutes: int
    audience: Audience
    expires_months: int | None = None
    counts_as: TrainingKind | None = None


@dataclass(frozen=True)
class TrainingFacts:
    """What is said about a training; `service_area` None: it belongs to the whole programme."""

    held_on: date
    minutes: int
    audience: Audience
    trainer: str = ""
    place: str = ""
    service_area: int | None = None


def make_course(facts: CourseFacts, *, actor: Actor, at: datetime, course_id: UUID | None = None) -> Course:
    """Write down a course; with an id that exists nothing is made. Raises CourseExists."""
    known = db.session.get(Course, course_id) if course_id else None
    if known is not None:
        return known
    course = Course(id=course_id or new_id(), version=1)
    _say_course(course, facts)
    db.session.add(course)
    db.session.flush()
    record(events.COURSE_MADE, actor=actor, at=at, subject=course)
    return course


def change_course(course: Course, facts: CourseFacts, *, version: int, actor: Actor, at: datetime) -> Course:
    """Correct a course; trainings that were held keep what they were. Raises ChangedMeanwhile, CourseExists."""
    _take(course, version)
    _say_course(course, facts)
    course.version += 1
    db.session.flush()
    record(events.COURSE_CHANGED, actor=actor, at=at, subject=course)
    return course


def make_training(
    course: Course, facts: TrainingFacts, *, actor: Actor, at: datetime, training_id: UUID | None = None
) -> Training:
    """Write down a training of a course; with an id that exists nothing is made."""
    known = db.session.get(Training, training_id) if training_id else None
    if known is not None:
        return known
    training = Training(
        id=training_id or new_id(), course=course, link_serial=1, version=1, recorded_at=at,
        recorded_by_id=actor.user_id,
    )  # fmt: skip
    _say_training(training, facts)
    db.session.add(training)
    db.session.flush()
    record(events.TRAINING_MADE, actor=actor, at=at, subject=training)
    return training


def change_training(training: Training, facts: TrainingFacts, *, version: int, actor: Actor, at: datetime) -> Training:
    """Correct a training; its certificates run out by the new day. Raises ChangedMeanwhile."""
    _take(training, version)
    _say_training(training, facts)
    training.version += 1
    db.session.flush()
    record(events.TRAINING_CHANGED, actor=actor, at=at, subject=training)
    return training


def renew_link(training: Training, *, actor: Actor, at: datetime) -> Training:
    """End the address of the QR code and make another."""
    training.link_serial += 1
    db.session.flush()
    record(events.LINK_RENEWED, actor=actor, at=at, subject=training)
    return training


def _say_course(course: Course, facts: CourseFacts) -> None:
    key = plain(facts.name)
    if db.session.scalar(select(Course.id).where(Course.name_key == key)) not in {None, course.id}:
        raise CourseExists
    course.name, course.name_key, course.minutes = facts.name, key, facts.minutes
    course.audience, course.expires_months = facts.audience, facts.expires_months
    course.counts_as = facts.counts_as


def _say_training(training: Training, facts: TrainingFacts) -> None:
    training.held_on, training.minutes, training.audience = facts.held_on, facts.minutes, facts.audience
    training.trainer, training.place, training.service_area = facts.trainer, facts.place, facts.service_area
    training.expires_on = expires_on(facts.held_on, training.course.expires_months)


def _take(row: Course | Training, version: int) -> None:
    db.session.refresh(row, ["version"], with_for_update=True)
    if row.version != version:
        raise ChangedMeanwhile
