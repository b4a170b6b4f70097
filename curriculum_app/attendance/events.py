"""What attendance writes to the audit: reads of a sheet, and every change of marks, visits and make-ups."""

from curriculum_app.core.audit import Event

SHEET_READ = Event("attendance:sheet:read")
SHEET_PRINTED = Event("attendance:sheet:printed")
REGISTER_READ = Event("attendance:register:read")
HISTORY_READ = Event("attendance:history:read")
MAKE_UPS_READ = Event("attendance:make_ups:read")
VISITS_READ = Event("attendance:visits:read")

SHEET_CHANGED = Event("attendance:sheet:changed", keys=("applied", "conflicts", "rejected", "source", "is_late"))
MADE_UP = Event("attendance:lesson:made_up", keys=("enrolment",))
MAKE_UP_VOIDED = Event("attendance:make_up:voided", keys=("enrolment",))
CHAIRS_SOUGHT = Event("attendance:chairs:searched")
CHAIR_BOOKED = Event("attendance:chair:booked", keys=("enrolment", "session"))
GUEST_MARKED = Event("attendance:guest:marked", keys=("came", "minutes"))
VISIT_RECORDED = Event("attendance:visit:recorded")
VISIT_ENROLLED = Event("attendance:visit:enrolled", keys=("enrolment",))
VISIT_DECLINED = Event("attendance:visit:declined")
TALLIES_MENDED = Event("attendance:tallies:mended", keys=("enrolments", "girls", "counts"))
