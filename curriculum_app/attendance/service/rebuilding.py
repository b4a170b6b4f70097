"""Making the tallies of some girls anew from what stands: after enrolments went from one record to another."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from curriculum_app.attendance.service.recount import mend, recount_girls
from curriculum_app.cohorts.service.tally import rebuild_places
from curriculum_app.core.db import db


def rebuild_tallies(participant_ids: Collection[UUID]) -> None:
    """Write the tallies of these girls from their enrolments, marks and make-ups, by the functions of a recount.

    A girl without an enrolment in a curriculum has no tally there.
    """
    tallies = rebuild_places(participant_ids)
    mend(recount_girls(participant_ids, locked=True).differences)
    for tally in tallies:
        db.session.expire(tally)
