"""Who may do what: the words, the one policy table, and the gate that every route passes.

A reach is a word; `queries.within` of each room gives it meaning once, for the one object and for the list, so that
the check and the filter cannot drift apart.
"""

from curriculum_app.core.access.gate import (
    after_request_audit,
    current_actor,
    keep,
    may,
    public,
    requires,
    signed_in_actor,
)
from curriculum_app.core.access.loading import loads
from curriculum_app.core.access.words import (
    Actor,
    Grant,
    Permission,
    Reach,
    Role,
    Scope,
    Scopes,
    areas_of,
    command_line,
)

__all__ = [
    "Actor",
    "Grant",
    "Permission",
    "Reach",
    "Role",
    "Scope",
    "Scopes",
    "after_request_audit",
    "areas_of",
    "command_line",
    "current_actor",
    "keep",
    "loads",
    "may",
    "public",
    "requires",
    "signed_in_actor",
]
