"""Beginning a record, from a girl's row or alone."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from curriculum_app.concerns import events, service
from curriculum_app.concerns.forms.questions import NewForm, offer_staff, whole
from curriculum_app.concerns.presenters.beginning import new_page
from curriculum_app.concerns.presenters.records import local_parts
from curriculum_app.concerns.queries.people import Girl, girl_by_enrolment, girl_by_id, staff_choices
from curriculum_app.concerns.rules.instants import learned
from curriculum_app.concerns.rules.words import AboutStaff
from curriculum_app.concerns.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page


class GirlGone(Refusal):
    """She was within reach when the page was made, and is not any more."""

    message = _l("You can't open her record any more. Go on without it, and write below who it is about.")


@bp.get("/new")
@requires(Permission.CONCERN_RECORD, reads=events.GIRL_READ)
def new_concern() -> ResponseReturnValue:
    """Call first; then when she learned of it, and whether it is about somebody on the staff."""
    enrolment_id, participant_id = _id_in("enrolment"), _id_in("participant")
    girl = _girl(enrolment_id, participant_id)
    if girl is None and (enrolment_id or participant_id):
        abort(404)
    ids = {"id": new_id(), "enrolment_id": enrolment_id, "participant_id": participant_id}
    form = NewForm(data={**ids, **local_parts(clock.now())})
    return _page(offer_staff(form, staff_choices(signed_in_actor())), girl)


@bp.post("/new")
@requires(Permission.CONCERN_RECORD, reads=events.GIRL_READ)
def create_concern() -> ResponseReturnValue:
    """Save the beginning; the other questions follow one by one on the record's own page."""
    actor, at = signed_in_actor(), clock.now()
    form: NewForm = offer_staff(NewForm(request.form), staff_choices(actor))
    girl = _girl(form.enrolment_id.data, form.participant_id.data)
    if girl is None and (form.enrolment_id.data or form.participant_id.data):
        form.enrolment_id.data = form.participant_id.data = None
        form.refuse(GirlGone())
        return _page(form, None, 422)
    said_at = form.instant() if form.validate() and whole(form, may_be_blank=False) else None
    if said_at is None:
        return _page(form, girl, 422)
    when = learned(said_at, received_at=at)
    try:
        concern, is_new = service.record_concern(
            concern_id=form.id.data,
            learned=when,
            about_staff=AboutStaff(form.about_staff.data),
            accused=[UUID(user_id) for user_id in form.accused.data or ()],
            girl=girl,
            cross_hours=limits_on(clock.today(when.at)).cross_report_hours,
            actor=actor,
            at=at,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, girl, 422)
    return go_to("concerns.show_concern", "saved" if is_new else "already", concern_id=concern.id)


def _girl(enrolment_id: UUID | None, participant_id: UUID | None) -> Girl | None:
    actor = signed_in_actor()
    if enrolment_id is not None:
        return girl_by_enrolment(enrolment_id, actor)
    return girl_by_id(participant_id, actor) if participant_id is not None else None


def _id_in(name: str) -> UUID | None:
    """An id of the query; what is no id at all is like one that does not exist."""
    text = request.args.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        abort(404)


def _page(form: NewForm, girl: Girl | None, status: int = 200) -> Response:
    return render_page("concerns/new_concern.html", new_page(form, girl.name if girl else ""), status)
