"""What the pages of the curriculum show: the list of an edition's lessons, and one lesson to read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from curriculum_app.core import clock
from curriculum_app.core.i18n import LANGUAGES, current_language
from curriculum_app.core.pages import Page
from curriculum_app.core.report_now import HelpLine, help_lines
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.presenters.searching import Search
from curriculum_app.curriculum.rules import CompletionRule, Parts, render_parts


@dataclass(frozen=True)
class Link:
    """A link to a lesson or an edition."""

    text: str
    url: str


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


def minutes_text(minutes: int) -> str:
    """A length in words."""
    return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))


def _row(lesson: Lesson, pinned: UUID | None) -> LessonRow:
    return LessonRow(
        number=lesson.number,
        title=lesson.title,
        url=url_for("curriculum.show_lesson", number=lesson.number, edition=pinned),
        minutes=minutes_text(lesson.minutes),
        language=lesson.language,
    )


def pinned_id(edition: Edition, editions: Sequence[Edition]) -> UUID | None:
    """The edition for addresses: None for the current one, whose lessons have the short address."""
    return None if is_current(edition, editions) else edition.id


def is_current(edition: Edition, editions: Sequence[Edition]) -> bool:
    return bool(editions) and editions[0].id == edition.id


def edition_text(edition: Edition) -> str:
    day = format_date(clock.local(edition.loaded_at).date(), "long")
    return str(_("%(name)s, loaded %(day)s (%(mark)s)", name=edition.name, day=day, mark=edition.content_hash[:8]))


def earlier_notice(edition: Edition, editions: Sequence[Edition]) -> str:
    if is_current(edition, editions):
        return ""
    return str(_("This is an earlier text. Groups that began with it keep it."))


def _rule_sentences(edition: Edition, rule: CompletionRule) -> tuple[str, ...]:
    share = f"{float(rule.minimum_share):.0%}"
    needed, offered, make_ups = rule.lessons_needed, edition.lessons_offered, rule.make_ups_allowed
    return (
        _("%(needed)s of %(offered)s different lessons, in any group.", needed=needed, offered=offered),
        _("A session counts when she is there for at least %(share)s of its minutes.", share=share),
        ngettext("At most %(num)s of them by a make-up.", "At most %(num)s of them by make-ups.", make_ups),
        _("A session that the program cancels never counts against her."),
    )


def _neighbour(lesson: Lesson | None, pinned: UUID | None) -> Link | None:
    if lesson is None:
        return None
    return Link(lesson.title, url_for("curriculum.show_lesson", number=lesson.number, edition=pinned))
