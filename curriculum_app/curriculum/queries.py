"""Reads of the curriculum: which edition is current, and the lessons of an edition in a language.

Lessons are no secret: everybody who may read them may read all of them. A lesson that an edition does not have in the
wanted language is given in English, so that nobody stands before a group without a text.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, case, func, select

from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.rules import CompletionRule

FALLBACK_LANGUAGE = "en"
EDITIONS_SHOWN = 50
MOST_LESSONS = 99
TEXTS_AT_MOST = 500


def current_edition() -> Edition | None:
    """The edition that new groups begin with: the one loaded, or loaded again, last. None before the first."""
    return db.session.scalar(_newest_first().limit(1))


def edition(edition_id: UUID) -> Edition | None:
    """One edition, past or current."""
    return db.session.get(Edition, edition_id)


def edition_of_content(content_hash: str) -> Edition | None:
    """The edition with exactly this text (64 hexadecimal digits)."""
    return db.session.scalar(select(Edition).where(Edition.content_hash == content_hash))


def editions() -> Sequence[Edition]:
    """The editions, the current one first; at most the newest fifty."""
    return db.session.scalars(_newest_first().limit(EDITIONS_SHOWN)).all()


def completion_rule(of: Edition) -> CompletionRule:
    """The completion rule that an edition carries."""
    return CompletionRule(
        version=of.rule_version,
        lessons_needed=of.lessons_needed,
        minimum_share=Decimal(str(of.minimum_share)),
        make_ups_allowed=of.make_ups_allowed,
    )


def lesson(edition_id: UUID, number: int, language: str) -> Lesson | None:
    """The lesson with this number, in `language` or else in English."""
    if number > MOST_LESSONS:  # more digits than a database takes are no lesson either
        return None
    return db.session.scalar(_in_language(edition_id, language).where(Lesson.number == number).limit(1))


def lesson_of_key(edition_id: UUID, lesson_key: str, language: str) -> Lesson | None:
    """The lesson with this key, in `language` or else in English: what a session teaches."""
    return db.session.scalar(_OF_KEY, {"edition_id": edition_id, "lesson_key": lesson_key, "language": language})


def lessons(edition_id: UUID, language: str) -> Sequence[Lesson]:
    """The lessons of an edition by number, each in `language` or else in English (an edition has at most 99)."""
    place = func.row_number().over(partition_by=Lesson.number, order_by=_preference(language))
    ranked = select(Lesson.id, place.label("place")).where(Lesson.edition_id == edition_id).subquery()
    wanted = select(Lesson).join(ranked, ranked.c.id == Lesson.id).where(ranked.c.place == 1)
    return db.session.scalars(wanted.order_by(Lesson.number)).all()


def lessons_in_every_language(edition_id: UUID) -> Sequence[Lesson]:
    """Every text of an edition, by language and number: what a search reads."""
    query = select(Lesson).where(Lesson.edition_id == edition_id).order_by(Lesson.language, Lesson.number)
    return db.session.scalars(query.limit(TEXTS_AT_MOST)).all()


def _newest_first() -> Select[Edition]:
    return select(Edition).order_by(Edition.current_from.desc(), Edition.id.desc())


def _in_language(edition_id: UUID, language: str) -> Select[Lesson]:
    return select(Lesson).where(Lesson.edition_id == edition_id).order_by(*_preference(language))


def _preference(language: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a language, or the parameter that stands for one
    return case((Lesson.language == language, 0), (Lesson.language == FALLBACK_LANGUAGE, 1), else_=2), Lesson.language


# Opened with every session's lesson and note, so it is built once.
_OF_KEY = (
    select(Lesson)
    .where(Lesson.edition_id == bindparam("edition_id"), Lesson.lesson_key == bindparam("lesson_key"))
    .order_by(*_preference(bindparam("language")))
    .limit(1)
)
