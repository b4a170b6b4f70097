"""What the audit writes down about limits."""

from curriculum_app.core.audit import Event

LIMIT_SET = Event("limits:limit:set", keys=("name", "value", "in_force_from"))
