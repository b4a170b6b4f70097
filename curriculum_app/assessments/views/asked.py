"""What a page of sittings is about: the wave and the instrument that its address names, or the usual ones."""

from flask import request

from curriculum_app.assessments.presenters.sittings import Asked
from curriculum_app.assessments.queries.sittings import sessions_planned
from curriculum_app.assessments.rules import Wave, usual_wave
from curriculum_app.cohorts.models import GroupSession

USUAL_INSTRUMENT = "main"


def asked_in(session: GroupSession) -> Asked:
    """The wave and instrument in the query or the posted form."""
    wave, instrument = request.values.get("wave"), request.values.get("instrument") or USUAL_INSTRUMENT
    if wave in set(Wave):
        return Asked(Wave(wave), instrument)
    return Asked(usual_wave(session.number, sessions_planned(session)), instrument)
