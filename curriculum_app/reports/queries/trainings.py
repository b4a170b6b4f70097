"""The figures of trainings by Title II year and audience; of nobody by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Label, case, func, literal, or_, select

from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.federal_year import first_day, year_of
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.queries.trainings import within
from curriculum_app.trainings.rules.courses import Applied, Audience
from curriculum_app.trainings.rules.figures import Trained, last_asked_day

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year and audience."""

    year: int
    audience: Audience
    figures: Trained


@dataclass(frozen=True, slots=True)
class TrainingFigures:
    """The rows, the newest year first, and all of them together: people are counted once there too."""

    rows: tuple[YearFigures, ...]
    total: Trained


def trainings(
    scopes: Scopes, actor: Actor, *, from_on: date | None = None, until_on: date | None = None
) -> TrainingFigures:
    """The trainings within reach between two days, both included. Three statements."""
    last_day = min(until_on or actor.today, actor.today)
    reached = [within(scopes, actor), Training.held_on <= last_day]
    if from_on is not None:
        reached.append(Training.held_on >= from_on)
    year = _year(reached)
    if year is None:
        return TrainingFigures((), Trained())
    counted = _counts(actor.today)
    joined = select(*counted).select_from(Training).outerjoin(Attendee, Attendee.training_id == Training.id)
    total = db.session.execute(joined.where(*reached)).one()
    # A name for the year, so that PostgreSQL groups by it and not by a second set of parameters.
    named = (
        select(Training.id.label("id"), year.label("year"), Training.audience.label("audience"))
        .where(*reached).subquery()
    )  # fmt: skip
    grouped = (
        joined.add_columns(named.c.year, named.c.audience)
        .join(named, named.c.id == Training.id)
        .group_by(named.c.year, named.c.audience)
        .order_by(named.c.year.desc(), named.c.audience)
        .limit(MOST_ROWS)
    )
    rows = tuple(
        YearFigures(row.year, Audience(row.audience), _trained(row)) for row in db.session.execute(grouped)
    )  # fmt: skip
    return TrainingFigures(rows, _trained(total))


def _year(reached: list[ColumnElement[bool]]) -> ColumnElement[Any] | None:
    """The Title II year of a training, said in a way that both databases know; None where there is no training."""
    query = select(func.min(Training.held_on), func.max(Training.held_on)).where(*reached)
    found: Any = db.session.execute(query).one()
    first, last = found
    if first is None:
        return None
    begins = [(Training.held_on >= first_day(year), year) for year in range(year_of(last), year_of(first), -1)]
    return case(*begins, else_=year_of(first)) if begins else literal(year_of(first))


def _counts(today: date) -> list[Label[Any]]:
    is_over = Training.held_on <= last_asked_day(today)
    conditions = {
        "in_force": or_(Training.expires_on.is_(None), Training.expires_on >= today),
        "asked": is_over,
        "used": Attendee.applied == Applied.USED,
        "not_yet": Attendee.applied == Applied.NOT_YET,
    }
    return [
        func.count(Training.id.distinct()).label("trainings"),
        func.count(Attendee.person_print.distinct()).label("people"),
        func.count(Attendee.organisation_key.distinct()).label("organisations"),
        func.coalesce(func.sum(Attendee.minutes), 0).label("minutes"),
        *(func.count(case((condition, Attendee.id))).label(name) for name, condition in conditions.items()),
    ]


def _trained(row: Any) -> Trained:  # noqa: ANN401 - a row
    return Trained(**{name: int(getattr(row, name)) for name in Trained.__dataclass_fields__})
