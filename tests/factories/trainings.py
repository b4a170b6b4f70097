"""Courses, trainings and attendees for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from curriculum_app.core.access import Actor
from curriculum_app.core.vault import system_key
from curriculum_app.trainings.models import Attendee, Course, Training
from curriculum_app.trainings.rules.courses import AddedBy, Audience, expires_on, plain
from curriculum_app.trainings.service.attendees import Person, sealed_attendee
from tests.factories import Make

AUNT = Person("Guadalupe Navarro", "Harbor Youth Services", "Case manager", "lupe@harbor.example.com")


def course(make: Make, name: str = "", **values: Any) -> Course:  # noqa: ANN401 - any column
    """A course of two hours for partners, good for 24 months."""
    name = name or f"Working together {next(make.numbers)}"
    defaults: dict[str, Any] = {"minutes": 120, "audience": Audience.PARTNERS, "expires_months": 24}
    row: Course = make.add(Course(name=name, name_key=plain(name), **defaults | values))
    return row


def training(make: Make, of: Course | None = None, held_on: date | None = None, **values: Any) -> Training:  # noqa: ANN401
    """A training of today, of the whole programme."""
    of, day = of or course(make), held_on or make.today
    defaults: dict[str, Any] = {
        "minutes": of.minutes, "audience": of.audience, "trainer": "Denise Holloway", "recorded_at": make.at,
        "expires_on": expires_on(day, of.expires_months),
    }  # fmt: skip
    row: Training = make.add(Training(course=of, held_on=day, **defaults | values))
    return row


def attendee(make: Make, at: Training, person: Person = AUNT, **values: Any) -> Attendee:  # noqa: ANN401
    """Somebody who was at it, typed in."""
    actor = Actor(kind="system", today=make.today)
    row = sealed_attendee(at, person, system_key(), added_by=AddedBy.TYPED, actor=actor, at=make.at)
    for name, value in values.items():
        setattr(row, name, value)
    found: Attendee = make.add(row)
    return found
