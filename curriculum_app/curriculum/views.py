"""Pages of the curriculum: the lessons, and one lesson to read from, in any language and of any edition."""

from uuid import UUID

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from curriculum_app.core.access import Permission, requires
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import render_page
from curriculum_app.curriculum import presenters, queries
from curriculum_app.curriculum.models import Edition

bp = Blueprint("curriculum", __name__, template_folder="templates")


@bp.get("/lessons")
@requires(Permission.LESSON_VIEW)
def list_lessons() -> ResponseReturnValue:
    """The lessons of the current edition, or of the one asked for."""
    edition = _edition_asked_for()
    lessons = queries.lessons(edition.id, current_language()) if edition else ()
    rule = queries.completion_rule(edition) if edition else None
    page = presenters.lessons_page(edition, lessons, queries.editions(), rule)
    return render_page("curriculum/list_lessons.html", page)


@bp.get("/lessons/<int:number>")
@requires(Permission.LESSON_VIEW)
def show_lesson(number: int) -> ResponseReturnValue:
    """One lesson, of the current edition or of the one asked for."""
    edition = _edition_asked_for() or abort(404)
    lessons = queries.lessons(edition.id, current_language())
    lesson = next((each for each in lessons if each.number == number), None) or abort(404)
    page = presenters.lesson_page(lesson, edition, queries.editions(), lessons, current_language())
    return render_page("curriculum/show_lesson.html", page)


def _edition_asked_for() -> Edition | None:
    """The edition in `?edition=`, else the current one; an address with an unknown one is not found."""
    asked = request.args.get("edition")
    if not asked:
        return queries.current_edition()
    try:
        return queries.edition(UUID(asked)) or abort(404)
    except ValueError:
        abort(404)
