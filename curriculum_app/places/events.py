"""What the audit writes down about places."""

from curriculum_app.core.audit import Event

SITE_OPENED = Event("places:site:opened", keys=("service_area", "kind"))
SITE_CLOSED = Event("places:site:closed", keys=("from_on", "until_on"))
SITE_OPEN_AGAIN = Event("places:site:open-again")
SITE_CHANGED = Event("places:site:changed", keys=("service_area", "kind", "is_open"))
