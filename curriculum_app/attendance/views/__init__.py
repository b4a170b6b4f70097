"""The routes of attendance, one module a subject, on one blueprint."""

from curriculum_app.attendance.views import beside, guests, paper, sheets, visits
from curriculum_app.attendance.views.blueprint import bp

__all__ = ["beside", "bp", "guests", "paper", "sheets", "visits"]
