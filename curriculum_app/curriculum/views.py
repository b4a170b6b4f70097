"""Pages of the curriculum: the lessons and what stands in them, in any language and of any edition."""

from pathlib import Path
from uuid import UUID

from flask import Blueprint, abort, current_app, request
from flask.typing import ResponseReturnValue

from curriculum_app.core.access import Permission, may, requires
from curriculum_app.core.i18n import LANGUAGES, current_language
from curriculum_app.core.pages import render_page
from curriculum_app.core.pdf import pdf_response
from curriculum_app.curriculum import queries, service
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.presenters import comparing, glossary, handouts, lesson_text, lists, searching
from curriculum_app.curriculum.presenters.words import pinned_id
from curriculum_app.curriculum.rules import Handout, LessonsError, render_handout

bp = Blueprint("curriculum", __name__, template_folder="templates")
ASKED_AT_MOST = 100


@bp.get("/lessons")
@requires(Permission.LESSON_VIEW)
def list_lessons() -> ResponseReturnValue:
    """The lessons of the current edition, or of the one asked for; with `?q=`, where its words stand in them."""
    edition, asked = _edition_asked_for(), request.args.get("q", "").strip()[:ASKED_AT_MOST]
    if edition is None:
        return render_page("curriculum/list_lessons.html", lists.lessons_page(None, (), (), None))
    editions, found = queries.editions(), None
    if asked:
        texts = queries.lessons_in_every_language(edition.id)
        found = searching.search(asked, texts, pinned_id(edition, editions))
    listed = queries.lessons(edition.id, current_language())
    page = lists.lessons_page(edition, listed, editions, queries.completion_rule(edition), found)
    return render_page("curriculum/list_lessons.html", page)


@bp.get("/lessons/<int:number>")
@requires(Permission.LESSON_VIEW)
def show_lesson(number: int) -> ResponseReturnValue:
    """One lesson, of the current edition or of the one asked for."""
    edition = _edition_asked_for() or abort(404)
    listed = queries.lessons(edition.id, current_language())
    lesson = next((each for each in listed if each.number == number), None) or abort(404)
    may_compare = may(Permission.EDITION_COMPARE)
    page = lesson_text.lesson_page(lesson, edition, queries.editions(), listed, may_compare=may_compare)
    return render_page("curriculum/show_lesson.html", page)


@bp.get("/lessons/<int:number>/handout")
@requires(Permission.LESSON_VIEW)
def show_handout(number: int) -> ResponseReturnValue:
    """The page of a lesson that girls may keep, to print from the browser."""
    edition, lesson, handout = _handout_asked_for(number)
    pinned = pinned_id(edition, queries.editions())
    return render_page("curriculum/show_handout.html", handouts.handout_page(lesson, handout, pinned))


@bp.get("/lessons/<int:number>/handout.pdf")
@requires(Permission.LESSON_VIEW)
def handout_pdf(number: int) -> ResponseReturnValue:
    """The same page as a tagged PDF; its name says nothing of the lesson."""
    edition, lesson, handout = _handout_asked_for(number)
    return pdf_response(f"page-{number}-{lesson.language}", handouts.handout_pdf(lesson, edition, handout))


@bp.get("/lessons/<int:number>/changes")
@requires(Permission.EDITION_COMPARE)
def show_changes(number: int) -> ResponseReturnValue:
    """What changed in a lesson since another edition: `?since=`, or else the one before."""
    edition, editions = _edition_asked_for() or abort(404), queries.editions()
    lesson = queries.lesson(edition.id, number, current_language()) or abort(404)
    old = _edition_named("since") or next(iter(comparing.comparable(edition, editions)), None)
    was = queries.lesson_of_key(old.id, lesson.lesson_key, lesson.language) if old else None
    page = comparing.changes_page(lesson, edition, was, old, editions)
    return render_page("curriculum/show_changes.html", page)


@bp.get("/lessons/glossary")
@requires(Permission.LESSON_VIEW)
def show_glossary() -> ResponseReturnValue:
    """The words of the lessons in the reader's language; a glossary that cannot be read is shown as none."""
    try:
        found = service.kept_glossary(Path(current_app.config["SETTINGS"].lessons_dir), LANGUAGES)
    except LessonsError:
        found = {}
    return render_page("curriculum/show_glossary.html", glossary.glossary_page(found, current_language()))


def _handout_asked_for(number: int) -> tuple[Edition, Lesson, Handout]:
    edition = _edition_asked_for() or abort(404)
    lesson = queries.lesson(edition.id, number, current_language()) or abort(404)
    return edition, lesson, render_handout(lesson.body, lesson.language) or abort(404)


def _edition_asked_for() -> Edition | None:
    """The edition in `?edition=`, else the current one; an address with an unknown one is not found."""
    return _edition_named("edition") or queries.current_edition()


def _edition_named(parameter: str) -> Edition | None:
    asked = request.args.get(parameter)
    if not asked:
        return None
    try:
        return queries.edition(UUID(asked)) or abort(404)
    except ValueError:
        abort(404)
