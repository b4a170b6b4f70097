"""Loading an edition: the folder of lessons becomes rows, once for each different text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.report_now import help_lines
from curriculum_app.curriculum import queries
from curriculum_app.curriculum.events import EDITION_LOADED, EDITION_MADE_CURRENT
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.rules import EditionText, LessonsError, LessonText, Problem, parse_edition
from curriculum_app.curriculum.rules.edition import belongs_to_edition


@dataclass(frozen=True)
class Loaded:
    """What loading did: the edition, whether its text is new here, and whether it became the current one."""

    edition: Edition
    is_new: bool
    became_current: bool


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """The files of an edition under `folder`, by path with forward slashes. Raises LessonsError without a folder."""
    if not folder.is_dir():
        raise LessonsError([Problem(str(folder), 0, "", "there is no such folder; check LESSONS_DIR")])
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if belongs_to_edition(name)}


def read_edition(folder: Path) -> EditionText:
    """The edition in `folder`, held to everything that is asked of a lesson. Raises LessonsError with every problem."""
    return parse_edition(read_folder(folder), [line.name for line in help_lines()])


def load_edition(text: EditionText, *, actor: Actor, at: datetime) -> Loaded:
    """Make `text` the current edition; the same text again changes nothing, an older one becomes current again."""
    known = queries.edition_of_content(text.content_hash)
    current = queries.current_edition()
    if known is not None and current is not None and known.id == current.id:
        return Loaded(known, is_new=False, became_current=False)
    if known is not None:
        known.current_from = at
        record(EDITION_MADE_CURRENT, actor=actor, at=at, subject=known)
        return Loaded(known, is_new=False, became_current=True)
    edition = _edition(text, at)
    db.session.add(edition)
    db.session.flush()
    db.session.add_all(_lesson(edition, lesson) for lesson in text.lessons)
    record(EDITION_LOADED, actor=actor, at=at, subject=edition, lessons=text.lessons_offered)
    return Loaded(edition, is_new=True, became_current=True)


def _edition(text: EditionText, at: datetime) -> Edition:
    return Edition(
        curriculum=text.key,
        name=text.name,
        content_hash=text.content_hash,
        loaded_at=at,
        current_from=at,
        rule_version=text.rule.version,
        lessons_needed=text.rule.lessons_needed,
        lessons_offered=text.lessons_offered,
        minimum_share=float(text.rule.minimum_share),
        make_ups_allowed=text.rule.make_ups_allowed,
    )


def _lesson(edition: Edition, lesson: LessonText) -> Lesson:
    return Lesson(
        edition_id=edition.id,
        language=lesson.language,
        number=lesson.number,
        lesson_key=lesson.key,
        title=lesson.title,
        minutes=lesson.minutes,
        version=lesson.version,
        objectives=list(lesson.objectives),
        materials=list(lesson.materials),
        activities=[asdict(activity) for activity in lesson.activities],
        body=lesson.body,
    )
