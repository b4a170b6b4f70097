"""Reading courses and trainings: what is within reach, by page, and how many came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from curriculum_app.core.access import Actor, Reach, Scopes, areas_of
from curriculum_app.core.db import db
from curriculum_app.places.models import Site
from curriculum_app.trainings.models import Attendee, Course, Training
from curriculum_app.trainings.rules.courses import Audience

PAGE_SIZE = 50
MOST_COURSES = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the list; None leaves one out. The dates are included."""

    course_id: UUID | None = None
    audience: Audience | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One training of the list; `is_managed` says whether the reader may open it."""

    id: UUID
    course: str
    held_on: date
    trainer: str
    audience: Audience
    minutes: int
    expires_on: date | None
    attendees: int
    is_managed: bool


@dataclass(frozen=True, slots=True)
class TrainingList:
    """One page of trainings."""

    rows: tuple[TrainingRow, ...]
    page: int
    has_more: bool


def within(scopes: Scopes, actor: Actor) -> ColumnElement[bool]:
    """The trainings that `scopes` reach: all, those of one's areas or of no area, or those one was at."""
    reaches = {scope.reach for scope in scopes}
    if Reach.PROGRAMME in reaches:
        return true()
    found: list[ColumnElement[bool]] = []
    if Reach.OWN_AREAS in reaches:
        areas, sites = areas_of(scopes)
        of_sites = select(Site.service_area).where(Site.id.in_(sites))
        area = Training.service_area
        found.append(or_(area.is_(None), area.in_(areas), area.in_(of_sites)))
    if Reach.SELF in reaches:
        found.append(exists().where(Attendee.training_id == Training.id, Attendee.user_id == actor.user_id))
    return or_(false(), *found)


def trainings_within(
    scopes: Scopes, managed: Scopes, actor: Actor, wanted: Wanted, *, page: int = 1
) -> TrainingList:  # fmt: skip
    """The trainings within reach, the newest first, 50 a page. One statement."""
    came = select(func.count()).where(Attendee.training_id == Training.id).scalar_subquery()
    query = (
        select(
            Training.id, Course.name.label("course"), Training.held_on, Training.trainer, Training.audience,
            Training.minutes, Training.expires_on, came.label("attendees"),
            within(managed, actor).label("is_managed"),
        )
        .join(Course, Course.id == Training.course_id)
        .where(within(scopes, actor), *_conditions(wanted))
        .order_by(Training.held_on.desc(), Training.id.desc())
        .limit(PAGE_SIZE + 1)
        .offset((page - 1) * PAGE_SIZE)
    )  # fmt: skip
    found = db.session.execute(query).all()
    rows = (TrainingRow(*row) for row in found[:PAGE_SIZE])
    return TrainingList(tuple(rows), page, len(found) > PAGE_SIZE)


def courses() -> list[Course]:
    """Every course by name; at most 200."""
    return list(db.session.scalars(select(Course).order_by(Course.name_key).limit(MOST_COURSES)))


def training_with(training_id: UUID, condition: ColumnElement[bool]) -> Training | None:
    """One training with its course and its job, where the condition holds."""
    whole = (joinedload(Training.course), joinedload(Training.job))
    return db.session.scalar(select(Training).options(*whole).where(Training.id == training_id, condition))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [true()]
    if wanted.course_id is not None:
        found.append(Training.course_id == wanted.course_id)
    if wanted.audience is not None:
        found.append(Training.audience == wanted.audience)
    if wanted.from_on is not None:
        found.append(Training.held_on >= wanted.from_on)
    if wanted.until_on is not None:
        found.append(Training.held_on <= wanted.until_on)
    return [and_(*found)]
