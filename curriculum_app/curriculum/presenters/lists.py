"""The list of an edition's lessons, its rule of completion in words, and what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.pages import Page
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.presenters.searching import Search
from curriculum_app.curriculum.presenters.words import Link, earlier_notice, edition_text, minutes_text, pinned_id
from curriculum_app.curriculum.rules import CompletionRule


@dataclass(frozen=True)
class LessonRow:
    """One lesson in the list."""

    number: int
    title: str
    url: str
    minutes: str
    language: str


@dataclass(frozen=True, kw_only=True)
class LessonsPage(Page):
    """The lessons of one edition, its completion rule in words, and the other editions."""

    rows: tuple[LessonRow, ...] = ()
    edition: str = ""
    rule: tuple[str, ...] = ()
    rule_version: str = ""
    earlier_notice: str = ""
    editions: tuple[Link, ...] = ()
    pinned: UUID | None = None
    search: Search | None = None


def lessons_page(
    edition: Edition | None,
    lessons: Sequence[Lesson],
    editions: Sequence[Edition],
    rule: CompletionRule | None,
    search: Search | None = None,
) -> LessonsPage:
    """The list of lessons, or what a search found in them; without an edition, the page says that none is loaded."""
    if edition is None or rule is None:
        return LessonsPage(title=_("Lessons"))
    pinned = pinned_id(edition, editions)
    return LessonsPage(
        title=_("Lessons"),
        rows=tuple(_row(lesson, pinned) for lesson in lessons),
        edition=edition_text(edition),
        rule=_rule_sentences(edition, rule),
        rule_version=rule.version,
        earlier_notice=earlier_notice(edition, editions),
        editions=tuple(
            Link(edition_text(each), url_for("curriculum.list_lessons", edition=each.id))
            for each in editions
            if each.id != edition.id
        ),
        pinned=pinned,
        search=search,
    )


def _row(lesson: Lesson, pinned: UUID | None) -> LessonRow:
    return LessonRow(
        number=lesson.number,
        title=lesson.title,
        url=url_for("curriculum.show_lesson", number=lesson.number, edition=pinned),
        minutes=minutes_text(lesson.minutes),
        language=lesson.language,
    )


def _rule_sentences(edition: Edition, rule: CompletionRule) -> tuple[str, ...]:
    share = f"{float(rule.minimum_share):.0%}"
    needed, offered, make_ups = rule.lessons_needed, edition.lessons_offered, rule.make_ups_allowed
    return (
        _("%(needed)s of %(offered)s different lessons, in any group.", needed=needed, offered=offered),
        _("A session counts when she is there for at least %(share)s of its minutes.", share=share),
        ngettext("At most %(num)s of them by a make-up.", "At most %(num)s of them by make-ups.", make_ups),
        _("A session that the program cancels never counts against her."),
    )
