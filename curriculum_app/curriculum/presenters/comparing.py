"""What changed in a lesson between two editions, for whoever decides which text new groups begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.pages import Page
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.presenters.words import Link, edition_text, minutes_text, pinned_id
from curriculum_app.curriculum.rules.changes import Change, Kind, changes
from curriculum_app.curriculum.rules.sections import Section, sections

WORDS = {Kind.ADDED: _l("Added"), Kind.REMOVED: _l("Taken out"), Kind.CHANGED: _l("Reworded")}
TONES = {Kind.ADDED: "good", Kind.REMOVED: "stop", Kind.CHANGED: "info"}


@dataclass(frozen=True)
class ChangeLine:
    """One change: its kind in a word, and its runs as (kind, text)."""

    word: str
    tone: str
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ChangesPage(Page):
    """The changes of one lesson by section; `choices` are the editions that it can be held against."""

    language: str
    lesson: Link
    new: str
    old: str
    said: str
    sections: tuple[tuple[str, tuple[ChangeLine, ...]], ...]
    choices: tuple[Link, ...]


def comparable(edition: Edition, editions: Sequence[Edition]) -> list[Edition]:
    """The other editions of the same curriculum, those loaded before it first, the newest of them on top."""
    others = [each for each in editions if each.curriculum == edition.curriculum and each.id != edition.id]
    return sorted(others, key=lambda each: (each.loaded_at > edition.loaded_at, -each.loaded_at.timestamp()))


def changes_page(
    lesson: Lesson, edition: Edition, was: Lesson | None, old: Edition | None, editions: Sequence[Edition]
) -> ChangesPage:
    """`lesson` of `edition` held against the same lesson as it `was` in the edition `old` (None: there is none)."""
    found = changes(_sections(was), _sections(lesson)) if was else ()
    return ChangesPage(
        title=_("What changed in lesson %(number)s", number=lesson.number),
        language=lesson.language,
        lesson=Link(
            lesson.title,
            url_for("curriculum.show_lesson", number=lesson.number, edition=pinned_id(edition, editions)),
        ),
        new=edition_text(edition),
        old=edition_text(old) if old else "",
        said=_said(old, was, len(found)),
        sections=tuple(
            (heading or str(_("Title and plan")), tuple(_line(each) for each in group))
            for heading, group in groupby(found, key=lambda each: each.heading)
        ),
        choices=tuple(
            Link(edition_text(each), _address(lesson, edition, each))
            for each in comparable(edition, editions)
            if old is None or each.id != old.id
        ),
    )


def _sections(lesson: Lesson) -> tuple[Section, ...]:
    """The sections of a lesson; its title and its plan are compared too."""
    plan = (f"{each['title']}: {minutes_text(int(each['minutes']))}" for each in lesson.activities)
    whole, *others = sections(lesson)
    facts = (lesson.title, minutes_text(lesson.minutes), *whole.paragraphs, *plan)
    return (Section("", "", facts), *others)


def _said(old: Edition | None, was: Lesson | None, found: int) -> str:
    if old is None:
        return str(_("There is no other edition of this curriculum yet."))
    if was is None:
        return str(_("The other edition does not have this lesson."))
    if found == 0:
        return str(_("The text of this lesson is the same in both."))
    return str(ngettext("%(num)s change.", "%(num)s changes.", found))


def _line(change: Change) -> ChangeLine:
    return ChangeLine(
        str(WORDS[change.kind]), TONES[change.kind], tuple((kind.value, text) for kind, text in change.runs)
    )


def _address(lesson: Lesson, edition: Edition, since: Edition) -> str:
    return url_for("curriculum.show_changes", number=lesson.number, edition=edition.id, since=since.id)
