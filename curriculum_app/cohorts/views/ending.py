"""The end of a group: the check pages, closing it and cancelling it."""

from collections.abc import Mapping
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import events, queries, service
from curriculum_app.cohorts.forms import EXIT, CancelForm, given
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters.asking import close_page, form_page
from curriculum_app.cohorts.rules.exits import CHOSEN_BY_HAND
from curriculum_app.cohorts.rules.states import CancelReason, ExitReason
from curriculum_app.cohorts.service.closing import ReasonsMissing
from curriculum_app.cohorts.views.blueprint import as_id, bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.queries import names_for


@bp.get("/cohorts/<uuid:cohort_id>/close")
@requires(Permission.COHORT_MANAGE, reads=events.ROSTER_READ)
def ask_close(cohort: Cohort) -> ResponseReturnValue:
    """The check page: how each girl leaves."""
    return _closing(cohort)


@bp.post("/cohorts/<uuid:cohort_id>/close")
@requires(Permission.COHORT_MANAGE, reads=events.ROSTER_READ)
def close(cohort: Cohort) -> ResponseReturnValue:
    """Complete the group."""
    version = request.form.get("version", -1, type=int)
    try:
        service.close_cohort(
            cohort, reasons=_reasons(request.form), version=version, actor=signed_in_actor(), at=clock.now()
        )
    except ReasonsMissing as refusal:
        return _closing(cohort, missing=refusal.enrolments, status=422)
    except Conflict as conflict:
        return _closing(cohort, problem=str(conflict), status=409)
    except Refusal as refusal:
        return _closing(cohort, problem=str(refusal), status=422)
    return go_to("cohorts.show_cohort", done="saved", cohort_id=cohort.id)


@bp.get("/cohorts/<uuid:cohort_id>/cancel")
@requires(Permission.COHORT_MANAGE)
def ask_cancel(cohort: Cohort) -> ResponseReturnValue:
    """The check page before a group is cancelled."""
    return _cancelling(cohort, CancelForm(data={"version": cohort.version}))


@bp.post("/cohorts/<uuid:cohort_id>/cancel")
@requires(Permission.COHORT_MANAGE)
def cancel(cohort: Cohort) -> ResponseReturnValue:
    """Cancel the group."""
    form = CancelForm(request.form)
    if not form.validate():
        return _cancelling(cohort, form, 422)
    reason, version = CancelReason(form.reason.data), given(form.version)
    try:
        service.cancel_cohort(cohort, reason=reason, version=version, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        form.version.data = cohort.version
        return _cancelling(cohort, form, 409 if isinstance(refusal, Conflict) else 422)
    return go_to("cohorts.show_cohort", done="saved", cohort_id=cohort.id)


def _reasons(typed: Mapping[str, str]) -> dict[UUID, ExitReason]:
    """The reasons chosen, by enrolment; what is not a reason is left out and asked for again."""
    known = {each.value for each in CHOSEN_BY_HAND}
    chosen = {as_id(name.removeprefix("reason-")): value for name, value in typed.items() if name.startswith("reason-")}
    return {girl: ExitReason(value) for girl, value in chosen.items() if girl is not None and value in known}


def _closing(
    cohort: Cohort, *, missing: tuple[UUID, ...] = (), problem: str = "", status: int = 200
) -> ResponseReturnValue:
    rows = queries.roster(cohort)
    page = close_page(
        cohort,
        rows,
        names_for(row.participant_id for row in rows),
        reasons=[("", _("Choose")), *((each.value, str(EXIT[each])) for each in CHOSEN_BY_HAND)],
        chosen=request.form,
        missing=missing,
        problem=problem,
    )
    return render_page("cohorts/ask_close.html", page, status)


def _cancelling(cohort: Cohort, form: CancelForm, status: int = 200) -> ResponseReturnValue:
    title = _("Cancel %(group)s", group=cohort.name)
    return render_page(
        "cohorts/ask_cancel.html", form_page(cohort, form, title=title), status, girls=cohort.seats_taken
    )
