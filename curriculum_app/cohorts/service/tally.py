"""The girl's own tally: which enrolment is her latest, and whether she has left it.

Reports count girls from these rows instead of scanning enrolments. Attendance keeps the lessons of the same row in the
transaction of each mark; here only the enrolment's part moves, in the transaction of the enrolment or the exit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from curriculum_app.cohorts.models import Cohort, Enrolment, ParticipantTally
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core.db import db


def place_tally(enrolment: Enrolment, cohort: Cohort) -> ParticipantTally:
    """Make `enrolment` the one under which the girl is counted; needs `cohort.edition`."""
    tally = _tally(enrolment, cohort)
    if tally is None:
        tally = ParticipantTally(
            participant_id=enrolment.participant_id,
            curriculum=cohort.edition.curriculum,
            first_enrolled_on=enrolment.enrolled_on,
        )
        db.session.add(tally)
    tally.enrolment_id, tally.cohort_id, tally.site_id = enrolment.id, cohort.id, cohort.site_id
    tally.home_service_area, tally.cohort_service_area = enrolment.home_service_area, cohort.service_area
    tally.is_exited, tally.exit_reason, tally.exited_on = False, None, None
    tally.version = (tally.version or 0) + 1
    return tally


def end_tally(enrolment: Enrolment, cohort: Cohort) -> None:
    """Write the exit of `enrolment` into the girl's tally, if she is still counted under it."""
    tally = _tally(enrolment, cohort)
    if tally is None or tally.enrolment_id != enrolment.id:
        return
    tally.is_exited, tally.exit_reason, tally.exited_on = True, enrolment.exit_reason, enrolment.exited_on
    tally.version += 1


def rebuild_places(participant_ids: Collection[UUID]) -> list[ParticipantTally]:
    """Make the enrolment's part of these girls' tallies anew, and give them back; the lessons' part is attendance's.

    She is counted under the enrolment that is active, else under the one that began last.
    """
    tallies = select(ParticipantTally).where(ParticipantTally.participant_id.in_(participant_ids))
    order = (ParticipantTally.participant_id, ParticipantTally.curriculum)
    kept = db.session.scalars(_anew(tallies.order_by(*order).with_for_update())).all()
    found = _by_curriculum(participant_ids)
    for tally in kept:
        if (tally.participant_id, tally.curriculum) not in found:
            db.session.delete(tally)
    db.session.flush()
    rebuilt = [_rebuilt(enrolments) for enrolments in found.values()]
    db.session.flush()
    return rebuilt


def _by_curriculum(participant_ids: Collection[UUID]) -> dict[tuple[UUID, str], list[Enrolment]]:
    cohort = contains_eager(Enrolment.cohort)
    query = (
        select(Enrolment)
        .join(Enrolment.cohort)
        .join(Cohort.edition)
        .where(Enrolment.participant_id.in_(participant_ids))
        .options(cohort, cohort.contains_eager(Cohort.edition))
        .order_by(Enrolment.enrolled_on, Enrolment.id)
    )
    found: dict[tuple[UUID, str], list[Enrolment]] = defaultdict(list)
    for row in db.session.scalars(_anew(query)):
        found[row.participant_id, row.cohort.edition.curriculum].append(row)
    return found


def _rebuilt(enrolments: Sequence[Enrolment]) -> ParticipantTally:
    active = [row for row in enrolments if row.state is EnrolmentState.ACTIVE]
    latest = (active or enrolments)[-1]
    tally = place_tally(latest, latest.cohort)
    tally.first_enrolled_on = enrolments[0].enrolled_on
    if latest.state is EnrolmentState.EXITED:
        tally.is_exited, tally.exit_reason, tally.exited_on = True, latest.exit_reason, latest.exited_on
    return tally


def _anew(query: Select[Any]) -> Select[Any]:
    """Read what stands in the database: rows were moved beside the session's objects."""
    return query.execution_options(populate_existing=True)


def has_completed(enrolment: Enrolment, cohort: Cohort) -> bool:
    """Whether the completion rule says that the girl has completed, over all her cohorts of this curriculum."""
    tally = _tally(enrolment, cohort)
    return tally is not None and tally.is_completed


def _tally(enrolment: Enrolment, cohort: Cohort) -> ParticipantTally | None:
    return db.session.get(ParticipantTally, (enrolment.participant_id, cohort.edition.curriculum), with_for_update=True)
