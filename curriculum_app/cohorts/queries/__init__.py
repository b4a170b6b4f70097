"""Reads of cohorts: what each reach means in SQL, lists, and what the pages of one group show."""

from curriculum_app.cohorts.queries.detail import (
    Candidate,
    EnrolmentRow,
    SessionRow,
    StaffRow,
    candidates,
    first_open_day,
    lessons_of,
    meeting_days,
    roster,
    seats_in_front,
    staff,
    timetable,
)
from curriculum_app.cohorts.queries.lists import (
    CohortRow,
    ListFilter,
    cohort_open_to,
    cohorts_visible_to,
    groups_with_room,
)
from curriculum_app.cohorts.queries.reach import (
    ANYBODY,
    Asker,
    asks,
    enrolments_within,
    reaches_as_staff_of_area,
    sessions_within,
    within,
)

__all__ = [
    "ANYBODY",
    "Asker",
    "Candidate",
    "CohortRow",
    "EnrolmentRow",
    "ListFilter",
    "SessionRow",
    "StaffRow",
    "asks",
    "candidates",
    "cohort_open_to",
    "cohorts_visible_to",
    "enrolments_within",
    "first_open_day",
    "groups_with_room",
    "lessons_of",
    "meeting_days",
    "reaches_as_staff_of_area",
    "roster",
    "seats_in_front",
    "sessions_within",
    "staff",
    "timetable",
    "within",
]
