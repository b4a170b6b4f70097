"""Pages of courses: what can be taught."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.trainings.forms.trainings import CourseForm
from curriculum_app.trainings.models import Course
from curriculum_app.trainings.presenters import trainings as pages
from curriculum_app.trainings.queries.trainings import courses
from curriculum_app.trainings.service import courses as service
from curriculum_app.trainings.views.blueprint import bp


@bp.get("/trainings/courses")
@requires(Permission.TRAINING_MANAGE)
def list_courses() -> ResponseReturnValue:
    """Every course."""
    return render_page("trainings/list_courses.html", pages.courses_page(courses()))


@bp.get("/trainings/courses/new")
@requires(Permission.TRAINING_MANAGE)
def new_course() -> ResponseReturnValue:
    """The form of a new course."""
    return _page(CourseForm(data={"id": new_id()}), is_new=True)


@bp.post("/trainings/courses/new")
@requires(Permission.TRAINING_MANAGE)
def create_course() -> ResponseReturnValue:
    """Write it down."""
    form = CourseForm(request.form)
    if not form.validate():
        return _page(form, is_new=True, status=422)
    try:
        service.make_course(form.facts, actor=signed_in_actor(), at=clock.now(), course_id=form.id.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, is_new=True, status=422)
    return go_to("trainings.list_courses", done="created")


@bp.get("/trainings/courses/<uuid:course_id>")
@requires(Permission.TRAINING_MANAGE)
def edit_course(course: Course) -> ResponseReturnValue:
    """One course."""
    return _page(CourseForm.of(course))


@bp.post("/trainings/courses/<uuid:course_id>")
@requires(Permission.TRAINING_MANAGE)
def update_course(course: Course) -> ResponseReturnValue:
    """Save what was corrected."""
    form = CourseForm(request.form)
    if not form.validate():
        return _page(form, status=422)
    facts, version = form.facts, form.version.data or 0
    try:
        service.change_course(course, facts, version=version, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, status=409 if isinstance(refusal, Conflict) else 422)
    return go_to("trainings.list_courses", done="saved")


def _page(form: CourseForm, *, is_new: bool = False, status: int = 200) -> ResponseReturnValue:
    return render_page("trainings/edit_course.html", pages.course_form_page(form, is_new=is_new), status)
