"""What `flask sweep` does for assessments: end what girls left without Done."""

from datetime import datetime

from curriculum_app.assessments.service import finish_left
from curriculum_app.core.access import Actor
from curriculum_app.core.sweeping import due


@due("Sittings that were left")
def end_what_was_left(actor: Actor, at: datetime) -> int:
    """Keep the scores of sittings that nobody will go on with."""
    return finish_left(actor=actor, at=at)
