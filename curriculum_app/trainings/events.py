"""What the audit writes down about trainings; the rows are about staff and partners, never about a girl."""

from curriculum_app.core.audit import Event

RECORDED = Event("trainings:staff:recorded", keys=("user", "kind"))
CHANGED = Event("trainings:staff:changed", keys=("user", "kind"))
REMOVED = Event("trainings:staff:removed", keys=("user", "kind"))
COURSE_MADE = Event("trainings:course:made")
COURSE_CHANGED = Event("trainings:course:changed")
TRAINING_MADE = Event("trainings:training:made")
TRAINING_CHANGED = Event("trainings:training:changed")
LINK_RENEWED = Event("trainings:link:renewed")
ATTENDEES_READ = Event("trainings:attendees:read")
ATTENDEE_ADDED = Event("trainings:attendee:added", keys=("added_by", "is_new"))
ATTENDEE_REMOVED = Event("trainings:attendee:removed")
STAFF_CONFIRMED = Event("trainings:attendee:confirmed", keys=("user",))
ANSWERED = Event("trainings:attendee:answered", keys=("answer",))
CERTIFICATES_ASKED = Event("trainings:certificates:asked", keys=("job",))
CERTIFICATES_MADE = Event("trainings:certificates:made", keys=("number",))
CERTIFICATES_PRINTED = Event("trainings:certificates:printed")
SHEET_PRINTED = Event("trainings:sheet:printed")
LINKS_READ = Event("trainings:links:read")
IMPORTED = Event("trainings:import:finished", keys=("imported", "already_here", "refused"))
