"""What `flask sweep` does for concerns: warn in time."""

from datetime import datetime

from curriculum_app.concerns.service import tell_in_time
from curriculum_app.core.access import Actor
from curriculum_app.core.sweeping import due


@due("Warnings of clocks")
def warn(actor: Actor, at: datetime) -> int:
    """Tell whoever has to know of clocks that end soon."""
    return tell_in_time(actor=actor, at=at)
