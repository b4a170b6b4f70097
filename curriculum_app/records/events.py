"""What the audit writes down about whole records: ids and counts."""

from curriculum_app.core.audit import Event

LIKENESS_READ = Event("records:likeness:read")
MERGE_READ = Event("records:merge:read")
MERGED = Event("records:merge:made", keys=("kept", "absorbed", "rows"))
MERGE_UNDONE = Event("records:merge:undone", keys=("kept", "absorbed", "rows"))
