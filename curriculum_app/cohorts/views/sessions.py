"""One session: what it teaches, who comes, where it leads; moving it, replacing it, a substitute for it."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.cohorts import events, queries, service
from curriculum_app.cohorts.forms import CHOOSE, MoveSessionForm, SessionTimeForm, SubstituteForm, given, id_or_none
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.presenters.asking import session_form_page
from curriculum_app.cohorts.presenters.session import session_page
from curriculum_app.cohorts.views.blueprint import bp, read_for
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page

ONE = "/cohorts/<uuid:cohort_id>/sessions/<uuid:session_id>"


@bp.get(ONE)
@requires(Permission.ATTENDANCE_VIEW, reads=events.SESSION_READ)
def show_session(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """One session of a group."""
    seen = read_for(cohort, signed_in_actor(), clock.now())
    return render_page("cohorts/show_session.html", session_page(session, seen, signed_in_actor()))


@bp.get(f"{ONE}/move")
@requires(Permission.COHORT_MANAGE)
def ask_move(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """The form for another date."""
    return _asking("ask_move", session, MoveSessionForm(obj=session))


@bp.post(f"{ONE}/move")
@requires(Permission.COHORT_MANAGE)
def move_session(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """Give the session another date and time; with the later ones, once their new dates were shown."""
    form = MoveSessionForm(request.form)
    if form.later.data and form.validate():
        return _shift(session, form)
    return _try("ask_move", session, form, lambda values: service.move_session(session, **values))


def _shift(session: GroupSession, form: MoveSessionForm) -> ResponseReturnValue:
    if form.shown.data == form.asked:
        return _try("ask_move", session, form, lambda values: service.shift_sessions(session, **values))
    try:
        dates = service.dates_shifted(session, given(form.held_on))
    except Refusal as refusal:
        form.refuse(refusal)
        return _asking("ask_move", session, form, 422)
    form.shown.data = form.asked
    return _asking("ask_move", session, form, dates=dates)


@bp.get(f"{ONE}/replace")
@requires(Permission.COHORT_MANAGE)
def ask_replacement(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """The form for the session that takes this one's lesson."""
    usual = {"id": new_id(), "held_on": queries.first_open_day(cohort), "starts_at": session.starts_at}
    return _asking("ask_replacement", session, SessionTimeForm(data=usual))


@bp.post(f"{ONE}/replace")
@requires(Permission.COHORT_MANAGE)
def add_replacement(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """Add a session for the lesson that was missed."""
    form = SessionTimeForm(request.form)

    def add(values: dict[str, Any]) -> None:
        service.add_replacement(session, session_id=form.id.data, **values)

    return _try("ask_replacement", session, form, add)


@bp.get(f"{ONE}/substitute")
@requires(Permission.COHORT_MANAGE)
def ask_substitute(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """Who could stand in for this session."""
    return _asking("ask_substitute", session, _substitute_form(cohort))


@bp.post(f"{ONE}/substitute")
@requires(Permission.COHORT_MANAGE)
def assign_substitute(session: GroupSession, cohort: Cohort) -> ResponseReturnValue:
    """Let somebody take attendance in this session, on its day."""
    form = _substitute_form(cohort)
    user_id = id_or_none(form.user.data) if form.validate() else None
    if user_id is None:
        return _asking("ask_substitute", session, form, 422)
    try:
        service.assign_substitute(
            session, user_id=user_id, actor=signed_in_actor(), at=clock.now(), seat_id=form.id.data
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _asking("ask_substitute", session, form, 422)
    return _back(session)


def _substitute_form(cohort: Cohort) -> SubstituteForm:
    form = SubstituteForm(request.form or None, data={"id": new_id()})
    areas, sites = frozenset({cohort.service_area}), frozenset({cohort.site_id})
    people = queries.candidates(signed_in_actor().today, service_areas=areas, site_ids=sites)
    form.user.choices = choices([CHOOSE, *((str(each.user_id), each.full_name) for each in people)])
    return form


def _try(name: str, session: GroupSession, form: SessionTimeForm, act: Any) -> ResponseReturnValue:  # noqa: ANN401
    """Do `act` with the date and time typed, or show the form again with what is wrong."""
    if not form.validate():
        return _asking(name, session, form, 422)
    values = {"held_on": form.held_on.data, "starts_at": form.starts_at.data}
    try:
        act(values | {"actor": signed_in_actor(), "at": clock.now()})
    except Refusal as refusal:
        form.refuse(refusal)
        return _asking(name, session, form, 422)
    return _back(session)


def _asking(
    name: str,
    session: GroupSession,
    form: Any,  # noqa: ANN401
    status: int = 200,
    *,
    dates: service.Dates = (),
) -> ResponseReturnValue:
    titles = {
        "ask_move": _("Move session %(number)s", number=session.number),
        "ask_replacement": _("Replace session %(number)s", number=session.number),
        "ask_substitute": _("Substitute for session %(number)s", number=session.number),
    }
    return render_page(
        f"cohorts/{name}.html", session_form_page(session, form, title=titles[name], dates=dates), status
    )


def _back(session: GroupSession) -> ResponseReturnValue:
    return go_to("cohorts.show_session", done="saved", cohort_id=session.cohort_id, session_id=session.id)
