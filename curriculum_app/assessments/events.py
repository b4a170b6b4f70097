"""What the audit remembers of assessments."""

from curriculum_app.core.audit import Event

INSTRUMENT_LOADED = Event("assessments:instrument:loaded", keys=("items",))
INSTRUMENT_MADE_CURRENT = Event("assessments:instrument:made_current")

SITTINGS_LISTED = Event("assessments:sittings:listed")
SLIPS_PRINTED = Event("assessments:slips:printed")
SITTING_OPENED = Event("assessments:sitting:opened", keys=("wave", "form"))
CODE_GIVEN = Event("assessments:code:given", keys=("wave",))
SITTING_ENTERED = Event("assessments:sitting:entered")
SITTING_HIDDEN = Event("assessments:sitting:hidden")
ANSWER_KEPT = Event("assessments:answer:kept")
SITTING_FINISHED = Event("assessments:sitting:finished", keys=("state",))
