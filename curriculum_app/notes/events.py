"""What the audit remembers of notes: that they were read and written, never a word of them."""

from curriculum_app.core.audit import Event

NOTES_READ = Event("note:session:read")
EARLIER_READ = Event("note:earlier:read")
NOTE_WRITTEN = Event("note:note:written", keys=("girls",))
NOTE_CHANGED = Event("note:note:changed", keys=("version", "girls"))
NOTE_CONFLICTED = Event("note:note:conflicted", keys=("version",))
NOTE_CAME_LATE = Event("note:note:came_late")
ADDENDUM_ADDED = Event("note:addendum:added", keys=("girls",))
DRAFT_SAVED = Event("note:draft:saved")
DRAFT_DISCARDED = Event("note:draft:discarded")
FIDELITY_READ = Event("fidelity:log:read")
FIDELITY_WRITTEN = Event("fidelity:log:written", keys=("exceptions",))
FIDELITY_CHANGED = Event("fidelity:log:changed", keys=("version", "exceptions"))
FIDELITY_CONFLICTED = Event("fidelity:log:conflicted", keys=("version",))
FIDELITY_CAME_LATE = Event("fidelity:log:came_late")
