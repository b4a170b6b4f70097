"""How the ids of walk-ins and make-ups in a URL become objects that the actor may know of."""

from uuid import UUID

from curriculum_app.attendance.models import MakeUp, Visit
from curriculum_app.attendance.queries.chairs import booking_within
from curriculum_app.attendance.queries.make_ups import make_up_within
from curriculum_app.attendance.queries.visits import visit_within
from curriculum_app.cohorts.models import MakeUpBooking
from curriculum_app.core.access import Actor, Permission, Scopes, loads


@loads("visit_id", knowing=(Permission.COHORT_VIEW,))
def visit(actor: Actor, scopes: Scopes, *, visit_id: UUID) -> Visit | None:
    """A walk-in of a cohort within reach, with its session and cohort."""
    return visit_within(scopes, actor, visit_id)


@loads("booking_id", under="session_id", knowing=(Permission.COHORT_VIEW, Permission.ATTENDANCE_VIEW))
def booking(
    actor: Actor, scopes: Scopes, *, booking_id: UUID, session_id: UUID, cohort_id: UUID
) -> MakeUpBooking | None:
    """A guest's chair in a session within reach, with that session and the one she missed, and their cohorts."""
    return booking_within(scopes, actor, booking_id=booking_id, session_id=session_id, cohort_id=cohort_id)


@loads("make_up_id", under="session_id", knowing=(Permission.COHORT_VIEW, Permission.ATTENDANCE_VIEW))
def make_up(actor: Actor, scopes: Scopes, *, make_up_id: UUID, session_id: UUID, cohort_id: UUID) -> MakeUp | None:
    """A make-up of a session within reach, with that session and its cohort."""
    return make_up_within(scopes, actor, make_up_id=make_up_id, session_id=session_id, cohort_id=cohort_id)
