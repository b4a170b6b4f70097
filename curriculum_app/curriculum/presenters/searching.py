"""What was found in the lessons: which lesson, which section of it, and a few words around what was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.i18n import current_language
from curriculum_app.curriculum.models import Lesson
from curriculum_app.curriculum.rules.search import Excerpt, first_match, wanted
from curriculum_app.curriculum.rules.sections import sections

MOST_HITS = 40


@dataclass(frozen=True)
class Hit:
    """A section of a lesson in which every word stands."""

    section: str
    url: str
    excerpt: Excerpt


@dataclass(frozen=True)
class LessonHits:
    """What was found in one lesson, in the order of its text."""

    lesson: str
    language: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Search:
    """What was asked for and what was found, those in the reader's language first."""

    asked: str
    said: str
    lessons: tuple[LessonHits, ...]


def search(asked: str, lessons: Sequence[Lesson], pinned: UUID | None) -> Search:
    """Look for the words of `asked` in `lessons`, which are of one edition in every language."""
    words = wanted(asked)
    in_order = sorted(lessons, key=lambda each: (each.language != current_language(), each.language, each.number))
    found, room = list[LessonHits](), MOST_HITS
    counted = 0
    for lesson in in_order:
        hits = tuple(_hits(lesson, words, pinned))
        counted += len(hits)
        if hits[:room]:
            title = _("Lesson %(number)s: %(title)s", number=lesson.number, title=lesson.title)
            found.append(LessonHits(title, lesson.language, hits[:room]))
            room -= len(hits[:room])
    return Search(asked, _said(counted), tuple(found))


def _hits(lesson: Lesson, words: tuple[str, ...], pinned: UUID | None) -> Iterable[Hit]:
    asked_language = lesson.language if lesson.language != current_language() else None
    for each in sections(lesson):
        heading = each.heading or lesson.title
        found = first_match((*each.paragraphs, heading), words)
        if found:
            url = url_for(
                "curriculum.show_lesson",
                number=lesson.number,
                edition=pinned,
                lang=asked_language,
                _anchor=each.anchor or None,
            )
            yield Hit(heading, url, found)


def _said(found: int) -> str:
    if found > MOST_HITS:
        return str(_("Found in %(found)s places. The first %(shown)s are here.", found=found, shown=MOST_HITS))
    if found == 0:
        return str(_("Not found in any lesson. Try fewer words, or only the beginning of one."))
    return str(ngettext("Found in %(num)s place.", "Found in %(num)s places.", found))
