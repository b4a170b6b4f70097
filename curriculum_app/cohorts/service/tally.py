"""The girl's own tally: which enrolment is her latest, and whether she has left it.

Reports count girls from these rows instead of scanning enrolments. Attendance keeps the lessons of the same row in the
transaction of each mark; here only the enrolment's part moves, in the transaction of the enrolment or the exit.
"""

from curriculum_app.cohorts.models import Cohort, Enrolment, ParticipantTally
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


def has_completed(enrolment: Enrolment, cohort: Cohort) -> bool:
    """Whether the completion rule says that the girl has completed, over all her cohorts of this curriculum."""
    tally = _tally(enrolment, cohort)
    return tally is not None and tally.is_completed


def _tally(enrolment: Enrolment, cohort: Cohort) -> ParticipantTally | None:
    return db.session.get(ParticipantTally, (enrolment.participant_id, cohort.edition.curriculum), with_for_update=True)
