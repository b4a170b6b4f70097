"""The register of a group: who came to which session."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from curriculum_app.attendance import events
from curriculum_app.attendance.presenters.register import register_page
from curriculum_app.attendance.queries.register import marks, seats
from curriculum_app.attendance.views.blueprint import bp
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.queries import timetable
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import render_page


@bp.get("/cohorts/<uuid:cohort_id>/attendance")
@requires(Permission.ATTENDANCE_VIEW, reads=events.REGISTER_READ)
def show_register(cohort: Cohort) -> ResponseReturnValue:
    """Every girl of the group and every session, with how often they came."""
    sessions = timetable(cohort, language=current_language())
    today = signed_in_actor().today
    page = register_page(cohort, sessions, seats(cohort.id), marks(cohort.id), today=today)
    return render_page("attendance/show_register.html", page)
