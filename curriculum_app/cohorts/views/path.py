"""One girl's way through the programme."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from curriculum_app.cohorts import events
from curriculum_app.cohorts.presenters.path import path_page
from curriculum_app.cohorts.queries.path import moves_of, seats_of
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.pages import render_page
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.queries.people import name_of, referrals_of
from curriculum_app.participants.rules.eligibility import consent_findings
from curriculum_app.participants.service.people import opened


@bp.get("/participants/<uuid:participant_id>/path")
@requires(Permission.IDENTITY_VIEW, reads=events.PATH_READ)
def show_path(participant: Participant) -> ResponseReturnValue:
    """Why she is where she is."""
    actor = signed_in_actor()
    page = path_page(
        participant,
        name_of(participant),
        referrals_of(participant),
        moves_of(participant),
        seats_of(participant, actor),
        area_reason=opened(participant, ["area_reason"])["area_reason"],
        against=consent_findings(said_by([participant.id])[participant.id], actor.today),
        today=actor.today,
    )
    return render_page("cohorts/show_path.html", page)
