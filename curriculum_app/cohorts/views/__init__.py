"""The routes of cohorts, one module a subject, on one blueprint."""

from curriculum_app.cohorts.views import cohorts, ending, girls, planning, sessions, staff
from curriculum_app.cohorts.views.blueprint import bp

__all__ = ["bp", "cohorts", "ending", "girls", "planning", "sessions", "staff"]
