"""What placing a girl needs: one form about where she can go and what she speaks."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, requires, signed_in_actor
from curriculum_app.core.forms import choices
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants import events, queries
from curriculum_app.participants.forms.placing import PlacingForm
from curriculum_app.participants.models import Participant
from curriculum_app.participants.presenters import people as pages
from curriculum_app.participants.queries.placing import placing_of
from curriculum_app.participants.rules.languages import OFFERED, language_name
from curriculum_app.participants.service.people import PersonChanged
from curriculum_app.participants.service.placing import edit_placing as save_placing
from curriculum_app.participants.views.blueprint import bp
from curriculum_app.places.queries import sites_open_to


@bp.get("/participants/<uuid:participant_id>/placing")
@requires(Permission.REFERRAL_DECIDE, reads=events.PERSON_READ)
def edit_placing(participant: Participant) -> ResponseReturnValue:
    """The form of where she can go."""
    known = placing_of(participant.id)
    values = {
        "version": participant.version,
        "lives_at": str(known.lives_at or ""),
        "sites": [str(site) for site in known.sites],
        "other_languages": participant.other_languages.split(),
    }
    return _page(participant, _form(**values))


@bp.post("/participants/<uuid:participant_id>/placing")
@requires(Permission.REFERRAL_DECIDE, reads=events.PERSON_READ)
def update_placing(participant: Participant) -> ResponseReturnValue:
    """Save where she can go."""
    form = _form()
    if not form.validate():
        return _page(participant, form, 422)
    try:
        save_placing(
            participant,
            lives_at=UUID(form.lives_at.data) if form.lives_at.data else None,
            sites=[UUID(site) for site in form.sites.data or ()],
            offered=_offered(),
            other_languages=form.other_languages.data or (),
            version=form.version.data or 0,
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except PersonChanged as conflict:
        form.refuse(conflict)
        form.version.data, form.version.raw_data = participant.version, None
        return keep(_page(participant, form))
    return go_to("participants.show_participant", done="saved", participant_id=participant.id)


def _offered() -> dict[UUID, str]:
    return {site.id: site.name for site in sites_open_to(signed_in_actor(), Permission.SITE_VIEW)}


def _form(**values: object) -> PlacingForm:
    form = PlacingForm(request.form or None, data=values)
    sites = [(str(site), name) for site, name in _offered().items()]
    form.lives_at.choices = choices([("", _("No, elsewhere")), *sites])
    form.sites.choices = choices(sites)
    form.other_languages.choices = choices((code, language_name(code, current_language())) for code in OFFERED)
    return form


def _page(participant: Participant, form: PlacingForm, status: int = 200) -> ResponseReturnValue:
    page = pages.edit_page(_("Where she can go"), participant, queries.name_of(participant), form)
    return render_page("participants/edit_placing.html", page, status)
