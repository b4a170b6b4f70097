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

FORMS_PRINTED = Event("assessments:forms:printed")
PAPERS_LISTED = Event("assessments:papers:listed")
PAPER_READ = Event("assessments:paper:read")
PAPER_BEGUN = Event("assessments:paper:begun", keys=("wave", "form"))
PAPER_TYPED = Event("assessments:paper:typed", keys=("entry", "differences"))
PAPER_SETTLED = Event("assessments:paper:settled")

FOLLOW_UPS_LISTED = Event("assessments:follow_ups:listed")
FOLLOW_UP_READ = Event("assessments:follow_up:read")
FOLLOW_UP_TRIED = Event("assessments:follow_up:tried", keys=("outcome",))
