"""One lesson to read from: its plan, its text, and the lessons before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.core.i18n import LANGUAGES, current_language
from curriculum_app.core.pages import Page
from curriculum_app.core.report_now import HelpLine, help_lines
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.presenters.words import Link, earlier_notice, edition_text, minutes_text, pinned_id
from curriculum_app.curriculum.rules import Parts, render_parts


@dataclass(frozen=True)
class ActivityRow:
    """One activity in the plan of a lesson: when it runs, counted from the beginning, and how long."""

    title: str
    starts: str
    minutes: str


@dataclass(frozen=True)
class Guide:
    """A lesson's text ready to show, in its parts; after a piece of one stand the help lines that it names."""

    language: str
    parts: Parts
    help_lines: tuple[HelpLine, ...]
    missing_language: str


@dataclass(frozen=True, kw_only=True)
class LessonPage(Page):
    """One lesson: plan, objectives, materials and the guide; with the lessons before and after it."""

    place: str
    minutes: str
    objectives: tuple[str, ...]
    materials: tuple[str, ...]
    plan: tuple[ActivityRow, ...]
    guide: Guide
    edition: str
    earlier_notice: str
    list_url: str
    handout_url: str
    changes_url: str
    previous: Link | None
    following: Link | None


def lesson_page(
    lesson: Lesson, edition: Edition, editions: Sequence[Edition], lessons: Sequence[Lesson], *, may_compare: bool
) -> LessonPage:
    """One lesson of `edition` for a reader of this page's language."""
    pinned = pinned_id(edition, editions)
    around = {each.number: each for each in lessons}
    return LessonPage(
        title=lesson.title,
        place=_("Lesson %(number)s of %(count)s", number=lesson.number, count=edition.lessons_offered),
        minutes=minutes_text(lesson.minutes),
        objectives=tuple(lesson.objectives),
        materials=tuple(lesson.materials),
        plan=plan(lesson),
        guide=guide(lesson, current_language()),
        edition=edition_text(edition),
        earlier_notice=earlier_notice(edition, editions),
        list_url=url_for("curriculum.list_lessons", edition=pinned),
        handout_url=url_for("curriculum.show_handout", number=lesson.number, edition=pinned),
        changes_url=url_for("curriculum.show_changes", number=lesson.number, edition=pinned) if may_compare else "",
        previous=_neighbour(around.get(lesson.number - 1), pinned),
        following=_neighbour(around.get(lesson.number + 1), pinned),
    )


def guide(lesson: Lesson, language: str) -> Guide:
    """A lesson's text ready to show, with a sentence where it is not in the `language` that was asked for."""
    parts = render_parts(lesson.body, lesson.activities, lesson.language)
    missing = ""
    if lesson.language != language:
        missing = _("This lesson is not in %(language)s yet.", language=LANGUAGES.get(language, language))
    return Guide(lesson.language, parts, help_lines(), missing)


def plan(lesson: Lesson) -> tuple[ActivityRow, ...]:
    """The activities of a lesson with the minute at which each starts; an optional one has none of its own."""
    rows, minute = [], 0
    for activity in lesson.activities:
        is_required = activity.get("required", True)
        starts = _("minute %(minute)s", minute=minute) if is_required else _("if there is time")
        rows.append(ActivityRow(str(activity["title"]), starts, minutes_text(int(activity["minutes"]))))
        minute += int(activity["minutes"]) if is_required else 0
    return tuple(rows)


def _neighbour(lesson: Lesson | None, pinned: UUID | None) -> Link | None:
    if lesson is None:
        return None
    return Link(lesson.title, url_for("curriculum.show_lesson", number=lesson.number, edition=pinned))
