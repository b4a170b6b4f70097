"""The audit events of cohorts: ids, codes and counts, never a name or a reason in free text."""

from curriculum_app.core.audit import Event

COHORT_PLANNED = Event("cohort:cohort:planned", keys=("sessions",))
COHORT_EDITED = Event("cohort:cohort:edited", keys=("changed",))
COHORT_CANCELLED = Event("cohort:cohort:cancelled", keys=("girls",))
COHORT_CLOSED = Event("cohort:cohort:closed", keys=("girls", "completed"))
ENROLLED = Event("cohort:enrolment:made", keys=("cohort", "is_late", "exceptions"))
EXITED = Event("cohort:enrolment:ended", keys=("cohort",))
STAFF_ASSIGNED = Event("cohort:staff:assigned", keys=("cohort", "user", "part"))
STAFF_ENDED = Event("cohort:staff:ended", keys=("cohort", "user"))
SESSION_MOVED = Event("cohort:session:moved", keys=("was", "now"))
SESSION_NOT_HELD = Event("cohort:session:not-held")
SESSION_PLANNED_AGAIN = Event("cohort:session:planned-again")
REPLACEMENT_ADDED = Event("cohort:session:replaced", keys=("number",))
CHAIR_ENDED = Event("cohort:chair:ended")
ROSTER_READ = Event("cohort:roster:read")
WAITLIST_READ = Event("cohort:waitlist:read")
SESSION_READ = Event("cohort:session:read")
ENROLMENT_READ = Event("cohort:enrolment:read")
# The same row whoever asked and whatever she may know; it names neither the girl nor a reason.
PLACEMENT_REFUSED = Event("cohort:placement:refused")
PAIRS_READ = Event("cohort:apart:read")
PAIR_READ = Event("cohort:apart:opened")
PAIR_SOUGHT = Event("cohort:apart:sought")
PAIR_TOLD = Event("cohort:apart:told")
GIRLS_READ = Event("cohort:apart:girls-read")
READINESS_ALLOWED = Event("cohort:readiness:allowed", keys=("gap", "session"))
