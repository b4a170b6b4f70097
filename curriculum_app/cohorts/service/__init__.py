"""What can be done with cohorts: plan, edit, enrol, withdraw, close, cancel, staff, and move sessions.

Every use case that touches seats first holds the cohort's row (`holding.hold`), so whatever runs at the same time waits
for it and then sees the seats as they are.
"""

from curriculum_app.cohorts.service.apart import check_apart, hold_girls
from curriculum_app.cohorts.service.closing import cancel_cohort, close_cohort
from curriculum_app.cohorts.service.editing import CohortChanges, edit_cohort
from curriculum_app.cohorts.service.enrolling import enrol
from curriculum_app.cohorts.service.leaving import transfer, withdraw
from curriculum_app.cohorts.service.planning import CohortPlan, lay_out, plan_cohort
from curriculum_app.cohorts.service.readiness import allow_gap
from curriculum_app.cohorts.service.sessions import add_replacement, move_session, not_held, undo_not_held
from curriculum_app.cohorts.service.shifting import Dates, dates_shifted, move_on, shift_sessions
from curriculum_app.cohorts.service.staffing import assign_staff, assign_substitute, end_staff

__all__ = [
    "CohortChanges",
    "CohortPlan",
    "Dates",
    "add_replacement",
    "allow_gap",
    "assign_staff",
    "assign_substitute",
    "cancel_cohort",
    "check_apart",
    "close_cohort",
    "dates_shifted",
    "edit_cohort",
    "end_staff",
    "enrol",
    "hold_girls",
    "lay_out",
    "move_on",
    "move_session",
    "not_held",
    "plan_cohort",
    "shift_sessions",
    "transfer",
    "undo_not_held",
    "withdraw",
]
