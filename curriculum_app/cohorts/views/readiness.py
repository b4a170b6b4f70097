"""What a group's sessions lack, and the exception that a coordinator names."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import service
from curriculum_app.cohorts.forms import CHOOSE, AllowGapForm, id_or_none
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters.readiness import WHAT, readiness_page
from curriculum_app.cohorts.queries.readiness import SessionReadiness, readiness_of
from curriculum_app.cohorts.rules.states import ReadinessGap, ReadinessReason
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.dates import day
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.pages import go_to, render_page


@bp.get("/cohorts/<uuid:cohort_id>/readiness")
@requires(Permission.COHORT_MANAGE)
def show_readiness(cohort: Cohort) -> ResponseReturnValue:
    """The gaps of the sessions to come."""
    rows = readiness_of(cohort, since=signed_in_actor().today)
    return _page(cohort, rows, _form(rows))


@bp.post("/cohorts/<uuid:cohort_id>/readiness")
@requires(Permission.COHORT_MANAGE)
def allow_gap(cohort: Cohort) -> ResponseReturnValue:
    """Let the group go on with a gap."""
    actor = signed_in_actor()
    rows = readiness_of(cohort, since=actor.today)
    form = _form(rows)
    if not form.validate():
        return _page(cohort, rows, form, 422)
    try:
        service.allow_gap(
            cohort,
            ReadinessGap(form.gap.data),
            reason=ReadinessReason(form.reason.data),
            session_id=id_or_none(form.session.data),
            actor=actor,
            at=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(cohort, rows, form, 422)
    return go_to("cohorts.show_readiness", done="saved", cohort_id=cohort.id)


def _form(rows: list[SessionReadiness]) -> AllowGapForm:
    form = AllowGapForm(request.form or None)
    lacking = [row for row in rows if not row.is_ready]
    gaps = {found.gap for row in lacking for found in row.gaps if found.exception is None}
    form.gap.choices = choices([CHOOSE, *((gap.value, WHAT[gap]) for gap in ReadinessGap if gap in gaps)])
    each = [
        (str(row.session_id), _("Session %(number)s, %(day)s", number=row.number, day=day(row.held_on)))
        for row in lacking
    ]
    form.session.choices = choices([("", _("Every session")), *each])
    return form


def _page(cohort: Cohort, rows: list[SessionReadiness], form: AllowGapForm, status: int = 200) -> ResponseReturnValue:
    return render_page("cohorts/show_readiness.html", readiness_page(cohort, rows, form), status)
