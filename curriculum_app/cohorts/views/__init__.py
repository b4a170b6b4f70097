"""The routes of cohorts, one module a subject, on one blueprint."""

from curriculum_app.cohorts.views import (
    apart,
    closures,
    cohorts,
    contacts,
    drafting,
    ending,
    forming,
    girls,
    path,
    planning,
    possible_groups,
    proposing,
    publishing,
    readiness,
    sessions,
    staff,
)
from curriculum_app.cohorts.views.blueprint import bp

__all__ = [
    "apart",
    "bp",
    "closures",
    "cohorts",
    "contacts",
    "drafting",
    "ending",
    "forming",
    "girls",
    "path",
    "planning",
    "possible_groups",
    "proposing",
    "publishing",
    "readiness",
    "sessions",
    "staff",
]
