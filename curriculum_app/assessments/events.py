"""What the audit remembers of assessments."""

from curriculum_app.core.audit import Event

INSTRUMENT_LOADED = Event("assessments:instrument:loaded", keys=("items",))
INSTRUMENT_MADE_CURRENT = Event("assessments:instrument:made_current")
