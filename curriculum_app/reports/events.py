"""Audit events of reports: who looked at the girls behind a number, and what left the program as a file."""

from curriculum_app.core.audit import Event

GIRLS_READ = Event("report:girls:read")
EXPORTED = Event("report:completion:exported", keys=("format",))
FIDELITY_EXPORTED = Event("report:fidelity:exported", keys=("format",))
TRAININGS_EXPORTED = Event("report:trainings:exported", keys=("format",))
OUTCOMES_EXPORTED = Event("report:outcomes:exported", keys=("format",))
OUTCOMES_ASKED = Event("report:outcomes:asked")
ANSWERS_EXPORTED = Event("report:answers:exported", keys=("instrument", "rows"))
YEARLY_EXPORTED = Event("report:yearly:exported", keys=("format",))
