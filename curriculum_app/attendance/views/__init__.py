"""The routes of attendance, one module a subject, on one blueprint."""

from curriculum_app.attendance.views import beside, paper, sheets, visits
from curriculum_app.attendance.views.blueprint import bp

__all__ = ["beside", "bp", "paper", "sheets", "visits"]
