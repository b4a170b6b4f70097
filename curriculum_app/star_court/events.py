"""What the audit remembers of hand-offs: each read, change, opening and copy, and nothing that a packet says."""

from curriculum_app.core.audit import Event

LISTED = Event("star_court:list:listed")
READ = Event("star_court:handoff:read")
GIRL_READ = Event("star_court:girl:read")
PACKET_READ = Event("star_court:packet:read")
DRAFTED = Event("star_court:handoff:drafted", keys=("purpose", "basis"))
CHANGED = Event("star_court:draft:changed", keys=("purpose", "basis"))
FIELDS_CHOSEN = Event("star_court:fields:chosen", keys=("fields",))
RELEASE_RECORDED = Event("star_court:release:recorded", keys=("purpose", "fields"))
RELEASE_REVOKED = Event("star_court:release:revoked")
MOVED = Event("star_court:handoff:moved", keys=("was", "now"))
SERVICE_RECORDED = Event("star_court:service:recorded", keys=("kind",))
SERVICE_ENDED = Event("star_court:service:ended", keys=("kind", "outcome"))
LINK_MADE = Event("star_court:link:made")
LINK_REVOKED = Event("star_court:link:revoked")
# The recipient opened the packet; somebody tried a link that works no more.
OPENED = Event("star_court:packet:revealed")
REFUSED = Event("star_court:link:refused")
PRINTED = Event("star_court:packet:printed", keys=("number",))
