"""What the audit writes down about staff's trainings; the rows are about staff, never about a girl."""

from curriculum_app.core.audit import Event

RECORDED = Event("trainings:staff:recorded", keys=("user", "kind"))
CHANGED = Event("trainings:staff:changed", keys=("user", "kind"))
REMOVED = Event("trainings:staff:removed", keys=("user", "kind"))
