"""What came of it: a step, a service, and how a service ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import render_page
from curriculum_app.participants.queries import name_of
from curriculum_app.star_court import events
from curriculum_app.star_court import service as services
from curriculum_app.star_court.forms import EndForm, ServiceForm, StepForm
from curriculum_app.star_court.models import Handoff, HandoffService
from curriculum_app.star_court.presenters.handoff import form_page
from curriculum_app.star_court.rules.words import State
from curriculum_app.star_court.service.words import SERVICES
from curriculum_app.star_court.views.answers import by, save
from curriculum_app.star_court.views.blueprint import ADDRESS, bp


@bp.get(f"{ADDRESS}/step")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def ask_step(handoff: Handoff) -> ResponseReturnValue:
    """The form of what happened."""
    form = StepForm(data={"version": handoff.version, "happened_on": signed_in_actor().today}, now=handoff.state)
    return _step(handoff, form)


@bp.post(f"{ADDRESS}/step")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def take_step(handoff: Handoff) -> ResponseReturnValue:
    """Record what happened."""
    form = StepForm(request.form, now=handoff.state)
    return save(
        handoff,
        form,
        lambda: services.take_step(
            handoff,
            State(form.to.data),
            happened_on=_day(form.happened_on),
            reason=form.because(),
            version=form.version.data or 0,
            **by(),
        ),
        lambda status: _step(handoff, form, status),
    )


@bp.get(f"{ADDRESS}/services")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def new_service(handoff: Handoff) -> ResponseReturnValue:
    """The form of a service."""
    data = {"id": new_id(), "version": handoff.version, "begins_on": signed_in_actor().today}
    return _service(handoff, ServiceForm(data=data))


@bp.post(f"{ADDRESS}/services")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def record_service(handoff: Handoff) -> ResponseReturnValue:
    """Record a service."""
    form = ServiceForm(request.form)
    return save(
        handoff,
        form,
        lambda: services.record_service(
            handoff,
            form.service(),
            begins_on=_day(form.begins_on),
            service_id=form.id.data,
            version=form.version.data or 0,
            **by(),
        ),
        lambda status: _service(handoff, form, status),
    )


@bp.get(f"{ADDRESS}/services/<uuid:service_id>")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def ask_end(handoff: Handoff, service: HandoffService) -> ResponseReturnValue:
    """The form of how a service ended."""
    return _end(handoff, service, EndForm(data={"ends_on": signed_in_actor().today}))


@bp.post(f"{ADDRESS}/services/<uuid:service_id>")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def end_service(handoff: Handoff, service: HandoffService) -> ResponseReturnValue:
    """Record how it ended."""
    form = EndForm(request.form)
    return save(
        handoff,
        form,
        lambda: services.end_service(service, form.ended(), ends_on=_day(form.ends_on), **by()),
        lambda status: _end(handoff, service, form, status),
    )


def _step(handoff: Handoff, form: StepForm, status: int = 200) -> Response:
    return _form(handoff, _("What became of it"), "star_court/ask_step.html", form, status)


def _service(handoff: Handoff, form: ServiceForm, status: int = 200) -> Response:
    return _form(handoff, _("Record a service"), "star_court/new_service.html", form, status)


def _end(handoff: Handoff, service: HandoffService, form: EndForm, status: int = 200) -> Response:
    purpose = str(SERVICES[service.kind])
    return _form(handoff, _("How a service ended"), "star_court/ask_end.html", form, status, purpose=purpose)


def _form(handoff: Handoff, title: str, template: str, form: Any, status: int, **more: str) -> Response:  # noqa: ANN401
    back = url_for("star_court.show_handoff", handoff_id=handoff.id)
    page = form_page(title, handoff.participant, name_of(handoff.participant), form, back, **more)
    return render_page(template, page, status)


def _day(field: Any) -> date:  # noqa: ANN401 - a date field that InputRequired has looked at
    day: date = field.data
    return day
