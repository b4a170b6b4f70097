"""What the audit remembers of the curriculum."""

from curriculum_app.core.audit import Event

EDITION_LOADED = Event("curriculum:edition:loaded", keys=("lessons",))
EDITION_MADE_CURRENT = Event("curriculum:edition:made_current")
