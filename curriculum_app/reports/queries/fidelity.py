"""The fidelity report: held sessions by lesson and edition with the sums that their logs keep, in one statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select

from curriculum_app.cohorts import queries as cohorts
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.queries import FALLBACK_LANGUAGE
from curriculum_app.notes.models import FidelityLog
from curriculum_app.notes.rules.figures import Figures
from curriculum_app.reports.queries.reach import Selection, selecting

MOST_LESSONS = 1_000
# Names of the sums are those of `Figures`; held, logged and engagement are counted otherwise.
SUMS = ("required_planned", "required_given", "optional_planned", "optional_given", "minutes_planned", "minutes_given")


@dataclass(frozen=True, slots=True)
class LessonFigures:
    """One lesson in one edition, which is known by its name and the instant at which it was loaded."""

    number: int
    title: str
    edition: str
    loaded_at: datetime
    figures: Figures


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the tallies of one group know of its girls: minutes attended of minutes offered to each."""

    attended: int
    offered: int


_CONDITIONS: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "from_on": lambda day: GroupSession.held_on >= day,
    "until_on": lambda day: GroupSession.held_on <= day,
    "service_area": lambda area: Cohort.service_area == area,
    "site_id": lambda site: Cohort.site_id == site,
    "cohort_id": lambda cohort: GroupSession.cohort_id == cohort,
}


def fidelity(scopes: Scopes, actor: Actor, chosen: Selection, language: str) -> tuple[LessonFigures, ...]:
    """The lessons of held sessions in reach, by number and edition, titled in `language` or else in English.

    The dates bound the days of the sessions; service area, site and cohort are those of the group. Two statements.
    """
    conditions = [_CONDITIONS[name](value) for name, value in selecting(chosen).items()]
    query = (
        select(
            Cohort.edition_id,
            Edition.name,
            Edition.loaded_at,
            GroupSession.lesson_key,
            GroupSession.lesson_number,
            func.count().label("held"),
            func.count(FidelityLog.id).label("logged"),
            *(func.coalesce(func.sum(getattr(FidelityLog, name)), 0).label(name) for name in SUMS),
            func.coalesce(func.sum(FidelityLog.engagement), 0).label("engagement_sum"),
            func.count(FidelityLog.engagement).label("engagement_n"),
        )
        .select_from(GroupSession)
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .outerjoin(FidelityLog, FidelityLog.session_id == GroupSession.id)
        .where(GroupSession.state == SessionState.HELD, cohorts.within(scopes, actor), *conditions)
        .group_by(
            Cohort.edition_id, Edition.name, Edition.loaded_at, GroupSession.lesson_key, GroupSession.lesson_number
        )
        .order_by(GroupSession.lesson_number, Edition.loaded_at, Cohort.edition_id)
        .limit(MOST_LESSONS)
    )
    found = db.session.execute(query).all()
    titles = _titles({row.edition_id for row in found}, language)
    return tuple(_lesson(row, titles) for row in found)


def total(lessons: tuple[LessonFigures, ...]) -> Figures:
    """The sums over all lessons: a session teaches one lesson, so each is counted once."""
    return Figures(**{
        each.name: sum(getattr(lesson.figures, each.name) for lesson in lessons) for each in fields(Figures)
    })  # fmt: skip


def girls_minutes(scopes: Scopes, actor: Actor, cohort_id: UUID) -> Minutes:
    """Minutes attended and offered over the girls of one group in reach, as the tallies of its seats keep them."""
    query = (
        select(
            func.coalesce(func.sum(Enrolment.tally_minutes_attended), 0).label("attended"),
            func.coalesce(func.sum(Enrolment.tally_minutes_offered), 0).label("offered"),
        )
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.cohort_id == cohort_id, cohorts.within(scopes, actor))
    )
    return Minutes(*db.session.execute(query).one())


def _titles(edition_ids: set[UUID], language: str) -> dict[tuple[UUID, str], str]:
    """The lessons' titles by edition and lesson, in `language` or else in English."""
    query = (
        select(Lesson.edition_id, Lesson.lesson_key, Lesson.title)
        .where(Lesson.edition_id.in_(edition_ids), Lesson.language.in_({language, FALLBACK_LANGUAGE}))
        .order_by(case((Lesson.language == language, 1), else_=0), Lesson.edition_id, Lesson.number)
        .limit(2 * MOST_LESSONS)
    )
    return {(row.edition_id, row.lesson_key): row.title for row in db.session.execute(query)}


def _lesson(row: Any, titles: dict[tuple[UUID, str], str]) -> LessonFigures:  # noqa: ANN401 - a row
    title = titles.get((row.edition_id, row.lesson_key), row.lesson_key)
    figures = Figures(**{each.name: int(getattr(row, each.name)) for each in fields(Figures)})
    return LessonFigures(row.lesson_number, title, row.name, row.loaded_at, figures)
