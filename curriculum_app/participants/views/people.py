"""Pages about participants: the list with its search, one girl, what opens when it is asked for, and the forms.

A search is posted, so that no name stands in an address, a history or a log.
"""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, may, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants import events, queries
from curriculum_app.participants.forms.people import OUTSIDE, AreaForm, ContactForm, IdentityForm, SearchForm
from curriculum_app.participants.models import Participant
from curriculum_app.participants.presenters import people as pages
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.queries.keep_apart import is_apart
from curriculum_app.participants.queries.merges import merges_of
from curriculum_app.participants.rules.eligibility import consent_findings
from curriculum_app.participants.rules.words import AreaBasis, AreaState
from curriculum_app.participants.service import people as service
from curriculum_app.participants.service.people import PersonChanged, Shown
from curriculum_app.participants.views.blueprint import bp
from curriculum_app.places.rules import Location, locate

MOST_PAGES = 10_000


@bp.get("/participants")
@requires(Permission.IDENTITY_VIEW, reads=events.PEOPLE_LISTED)
def list_participants() -> ResponseReturnValue:
    """The girls within reach, the newest first."""
    actor = signed_in_actor()
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    found = queries.participants_visible_to(actor.scopes(Permission.IDENTITY_VIEW), actor, page=page)
    return render_page("participants/list_participants.html", pages.people_page(found, SearchForm(), words=""))


@bp.post("/participants")
@requires(Permission.IDENTITY_VIEW, reads=events.PEOPLE_LISTED)
def search_participants() -> ResponseReturnValue:
    """The girls within reach whose name or code was asked for."""
    actor, form = signed_in_actor(), SearchForm(request.form)
    if not form.validate() or not form.words.data:
        return go_to("participants.list_participants")
    found = queries.participants_named(form.words.data, actor.scopes(Permission.IDENTITY_VIEW), actor)
    page = pages.people_page(found, form, words=form.words.data)
    return render_page("participants/list_participants.html", page)


@bp.get("/participants/<uuid:participant_id>")
@requires(Permission.IDENTITY_VIEW, reads=events.PERSON_READ)
def show_participant(participant: Participant) -> ResponseReturnValue:
    """One girl: her chosen name with initial, and what names nobody."""
    return _person(participant)


@bp.post("/participants/<uuid:participant_id>/reveal")
@requires(Permission.IDENTITY_VIEW)
def reveal_participant(participant: Participant) -> ResponseReturnValue:
    """Open one part of her record, and write down that it was opened."""
    actor = signed_in_actor()
    asked = request.form.get("part", "")
    if asked not in list(Shown):
        abort(400)
    if asked != Shown.IDENTITY and not may(Permission.CONTACT_REVEAL):
        abort(403)
    texts = service.reveal(participant, Shown(asked), actor=actor, at=clock.now())
    return _person(participant, Shown(asked), texts)


@bp.get("/participants/<uuid:participant_id>/edit")
@requires(Permission.REFERRAL_DECIDE, reads=events.PERSON_READ)
def edit_participant(participant: Participant) -> ResponseReturnValue:
    """The form of who she is."""
    person = queries.person(participant, signed_in_actor())
    return _identity_form(participant, IdentityForm(data=person.form_data))


@bp.post("/participants/<uuid:participant_id>/edit")
@requires(Permission.REFERRAL_DECIDE, reads=events.PERSON_READ)
def update_participant(participant: Participant) -> ResponseReturnValue:
    """Correct who she is."""
    form = IdentityForm(request.form)
    if not form.validate():
        return _identity_form(participant, form, 422)
    try:
        version = form.version.data or 0
        service.edit_identity(participant, form.identity(), version=version, actor=signed_in_actor(), at=clock.now())
    except PersonChanged as conflict:
        _rebase(form, participant, conflict)
        return keep(_identity_form(participant, form))
    return go_to("participants.show_participant", done="saved", participant_id=participant.id)


@bp.get("/participants/<uuid:participant_id>/contact")
@requires(Permission.CONTACT_REVEAL, reads=events.CONTACT_READ)
def edit_contact(participant: Participant) -> ResponseReturnValue:
    """The form of how to reach her."""
    texts = service.opened(participant, service.CONTACT)
    return _contact_form(participant, ContactForm(data={**texts, "version": participant.version}))


@bp.post("/participants/<uuid:participant_id>/contact")
@requires(Permission.CONTACT_REVEAL, reads=events.CONTACT_READ)
def update_contact(participant: Participant) -> ResponseReturnValue:
    """Correct how to reach her."""
    form = ContactForm(request.form)
    if not form.validate():
        return _contact_form(participant, form, 422)
    contact = {name: form[name].data or "" for name in service.CONTACT}
    try:
        version = form.version.data or 0
        service.edit_contact(participant, contact, version=version, actor=signed_in_actor(), at=clock.now())
    except PersonChanged as conflict:
        _rebase(form, participant, conflict)
        return keep(_contact_form(participant, form))
    return go_to("participants.show_participant", done="saved", participant_id=participant.id)


@bp.get("/participants/<uuid:participant_id>/area")
@requires(Permission.REFERRAL_DECIDE, reads=events.PERSON_READ)
def edit_area(participant: Participant) -> ResponseReturnValue:
    """The form of where her home lies."""
    area = str(participant.service_area or (OUTSIDE if participant.area_state is AreaState.OUTSIDE else ""))
    basis = participant.area_basis if participant.area_basis is not AreaBasis.ZIP else None
    form = AreaForm(data={"version": participant.version, "service_area": area, "basis": basis})
    return _area_form(participant, form)


@bp.post("/participants/<uuid:participant_id>/area")
@requires(Permission.REFERRAL_DECIDE, reads=events.PERSON_READ)
def update_area(participant: Participant) -> ResponseReturnValue:
    """Decide where her home lies."""
    form = AreaForm(request.form)
    if not form.validate():
        return _area_form(participant, form, 422)
    try:
        service.decide_area(
            participant,
            service_area=None if form.service_area.data == OUTSIDE else int(form.service_area.data),
            basis=AreaBasis(form.basis.data),
            reason=form.reason.data or "",
            version=form.version.data or 0,
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except PersonChanged as conflict:
        _rebase(form, participant, conflict)
        return keep(_area_form(participant, form))
    except Refusal as refusal:
        form.refuse(refusal)
        return _area_form(participant, form, 422)
    if not queries.is_within(participant, signed_in_actor()):
        return go_to("participants.list_participants", done="saved")
    return go_to("participants.show_participant", done="saved", participant_id=participant.id)


def _person(
    participant: Participant, shown: Shown | None = None, texts: dict[str, str] | None = None
) -> ResponseReturnValue:
    actor = signed_in_actor()
    person = queries.person(participant, actor)
    page = pages.person_page(
        participant,
        name=person.name,
        age=person.age,
        races=person.races,
        referrals=queries.referrals_of(participant),
        consents_against=consent_findings(said_by([participant.id])[participant.id], actor.today),
        location=location_of(participant) if participant.area_state is AreaState.UNDECIDED else None,
        may_see_contact=may(Permission.CONTACT_REVEAL),
        may_edit=may(Permission.REFERRAL_DECIDE),
        merges=merges_of(participant, actor.scopes(Permission.REFERRAL_DECIDE), actor),
        is_apart=is_apart(participant.id, actor.scopes(Permission.APART_DECIDE), actor, on=actor.today),
        shown=shown,
        texts=texts,
    )
    return render_page("participants/show_participant.html", page)


def location_of(participant: Participant) -> Location | None:
    """How her ZIP code lies; the code itself is not part of the page."""
    text = service.opened(participant, ("zip",))["zip"]
    return locate(text, limits_on(signed_in_actor().today).service_areas) if text else None


def _identity_form(participant: Participant, form: IdentityForm, status: int = 200) -> ResponseReturnValue:
    page = pages.edit_page(_("Edit who she is"), participant, queries.name_of(participant), form)
    return render_page("participants/edit_participant.html", page, status)


def _contact_form(participant: Participant, form: ContactForm, status: int = 200) -> ResponseReturnValue:
    page = pages.edit_page(_("Edit how to reach her"), participant, queries.name_of(participant), form)
    return render_page("participants/edit_contact.html", page, status)


def _area_form(participant: Participant, form: AreaForm, status: int = 200) -> ResponseReturnValue:
    sentence = pages.zip_sentence(location_of(participant))
    page = pages.edit_page(
        _("Decide her home area"), participant, queries.name_of(participant), form, zip_sentence=sentence
    )
    return render_page("participants/edit_area.html", page, status)


def _rebase(form: IdentityForm | ContactForm | AreaForm, participant: Participant, conflict: PersonChanged) -> None:
    """Keep what was typed, say what happened, and build the next save on the record as it is now."""
    form.refuse(conflict)
    form.version.data, form.version.raw_data = participant.version, None
