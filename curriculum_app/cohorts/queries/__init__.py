"""Reads of cohorts: what each reach means in SQL, lists, and what the pages of one group show."""

from curriculum_app.cohorts.queries.detail import (
    Candidate,
    EnrolmentRow,
    SessionRow,
    StaffRow,
    candidates,
    first_open_day,
    lessons_of,
    roster,
    seats_in_front,
    staff,
    timetable,
)
from curriculum_app.cohorts.queries.lists import CohortRow, ListFilter, cohorts_visible_to
from curriculum_app.cohorts.queries.reach import (
    enrolments_within,
    people_who_stand_in_front,
    sessions_within,
    within,
)

__all__ = [
    "Candidate",
    "CohortRow",
    "EnrolmentRow",
    "ListFilter",
    "SessionRow",
    "StaffRow",
    "candidates",
    "cohorts_visible_to",
    "enrolments_within",
    "first_open_day",
    "lessons_of",
    "people_who_stand_in_front",
    "roster",
    "seats_in_front",
    "sessions_within",
    "staff",
    "timetable",
    "within",
]
