"""A draft: begun on a girl's page, corrected, her release, the fields; and the page of one hand-off."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, may, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries import name_of
from curriculum_app.participants.rules.languages import OFFERED
from curriculum_app.places.queries import organisations
from curriculum_app.star_court import events, service
from curriculum_app.star_court.forms import DraftForm, FieldsForm, ReleaseForm, chosen
from curriculum_app.star_court.models import Handoff
from curriculum_app.star_court.presenters.handoff import Known, form_page, handoff_page, other_lines, withheld_words
from curriculum_app.star_court.queries import handoffs as found
from curriculum_app.star_court.queries.grounds import ground_of, open_referral
from curriculum_app.star_court.queries.opening import still_covered
from curriculum_app.star_court.queries.texts import contact_of, giver_of, reference_of
from curriculum_app.star_court.rules.packet import NEEDED, in_order, permitted, read
from curriculum_app.star_court.service.words import PURPOSES
from curriculum_app.star_court.views.answers import by, save
from curriculum_app.star_court.views.blueprint import ADDRESS, bp

START = "/participants/<uuid:participant_id>/hand-off"


@bp.get(START)
@requires(Permission.HANDOFF_MANAGE, reads=events.GIRL_READ)
def new_handoff(participant: Participant) -> ResponseReturnValue:
    """The form of a new hand-off."""
    return _draft(participant, DraftForm(data={"id": new_id(), "version": 0}))


@bp.post(START)
@requires(Permission.HANDOFF_MANAGE, reads=events.GIRL_READ)
def create_handoff(participant: Participant) -> ResponseReturnValue:
    """Begin a draft; nothing leaves by it."""
    form = DraftForm(request.form)
    if not form.validate():
        return _draft(participant, form, 422)
    try:
        handoff = service.start_handoff(participant, form.draft(), handoff_id=form.id.data, **by())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draft(participant, form, 422)
    return go_to("star_court.show_handoff", done="created", handoff_id=handoff.id)


@bp.get(ADDRESS)
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def show_handoff(handoff: Handoff) -> ResponseReturnValue:
    """Where it stands, what comes next, and all that became of it."""
    actor, at, ground = signed_in_actor(), clock.now(), ground_of(handoff)
    known = Known(
        handoff=handoff,
        name=name_of(handoff.participant),
        contact=contact_of(handoff),
        reference=reference_of(handoff),
        ground=ground,
        steps=found.steps_of(handoff),
        services=found.services_of(handoff),
        links=found.links_of(handoff),
        copies=found.copies_of(handoff),
        at=at,
        on=actor.today,
        is_covered=still_covered(handoff, at),
        given_by=giver_of(handoff, ground.release(actor.today)) if may(Permission.CONTACT_REVEAL) else "",
    )
    return render_page("star_court/show_handoff.html", handoff_page(known))


@bp.get(f"{ADDRESS}/edit")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def edit_handoff(handoff: Handoff) -> ResponseReturnValue:
    """The form of a draft."""
    data = {
        "version": handoff.version, "organisation": handoff.organisation.name, "contact": contact_of(handoff),
        "purpose": handoff.purpose, "basis": handoff.basis, "basis_on": handoff.basis_on,
        "basis_reference": reference_of(handoff), "ends_referral": handoff.referral_id is not None,
    }  # fmt: skip
    return _draft(handoff.participant, DraftForm(data=data), handoff=handoff)


@bp.post(f"{ADDRESS}/edit")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def update_handoff(handoff: Handoff) -> ResponseReturnValue:
    """Correct a draft."""
    form = DraftForm(request.form)
    return save(
        handoff,
        form,
        lambda: service.edit_handoff(handoff, form.draft(), version=form.version.data or 0, **by()),
        lambda status: _draft(handoff.participant, form, status, handoff=handoff),
    )


@bp.get(f"{ADDRESS}/release")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def new_release(handoff: Handoff) -> ResponseReturnValue:
    """The form of her signed release to this recipient for this purpose."""
    girl = handoff.participant
    language = girl.language if girl.language in OFFERED else "en"
    data = {"id": new_id(), "signed_on": signed_in_actor().today, "language": language}
    return _release(handoff, ReleaseForm(data=data, offered=_needed(handoff)))


@bp.post(f"{ADDRESS}/release")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def record_release(handoff: Handoff) -> ResponseReturnValue:
    """Write down her release."""
    form = ReleaseForm(request.form, offered=_needed(handoff))
    return save(
        handoff,
        form,
        lambda: service.record_release(handoff, form.release(), **by()),
        lambda status: _release(handoff, form, status),
    )


@bp.get(f"{ADDRESS}/release/revoke")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def ask_revoke(handoff: Handoff) -> ResponseReturnValue:
    """The check page before her release is taken back."""
    return _revoking(handoff)


@bp.post(f"{ADDRESS}/release/revoke")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def revoke_release(handoff: Handoff) -> ResponseReturnValue:
    """She takes it back."""
    try:
        service.revoke_release(handoff, **by())
    except Refusal as refusal:
        return _revoking(handoff, str(refusal))
    return go_to("star_court.show_handoff", done="ended", handoff_id=handoff.id)


@bp.get(f"{ADDRESS}/fields")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def choose_fields(handoff: Handoff) -> ResponseReturnValue:
    """The fields that may be told, to choose from."""
    form = FieldsForm(data={"version": handoff.version, "fields": read(handoff.fields)}, offered=_permitted(handoff))
    return _fields(handoff, form)


@bp.post(f"{ADDRESS}/fields")
@requires(Permission.HANDOFF_MANAGE, reads=events.READ)
def save_fields(handoff: Handoff) -> ResponseReturnValue:
    """Choose them, and look at the papers."""
    form = FieldsForm(request.form, offered=_permitted(handoff))
    return save(
        handoff,
        form,
        lambda: service.choose_fields(handoff, chosen(form), version=form.version.data or 0, **by()),
        lambda status: _fields(handoff, form, status),
        then="star_court.show_packet",
    )


def _draft(girl: Participant, form: DraftForm, status: int = 200, *, handoff: Handoff | None = None) -> Response:
    back = (
        url_for("star_court.show_handoff", handoff_id=handoff.id)
        if handoff
        else url_for("participants.show_participant", participant_id=girl.id)
    )
    more: dict[str, Any] = {
        "recipients": tuple(each.name for each in organisations()),
        "may_end_referral": open_referral(girl.id) is not None,
        "others": () if handoff else other_lines(found.open_handoffs_of(girl)),
    }
    page = form_page(_("Edit the hand-off") if handoff else _("New hand-off"), girl, name_of(girl), form, back, **more)
    return render_page("star_court/edit_handoff.html", page, status)


def _release(handoff: Handoff, form: ReleaseForm, status: int = 200) -> Response:
    return _about(handoff, _("Her release"), "star_court/new_release.html", form, status)


def _fields(handoff: Handoff, form: FieldsForm, status: int = 200) -> Response:
    words = withheld_words(ground_of(handoff), signed_in_actor().today)
    title = _("What the papers say")
    return _about(handoff, title, "star_court/choose_fields.html", form, status, withheld=words)


def _about(handoff: Handoff, title: str, template: str, form: Any, status: int, **more: Any) -> Response:  # noqa: ANN401
    back = url_for("star_court.show_handoff", handoff_id=handoff.id)
    more |= {"recipient": handoff.organisation.name, "purpose": str(PURPOSES[handoff.purpose])}
    page = form_page(title, handoff.participant, name_of(handoff.participant), form, back, **more)
    return render_page(template, page, status)


def _revoking(handoff: Handoff, refused: str = "") -> Response:
    form = FieldsForm(data={}, offered=())
    if refused:
        form.whole_errors = (refused,)
    return _about(handoff, _("She takes her release back"), "star_court/ask_revoke.html", form, 422 if refused else 200)


def _needed(handoff: Handoff) -> Any:  # noqa: ANN401 - fields
    return in_order(NEEDED[handoff.purpose])


def _permitted(handoff: Handoff) -> Any:  # noqa: ANN401
    return permitted(ground_of(handoff), signed_in_actor().today)
