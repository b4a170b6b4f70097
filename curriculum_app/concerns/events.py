"""What the audit remembers of concerns: that they were recorded, answered, read and printed, never a word of them."""

from curriculum_app.core.audit import Event

LISTED = Event("concern:list:listed")
READ = Event("concern:record:read")
PRINTED = Event("concern:record:printed")
GIRL_READ = Event("concern:girl:read")
RECORDED = Event("concern:record:created", keys=("about_staff", "barred"))
ANSWERED = Event("concern:answer:saved", keys=("question", "fields"))
FOLLOWED = Event("concern:follow-up:added")
BARRED = Event("concern:staff:barred", keys=("barred",))
NOTICES_SEEN = Event("concern:notices:seen", keys=("count",))
